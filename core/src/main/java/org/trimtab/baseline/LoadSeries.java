package org.trimtab.baseline;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.trimtab.interval.MarketInterval;
import org.trimtab.quantity.Power;
import org.trimtab.telemetry.Quality;

/**
 * A meter's mean level in intervals of one length without a break in time; an interval nobody read is unknown, never
 * zero. Kept as columns, since a year of 15-minute readings of thousands of meters is worked through at a time.
 */
public final class LoadSeries {
    /** A level nobody knows. */
    public static final int UNKNOWN = Integer.MIN_VALUE;

    /** Most intervals of one series: two leap years of minutes and some. */
    public static final int INTERVALS_MAX = 1_100_000;

    private final Instant from;
    private final Duration step;
    private final int[] watts;
    private final byte @Nullable [] qualities;

    private LoadSeries(Instant from, Duration step, int[] watts, byte @Nullable [] qualities) {
        this.from = from;
        this.step = step;
        this.watts = watts;
        this.qualities = qualities;
    }

    /**
     * A series of good readings.
     *
     * @param from start of the first interval
     * @param step length of every interval, whole seconds
     * @param watts mean level of each, W, consumption positive; {@link #UNKNOWN} where nobody knows. Not copied.
     */
    public static LoadSeries of(Instant from, Duration step, int[] watts) {
        return of(from, step, watts, null);
    }

    /**
     * A series with the quality of each reading.
     *
     * @param qualities {@link #kept} quality of each interval; null when all are good. Not copied.
     */
    public static LoadSeries of(
            Instant from, Duration step, int[] watts, byte @Nullable [] qualities) {
        if (step.isNegative()
                || step.isZero()
                || !step.equals(Duration.ofSeconds(step.toSeconds()))) {
            throw new IllegalArgumentException("an interval must last whole seconds, got " + step);
        }
        if (watts.length == 0 || watts.length > INTERVALS_MAX) {
            throw new IllegalArgumentException(
                    "a series has 1 to " + INTERVALS_MAX + " intervals, got " + watts.length);
        }
        if (qualities != null && qualities.length != watts.length) {
            throw new IllegalArgumentException(
                    watts.length + " levels with " + qualities.length + " qualities");
        }
        return new LoadSeries(from, step, watts, qualities);
    }

    /** Start of the first interval. */
    public Instant from() {
        return from;
    }

    /** End of the last interval. */
    public Instant until() {
        return from.plus(step.multipliedBy(watts.length));
    }

    /** Length of every interval. */
    public Duration step() {
        return step;
    }

    public int size() {
        return watts.length;
    }

    /** The {@code i}th interval. */
    public MarketInterval interval(int i) {
        return MarketInterval.starting(from.plus(step.multipliedBy(i)), step);
    }

    /** Mean level of the {@code i}th interval, W; {@link #UNKNOWN} when nobody knows. */
    public int watts(int i) {
        return watts[i];
    }

    /** Mean level of the {@code i}th interval; null when nobody knows. */
    public @Nullable Power power(int i) {
        return watts[i] == UNKNOWN ? null : Power.ofWatts(watts[i]);
    }

    public Quality quality(int i) {
        return qualities == null ? Quality.GOOD : QUALITIES[qualities[i]];
    }

    /** Which interval an instant falls in; negative or beyond {@link #size()} outside the series. */
    public int indexOf(Instant at) {
        long seconds = Math.floorDiv(at.getEpochSecond() - from.getEpochSecond(), step.toSeconds());
        return Math.toIntExact(Math.max(-1, Math.min(seconds, watts.length)));
    }

    private static final Quality[] QUALITIES = Quality.values();

    /** How a quality is kept in a series. */
    @SuppressWarnings("EnumOrdinal") // a column within one process, never written
    public static byte kept(Quality quality) {
        return (byte) quality.ordinal();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof LoadSeries that
                && from.equals(that.from)
                && step.equals(that.step)
                && Arrays.equals(watts, that.watts)
                && Arrays.equals(qualities, that.qualities);
    }

    @Override
    public int hashCode() {
        return from.hashCode() + 31 * Arrays.hashCode(watts);
    }

    @Override
    public String toString() {
        return watts.length + " intervals of " + step + " from " + from;
    }
}
