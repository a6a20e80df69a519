/** The stock Antminer web interface as a machine on its far side gives it. */
@NullMarked
package org.trimtab.virtual.antminer;

import org.jspecify.annotations.NullMarked;
