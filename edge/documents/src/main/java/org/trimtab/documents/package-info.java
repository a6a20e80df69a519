/** Files written by people: YAML with line numbers, units, and advice about unknown keys; CSV with line numbers. */
@NullMarked
package org.trimtab.documents;

import org.jspecify.annotations.NullMarked;
