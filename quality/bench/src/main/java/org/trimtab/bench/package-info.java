/** Measures the whole way from an instruction to the last command written, start-up, memory and past prices. */
@NullMarked
package org.trimtab.bench;

import org.jspecify.annotations.NullMarked;
