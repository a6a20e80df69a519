/** Random fleets, obligations and faults against the engine, with sentences that must always hold. Not shipped. */
@NullMarked
package org.trimtab.storm;

import org.jspecify.annotations.NullMarked;
