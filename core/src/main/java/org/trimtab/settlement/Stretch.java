package org.trimtab.settlement;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.trimtab.interval.MarketInterval;

/** Arithmetic of stretches of time. */
final class Stretch {
    /** Most intervals that one stretch is cut into: a leap year of minutes. */
    static final int PIECES_MAX = 530_000;

    /** Ratios are held to this many digits; money is rounded only at the end. */
    static final MathContext DIGITS = new MathContext(24, RoundingMode.HALF_EVEN);

    private Stretch() {}

    /** What two stretches have in common; null when nothing. */
    static @Nullable MarketInterval common(MarketInterval one, MarketInterval other) {
        return between(
                one.from().isAfter(other.from()) ? one.from() : other.from(),
                one.until().isBefore(other.until()) ? one.until() : other.until());
    }

    /** From one instant to another; null when that is nothing. */
    static @Nullable MarketInterval between(Instant from, Instant until) {
        return from.isBefore(until) ? new MarketInterval(from, until) : null;
    }

    static BigDecimal seconds(Duration length) {
        return BigDecimal.valueOf(length.toSeconds())
                .add(BigDecimal.valueOf(length.toNanosPart(), 9));
    }

    /** Megawatts of whole watts. */
    static BigDecimal megawatts(long watts) {
        return BigDecimal.valueOf(watts, 6);
    }

    /** Megawatt-seconds of a level in whole watts over a stretch, exact. */
    static BigDecimal megawattSeconds(long watts, MarketInterval over) {
        return megawatts(watts).multiply(seconds(over.length()));
    }

    /** The first multiple of a length on the clock at or after an instant. */
    static Instant ceiling(Instant at, Duration length) {
        Instant floor = floor(at, length);
        return floor.equals(at) ? at : floor.plus(length);
    }

    /** The part of {@code whole} that {@code part} is, up to 1. */
    static BigDecimal fraction(MarketInterval part, Duration whole) {
        return seconds(part.length()).divide(seconds(whole), DIGITS);
    }

    static Instant floor(Instant at, Duration length) {
        long seconds = length.toSeconds();
        return Instant.ofEpochSecond(Math.floorDiv(at.getEpochSecond(), seconds) * seconds);
    }

    /** A stretch cut at the clock's multiples of a length; the first and the last piece may be shorter. */
    static List<MarketInterval> pieces(MarketInterval whole, Duration length) {
        if (length.toSeconds() <= 0 || length.toNanosPart() != 0) {
            throw new IllegalArgumentException(
                    "a settlement interval is one whole second or more, got " + length);
        }
        if (whole.length().dividedBy(length) >= PIECES_MAX) {
            throw new IllegalArgumentException(
                    whole + " has more than " + PIECES_MAX + " intervals of " + length);
        }
        List<MarketInterval> pieces = new ArrayList<>();
        Instant from = whole.from();
        while (from.isBefore(whole.until())) {
            Instant next = floor(from, length).plus(length);
            Instant until = next.isAfter(whole.until()) ? whole.until() : next;
            pieces.add(new MarketInterval(from, until));
            from = until;
        }
        return pieces;
    }
}
