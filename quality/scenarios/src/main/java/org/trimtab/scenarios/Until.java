package org.trimtab.scenarios;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Waits until something is so. */
public final class Until {
    private static final long LOOK_NS = TimeUnit.MILLISECONDS.toNanos(20);

    private Until() {}

    /** A question that may fail, which counts as no. */
    @FunctionalInterface
    public interface Question {
        boolean isSo() throws IOException;
    }

    /**
     * Waits.
     *
     * @param what in words, for the error
     * @throws IllegalStateException when it is not so within {@code atMost}
     */
    public static void isSo(String what, Duration atMost, Question question) {
        if (!soon(atMost, question)) {
            throw new IllegalStateException("not within " + atMost.toSeconds() + " s: " + what);
        }
    }

    /** Waits no longer than {@code atMost}; true when it came to be so. */
    public static boolean soon(Duration atMost, Question question) {
        long end = System.nanoTime() + atMost.toNanos();
        while (System.nanoTime() - end < 0) {
            if (answered(question)) {
                return true;
            }
            LockSupport.parkNanos(LOOK_NS);
        }
        return answered(question);
    }

    /** Lets time pass. */
    static void passes(Duration time) {
        long end = System.nanoTime() + time.toNanos();
        for (long left = time.toNanos(); left > 0; left = end - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    private static boolean answered(Question question) {
        try {
            return question.isSo();
        } catch (IOException e) {
            return false;
        }
    }
}
