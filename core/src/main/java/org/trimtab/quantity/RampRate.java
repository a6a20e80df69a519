package org.trimtab.quantity;

import java.time.Duration;

/**
 * How fast a level may change.
 *
 * @param wattsPerMinute W/min, above 0
 */
public record RampRate(long wattsPerMinute) implements Comparable<RampRate> {
    public RampRate {
        if (wattsPerMinute <= 0) {
            throw new IllegalArgumentException(
                    "a ramp rate lies above 0 W/min, got " + wattsPerMinute + " W/min");
        }
    }

    /** The most a level may change in a time; rounded down to a whole watt. */
    public Power over(Duration time) {
        long minutes = time.toMinutes();
        long restMillis = time.minusMinutes(minutes).toMillis();
        return Power.ofWatts(
                Math.addExact(
                        Math.multiplyExact(wattsPerMinute, minutes),
                        Math.multiplyExact(wattsPerMinute, restMillis) / 60_000L));
    }

    @Override
    public int compareTo(RampRate other) {
        return Long.compare(wattsPerMinute, other.wattsPerMinute);
    }

    @Override
    public String toString() {
        return QuantityFormat.power(wattsPerMinute) + "/min";
    }
}
