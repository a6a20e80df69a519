package org.trimtab.virtual.net;

import java.time.Duration;
import java.util.Arrays;

/**
 * What a machine says to one request.
 *
 * @param used how many of the heard bytes the request was
 * @param bytes what is said
 * @param after how long the machine thinks first
 * @param ending what becomes of the connection then
 */
public record Answer(int used, byte[] bytes, Duration after, Ending ending) {
    private static final byte[] NOTHING = {};

    /** What becomes of a connection. */
    public enum Ending {
        CLOSE,
        KEEP,
        /** Reset without warning, as when a process dies. */
        RESET,
        /** Nothing is said and nothing is closed, until the other side gives up. */
        NEVER
    }

    /** No answer, ever. */
    public static Answer never(int used) {
        return new Answer(used, NOTHING, Duration.ZERO, Ending.NEVER);
    }

    /** A reset instead of an answer. */
    public static Answer reset(int used) {
        return new Answer(used, NOTHING, Duration.ZERO, Ending.RESET);
    }

    /** This answer broken off in the middle by a reset. */
    public Answer cutInTheMiddle() {
        byte[] half = Arrays.copyOf(bytes, bytes.length / 2);
        return new Answer(used, half, after, Ending.RESET);
    }
}
