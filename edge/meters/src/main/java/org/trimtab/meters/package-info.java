/** Meters as instruments: how a level of power is read from them, and how far it can be trusted. */
@NullMarked
package org.trimtab.meters;

import org.jspecify.annotations.NullMarked;
