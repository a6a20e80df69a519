/** Speaks to Bitaxe machines and others that run AxeOS. */
@NullMarked
package org.trimtab.drivers.axeos;

import org.jspecify.annotations.NullMarked;
