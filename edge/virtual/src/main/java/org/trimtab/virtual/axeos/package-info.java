/** Virtual Bitaxe machines under AxeOS: REST over HTTP. */
@NullMarked
package org.trimtab.virtual.axeos;

import org.jspecify.annotations.NullMarked;
