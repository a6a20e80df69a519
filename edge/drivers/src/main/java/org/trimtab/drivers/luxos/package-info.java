/** LuxOS: cgminer-style JSON on TCP 4028, one control session at a time, {@code curtail} to sleep and wake. */
@NullMarked
package org.trimtab.drivers.luxos;

import org.jspecify.annotations.NullMarked;
