/** The house rules as tests: walls between rooms, purity, names, sizes and words. */
@NullMarked
package org.trimtab.rules;

import org.jspecify.annotations.NullMarked;
