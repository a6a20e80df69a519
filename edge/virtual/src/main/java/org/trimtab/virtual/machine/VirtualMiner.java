package org.trimtab.virtual.machine;

import java.util.List;
import org.trimtab.virtual.net.Speaker;

/** A machine together with the protocol it speaks. */
public interface VirtualMiner {
    /**
     * A port it answers on.
     *
     * @param number TCP port by the maker
     * @param speaker who speaks there
     * @param secure whether TLS is spoken there
     */
    record Port(int number, Speaker speaker, boolean secure) {
        /** A port without TLS. */
        public Port(int number, Speaker speaker) {
            this(number, speaker, false);
        }
    }

    Machine machine();

    /** Every port it answers on, by the maker's numbers; the first is the one its group's port stands for. */
    List<Port> ports();

    /** The pools it works for, one per line; a careless caller can wipe them. */
    String pools();
}
