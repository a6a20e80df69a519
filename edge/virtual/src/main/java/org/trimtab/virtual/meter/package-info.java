/** A site meter's registers and what they measure. */
@NullMarked
package org.trimtab.virtual.meter;

import org.jspecify.annotations.NullMarked;
