package org.trimtab.openadr.wire;

import org.jspecify.annotations.Nullable;

/**
 * When an interval is (User Guide 7.3).
 *
 * @param start null where the order says it
 * @param duration null where it is inherited
 * @param randomizeStart the range in which the client draws its own shift
 * @param extras properties the text does not know
 */
public record IntervalPeriod(
        @Nullable WireTime start,
        @Nullable WireDuration duration,
        @Nullable WireDuration randomizeStart,
        Extras extras) {
    /** A plain period. */
    public static IntervalPeriod of(WireTime start, WireDuration duration) {
        return new IntervalPeriod(start, duration, null, Extras.NONE);
    }
}
