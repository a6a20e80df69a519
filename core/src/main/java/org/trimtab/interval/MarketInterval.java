package org.trimtab.interval;

import java.time.Duration;
import java.time.Instant;

/**
 * A half-open stretch of time {@code [from, until)}, named by its start; UTC.
 *
 * @param from first instant inside
 * @param until first instant after; later than {@code from}
 */
public record MarketInterval(Instant from, Instant until) implements Comparable<MarketInterval> {
    public MarketInterval {
        if (!from.isBefore(until)) {
            throw new IllegalArgumentException(
                    "an interval ends after it starts: " + from + " to " + until);
        }
    }

    public static MarketInterval starting(Instant from, Duration length) {
        return new MarketInterval(from, from.plus(length));
    }

    public Duration length() {
        return Duration.between(from, until);
    }

    public boolean contains(Instant instant) {
        return !instant.isBefore(from) && instant.isBefore(until);
    }

    public boolean overlaps(MarketInterval other) {
        return from.isBefore(other.until) && other.from.isBefore(until);
    }

    @Override
    public int compareTo(MarketInterval other) {
        int byStart = from.compareTo(other.from);
        return byStart != 0 ? byStart : until.compareTo(other.until);
    }

    @Override
    public String toString() {
        return "[" + from + ", " + until + ")";
    }
}
