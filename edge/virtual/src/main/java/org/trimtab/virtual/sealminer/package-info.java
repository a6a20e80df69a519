/** The interface of Bitdeer's SealMiner as a machine on its far side gives it. */
@NullMarked
package org.trimtab.virtual.sealminer;

import org.jspecify.annotations.NullMarked;
