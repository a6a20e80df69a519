/** Half-open stretches of time and series of values over them; UTC inside. */
@NullMarked
package org.trimtab.interval;

import org.jspecify.annotations.NullMarked;
