/** Breakers and outlets that exist only here: moved over Modbus and SNMP, they cut the power of virtual machines. */
@NullMarked
package org.trimtab.virtual.breaker;

import org.jspecify.annotations.NullMarked;
