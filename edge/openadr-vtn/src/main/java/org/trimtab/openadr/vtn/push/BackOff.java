package org.trimtab.openadr.vtn.push;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to wait before the next attempt: doubling from the first wait up to the longest, each between half and the
 * whole of it by chance, so that those who failed together do not come back together.
 */
record BackOff(Duration first, Duration longest) {
    private static final int DOUBLINGS_MAX = 20;

    BackOff {
        if (first.toMillis() < 1 || longest.compareTo(first) < 0) {
            throw new IllegalArgumentException("a wait grows from " + first + " to " + longest);
        }
    }

    /** The wait after so many failed attempts, one at least. */
    Duration after(int failures, RandomGenerator chance) {
        int doublings = Math.min(Math.max(failures, 1) - 1, DOUBLINGS_MAX);
        long whole = Math.min(longest.toMillis(), first.toMillis() << doublings);
        long half = whole / 2;
        return Duration.ofMillis(whole - half + chance.nextLong(half + 1));
    }
}
