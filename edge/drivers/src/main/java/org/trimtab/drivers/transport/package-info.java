/** Carries conversations over sockets: one loop, thousands of devices, one talk at a time with each. */
@NullMarked
package org.trimtab.drivers.transport;

import org.jspecify.annotations.NullMarked;
