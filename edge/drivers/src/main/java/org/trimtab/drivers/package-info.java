/** All protocol families in one catalogue. */
@NullMarked
package org.trimtab.drivers;

import org.jspecify.annotations.NullMarked;
