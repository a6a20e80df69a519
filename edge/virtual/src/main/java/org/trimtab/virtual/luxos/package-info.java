/** The LuxOS interface as a machine on its far side gives it. */
@NullMarked
package org.trimtab.virtual.luxos;

import org.jspecify.annotations.NullMarked;
