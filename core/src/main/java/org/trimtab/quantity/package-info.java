/** Units that cannot be mixed: exact integers in a canonical unit, exact arithmetic, named rounding. */
@NullMarked
package org.trimtab.quantity;

import org.jspecify.annotations.NullMarked;
