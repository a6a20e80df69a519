/** The journal: every step in order, in files that survive a crash and name any damage. */
@NullMarked
package org.trimtab.store.journal;

import org.jspecify.annotations.NullMarked;
