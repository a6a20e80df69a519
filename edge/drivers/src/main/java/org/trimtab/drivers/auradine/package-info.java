/** Speaks to Auradine's Teraflux machines and their firmware FluxOS. */
@NullMarked
package org.trimtab.drivers.auradine;

import org.jspecify.annotations.NullMarked;
