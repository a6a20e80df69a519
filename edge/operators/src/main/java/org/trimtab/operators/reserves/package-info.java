/** Reserve products of the markets, from their rules. */
@NullMarked
package org.trimtab.operators.reserves;

import org.jspecify.annotations.NullMarked;
