package org.trimtab.virtual.net;

import java.net.InetAddress;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Speaks the protocol of the machine behind an address. Called by the switchboard's one thread only. */
public interface Speaker {
    /** After how long a connection on which nothing moves is closed, when the machine has no limit of its own. */
    Duration IDLE_MOST = Duration.ofSeconds(60);

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

    /**
     * As {@link #hear(byte[], int, boolean)}, for a machine that tells its callers apart.
     *
     * @param caller where the connection comes from
     */
    default @Nullable Answer hear(byte[] heard, int length, boolean ended, InetAddress caller) {
        return hear(heard, length, ended);
    }

    /** After how long a connection on which nothing moves is closed. */
    default Duration idleMost() {
        return IDLE_MOST;
    }
}
