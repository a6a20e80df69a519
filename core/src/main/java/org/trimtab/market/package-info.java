/** Prices, what hashing earns, and the power price at which a machine stops paying. */
@NullMarked
package org.trimtab.market;

import org.jspecify.annotations.NullMarked;
