/** Finds out what answers at an address, by the questions of all families. */
@NullMarked
package org.trimtab.drivers.scout;

import org.jspecify.annotations.NullMarked;
