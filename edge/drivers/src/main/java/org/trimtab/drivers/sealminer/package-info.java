/** Bitdeer's SealMiner machines. */
@NullMarked
package org.trimtab.drivers.sealminer;

import org.jspecify.annotations.NullMarked;
