/** What every driver is: pure conversations with a device, and the values they end in. */
@NullMarked
package org.trimtab.drivers.api;

import org.jspecify.annotations.NullMarked;
