/** Readings of meters and devices kept for years: appended as they come, rolled up, exported, built again. */
@NullMarked
package org.trimtab.store.readings;

import org.jspecify.annotations.NullMarked;
