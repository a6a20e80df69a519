/** What is known of miners as products: nameplates with their sources. */
@NullMarked
package org.trimtab.operators.mining;

import org.jspecify.annotations.NullMarked;
