/** What stays on disk: the journal of steps, and the registry of what people and devices told us. */
@NullMarked
package org.trimtab.store;

import org.jspecify.annotations.NullMarked;
