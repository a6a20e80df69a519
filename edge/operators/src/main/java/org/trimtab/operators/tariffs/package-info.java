/** Tariffs and supply contracts, read from files. */
@NullMarked
package org.trimtab.operators.tariffs;

import org.jspecify.annotations.NullMarked;
