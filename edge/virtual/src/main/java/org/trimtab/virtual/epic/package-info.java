/** Virtual machines under ePIC's firmware: REST over HTTP on port 4028. */
@NullMarked
package org.trimtab.virtual.epic;

import org.jspecify.annotations.NullMarked;
