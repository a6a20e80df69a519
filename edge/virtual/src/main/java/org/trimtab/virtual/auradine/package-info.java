/** Virtual machines of Auradine: REST over HTTP on 8080 and cgminer-like reads on 4028. */
@NullMarked
package org.trimtab.virtual.auradine;

import org.jspecify.annotations.NullMarked;
