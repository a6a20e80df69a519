package org.trimtab.market;

import java.time.Instant;
import java.util.List;
import org.trimtab.interval.MarketInterval;

/**
 * Values over time, each with the instant at which it became known. The values themselves cannot be had from it: they
 * are read {@linkplain #asOf as of} an instant, and what was not known then is not there.
 *
 * <p>A value is a whole number in the unit that whoever made the series says: µ$/MWh, µ$/MW·h, W or µ$/PH/s·day.
 */
public final class AsOfSeries {
    /** Most values; above five centuries of quarter-hours. */
    public static final int VALUES_MAX = 20_000_000;

    private final String name;
    private final long[] from;
    private final long[] until;
    private final long[] knownAt;
    private final long[] values;

    /**
     * One value.
     *
     * @param interval when it holds
     * @param knownAt when it became known
     * @param value what it is
     */
    public record Fact(MarketInterval interval, Instant knownAt, long value) {}

    private AsOfSeries(String name, List<Fact> facts) {
        if (facts.size() > VALUES_MAX) {
            throw new IllegalArgumentException(
                    name + " has " + facts.size() + " values; at most " + VALUES_MAX + " are held");
        }
        this.name = name;
        from = new long[facts.size()];
        until = new long[facts.size()];
        knownAt = new long[facts.size()];
        values = new long[facts.size()];
        for (int i = 0; i < from.length; i++) {
            Fact fact = facts.get(i);
            from[i] = fact.interval().from().toEpochMilli();
            until[i] = fact.interval().until().toEpochMilli();
            knownAt[i] = fact.knownAt().toEpochMilli();
            values[i] = fact.value();
            if (i > 0 && (from[i] < until[i - 1] || knownAt[i] < knownAt[i - 1])) {
                throw new IllegalArgumentException(
                        name
                                + ": values must come in order of their time and of when they were"
                                + " known; "
                                + fact.interval()
                                + " does not");
            }
        }
    }

    /**
     * A series.
     *
     * @param facts in order of their interval, not overlapping, and of when they were known
     * @throws IllegalArgumentException naming the first value out of order
     */
    public static AsOfSeries of(String name, List<Fact> facts) {
        return new AsOfSeries(name, facts);
    }

    /** Prices in µ$/MWh, each known when the rule says. */
    public static AsOfSeries prices(PriceSeries series, AsOfRule rule) {
        return new AsOfSeries(
                series.point(),
                series.prices().stream()
                        .map(p ->
                                new Fact(
                                        p.interval(),
                                        rule.knownAt(p.interval()),
                                        p.price().microDollarsPerMwh()))
                        .toList());
    }

    /** What was known at an instant; a value that became known at that very instant is. */
    public AsOf asOf(Instant at) {
        return new AsOf(this, at, upTo(knownAt, values.length, at.toEpochMilli()));
    }

    /** How many of the first {@code count} stamps are not after {@code millis}. */
    private static int upTo(long[] stamps, int count, long millis) {
        int low = 0;
        int high = count;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (stamps[middle] <= millis) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** Place among the first {@code count} values of the one that holds at an instant; -1 when none does. */
    int place(Instant at, int count) {
        long millis = at.toEpochMilli();
        int place = upTo(from, count, millis) - 1;
        return place >= 0 && millis < until[place] ? place : -1;
    }

    int placeAtOrAfter(Instant at, int count) {
        return upTo(until, count, at.toEpochMilli());
    }

    Instant knownAt(int place) {
        return Instant.ofEpochMilli(knownAt[place]);
    }

    /** What it is of. */
    public String name() {
        return name;
    }

    long value(int place) {
        return values[place];
    }

    MarketInterval interval(int place) {
        return new MarketInterval(
                Instant.ofEpochMilli(from[place]), Instant.ofEpochMilli(until[place]));
    }

    long fromMillis(int place) {
        return from[place];
    }
}
