/** Braiins OS as a machine on its far side gives it: cgminer's interface and REST. */
@NullMarked
package org.trimtab.virtual.braiins;

import org.jspecify.annotations.NullMarked;
