/** Speaks to machines that run ePIC's PowerPlay firmware. */
@NullMarked
package org.trimtab.drivers.epic;

import org.jspecify.annotations.NullMarked;
