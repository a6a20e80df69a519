package org.trimtab.virtual.machine;

import org.trimtab.virtual.net.Speaker;

/** A machine together with the protocol it speaks. */
public interface VirtualMiner extends Speaker {
    Machine machine();

    /** The pools it works for, one per line; a careless caller can wipe them. */
    String pools();
}
