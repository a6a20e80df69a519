/** The interface of Canaan's Avalon as a machine on its far side gives it. */
@NullMarked
package org.trimtab.virtual.avalon;

import org.jspecify.annotations.NullMarked;
