/** Switches as actuators: how a breaker or an outlet is moved, and how it is seen where it stands. */
@NullMarked
package org.trimtab.switches;

import org.jspecify.annotations.NullMarked;
