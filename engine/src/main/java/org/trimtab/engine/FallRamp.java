package org.trimtab.engine;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.trimtab.quantity.RampRate;

/**
 * How much load may be taken off now where nobody's safety asks for more: what falls takes its time on the ramp, and
 * the next waits until that is over. What is not ours to slow, such as a trip, an emergency or a limit of the site or
 * of a feeder, does not ask here.
 */
final class FallRamp {
    /** Load falls in portions of this much time on the ramp, and of at least one device. */
    private static final Duration PORTION = Duration.ofSeconds(1);

    private static final long NANOS_PER_MICRO = 1_000L;
    private static final long MICROS_PER_MINUTE = 60_000_000L;

    private final @Nullable RampRate rate;
    private final long largest;
    private long freeAt = Long.MIN_VALUE;

    /** Load falls at most at {@code rate}, null for no limit; the largest single device draws {@code largest} watts. */
    FallRamp(@Nullable RampRate rate, long largest) {
        this.rate = rate;
        this.largest = largest;
    }

    boolean isNone() {
        return rate == null;
    }

    /**
     * Watts that may come off now.
     *
     * @param needed in all
     * @param left until they are due; a deadline that the ramp would miss goes before it. Null when there is none
     */
    long room(long needed, @Nullable Duration left, Instant now) {
        if (rate == null || needed <= 0) {
            return needed;
        }
        long perMinute = rate.wattsPerMinute();
        if (left != null) {
            if (left.isNegative() || left.isZero()) {
                return needed;
            }
            long seconds = Math.max(1, left.toSeconds());
            long hurried = Math.multiplyExact(needed, 60L) / seconds;
            if (hurried >= perMinute) {
                return needed;
            }
        }
        if (freeAt > Nanos.of(now)) {
            return 0;
        }
        return Math.min(needed, Math.max(rate.over(PORTION).watts(), largest));
    }

    /** So much was taken off. */
    void fell(long watts, Instant now) {
        if (rate != null && watts > 0) {
            long micros = Math.multiplyExact(watts, MICROS_PER_MINUTE) / rate.wattsPerMinute();
            freeAt = Math.max(freeAt, Nanos.of(now)) + micros * NANOS_PER_MICRO;
        }
    }
}
