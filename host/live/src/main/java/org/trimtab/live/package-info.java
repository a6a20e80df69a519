/** The live host: wall clock, real doors, and the desk that people and programs speak to. */
@NullMarked
package org.trimtab.live;

import org.jspecify.annotations.NullMarked;
