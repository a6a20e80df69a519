/** Energy prices as markets publish them: files of them, and one year that comes with the product. */
@NullMarked
package org.trimtab.operators.prices;

import org.jspecify.annotations.NullMarked;
