package org.trimtab.openadr.legacy;

import java.time.Duration;
import java.time.Instant;

/** Pauses after failures: twice as long each time, up to a limit, never shorter than a poll. */
final class BackOff {

    private static final int MAX_DOUBLINGS = 12;

    private int failures;
    private Instant notBefore = Instant.MIN;

    void succeeded() {
        failures = 0;
        notBefore = Instant.MIN;
    }

    void failed(Instant now, Duration pollEvery) {
        Duration pause = pollEvery.multipliedBy(1L << Math.min(failures, MAX_DOUBLINGS));
        if (pause.compareTo(LegacySettings.LONGEST_BACK_OFF) > 0) {
            pause = LegacySettings.LONGEST_BACK_OFF;
        }
        failures++;
        notBefore = now.plus(pause.compareTo(pollEvery) < 0 ? pollEvery : pause);
    }

    boolean failing() {
        return failures > 0;
    }

    Instant notBefore() {
        return notBefore;
    }
}
