package org.trimtab.resource;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.trimtab.quantity.Temperature;

/**
 * What a device may be asked without harm. Nothing ever widens it.
 *
 * @param minOff shortest time it stays asleep once put to sleep
 * @param minOn shortest time it runs once woken, before it may be put to sleep again
 * @param exempt true when it is never to be curtailed
 * @param sleepsPerDay how often it may be put to sleep within 24 hours, at least 1
 * @param coldest below this it is not put to sleep, since it might not start again; null when it does not matter
 * @param hottest above this it is not woken until it has cooled; null when it does not matter
 */
public record Envelope(
        Duration minOff,
        Duration minOn,
        boolean exempt,
        int sleepsPerDay,
        @Nullable Temperature coldest,
        @Nullable Temperature hottest) {
    /** Sleeps a day when nobody said: every quarter of an hour, which stops rapid cycling and nothing else. */
    public static final int SLEEPS_PER_DAY = 96;

    public Envelope {
        if (sleepsPerDay < 1) {
            throw new IllegalArgumentException(
                    "a device may be put to sleep at least once a day, got " + sleepsPerDay);
        }
    }

    /** An envelope of times alone. */
    public Envelope(Duration minOff, Duration minOn, boolean exempt) {
        this(minOff, minOn, exempt, SLEEPS_PER_DAY, null, null);
    }
}
