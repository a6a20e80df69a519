package org.trimtab.baseline;

import java.time.Duration;

/**
 * How long a meter may be silent before its last reading no longer speaks for the level.
 *
 * @param atLeast silence that is always borne
 * @param usualSpacings silence borne, as a multiple of the median time between two good readings
 * @param atMost silence that is never borne, however slowly the meter is read
 */
public record MeterGap(Duration atLeast, int usualSpacings, Duration atMost) {
    /** Three usual spacings, but never less than 5 s or more than 5 min. */
    public static final MeterGap DEFAULT =
            new MeterGap(Duration.ofSeconds(5), 3, Duration.ofMinutes(5));

    public MeterGap {
        if (atLeast.isNegative() || atMost.compareTo(atLeast) < 0 || usualSpacings < 1) {
            throw new IllegalArgumentException(
                    "a meter gap needs 0 <= " + atLeast + " <= " + atMost + " and a multiple >= 1");
        }
    }

    /** The silence borne by a meter that is usually read every {@code spacing}. */
    Duration whenReadEvery(Duration spacing) {
        if (spacing.compareTo(atMost) >= 0) {
            return atMost;
        }
        Duration wanted = spacing.multipliedBy(usualSpacings);
        Duration floored = wanted.compareTo(atLeast) < 0 ? atLeast : wanted;
        return floored.compareTo(atMost) > 0 ? atMost : floored;
    }
}
