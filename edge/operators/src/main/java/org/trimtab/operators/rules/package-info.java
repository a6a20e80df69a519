/** Market rules as data: rule files, what may stand in them, and the book of all versions. */
@NullMarked
package org.trimtab.operators.rules;

import org.jspecify.annotations.NullMarked;
