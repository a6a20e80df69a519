/** The few promises a disk must keep for us: appending, forcing, and names that change at once. */
@NullMarked
package org.trimtab.store.disk;

import org.jspecify.annotations.NullMarked;
