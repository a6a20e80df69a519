/** What the grid asks and what we then owe: instruction, obligation and its life cycle. */
@NullMarked
package org.trimtab.program;

import org.jspecify.annotations.NullMarked;
