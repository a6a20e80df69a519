/** What every virtual machine has: power that falls and rises in time, a clock of its own, perhaps a fault. */
@NullMarked
package org.trimtab.virtual.machine;

import org.jspecify.annotations.NullMarked;
