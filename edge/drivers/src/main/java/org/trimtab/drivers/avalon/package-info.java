/** Canaan's Avalon machines. */
@NullMarked
package org.trimtab.drivers.avalon;

import org.jspecify.annotations.NullMarked;
