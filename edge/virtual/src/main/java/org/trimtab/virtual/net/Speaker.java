package org.trimtab.virtual.net;

import org.jspecify.annotations.Nullable;

/** Speaks the protocol of the machine behind an address. Called by the switchboard's one thread only. */
public interface Speaker {
    /** Whether a new connection is taken; otherwise it is reset. */
    boolean admits();

    /** True when the machine serves one connection at a time, and others wait behind an idle one. */
    boolean oneAtATime();

    /**
     * Answers what has been heard on a connection so far.
     *
     * @param heard buffer whose first {@code length} bytes have been received and not yet been answered
     * @param ended true when the other side will send no more
     * @return the answer, or null when the request is not complete
     */
    @Nullable Answer hear(byte[] heard, int length, boolean ended);
}
