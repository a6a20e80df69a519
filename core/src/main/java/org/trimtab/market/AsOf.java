package org.trimtab.market;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.trimtab.interval.MarketInterval;

/** What of a series was known at one instant. There is no way from here to what became known later. */
public final class AsOf {
    private final AsOfSeries series;
    private final Instant at;
    private final int known;

    AsOf(AsOfSeries series, Instant at, int known) {
        this.series = series;
        this.at = at;
        this.known = known;
    }

    /** The instant of knowledge. */
    public Instant at() {
        return at;
    }

    /** What the series is of, such as its point. */
    public String name() {
        return series.name();
    }

    /** How many values were known; the newest is at {@code size() - 1}. */
    public int size() {
        return known;
    }

    /** The value that holds at an instant; null when there is none or it was not known. */
    public @Nullable Long valueAt(Instant instant) {
        int place = series.place(instant, known);
        return place < 0 ? null : (Long) series.value(place);
    }

    /** Place of the value that holds at an instant; -1 when there is none or it was not known. */
    public int placeAt(Instant instant) {
        return series.place(instant, known);
    }

    /** Place of the first known value that holds at an instant or later; {@link #size} when there is none. */
    public int placeAtOrAfter(Instant instant) {
        return series.placeAtOrAfter(instant, known);
    }

    /** When a known value became known. */
    public Instant knownAt(int place) {
        return series.knownAt(Objects.checkIndex(place, known));
    }

    /** A known value by its place, the oldest at 0. */
    public long value(int place) {
        return series.value(Objects.checkIndex(place, known));
    }

    /** When a known value holds. */
    public MarketInterval interval(int place) {
        return series.interval(Objects.checkIndex(place, known));
    }

    /** Start of a known value's interval, ms since 1970. */
    public long fromMillis(int place) {
        return series.fromMillis(Objects.checkIndex(place, known));
    }
}
