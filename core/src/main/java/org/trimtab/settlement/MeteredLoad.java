package org.trimtab.settlement;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.trimtab.baseline.LoadSeries;
import org.trimtab.interval.MarketInterval;
import org.trimtab.quantity.Power;
import org.trimtab.telemetry.Quality;

/**
 * What a series says about any stretch of time. Stale and suspect readings are not read; a stretch that was not read
 * whole is unknown; part of an interval of the meter has that interval's mean.
 */
final class MeteredLoad {
    private final LoadSeries series;
    private final boolean takesEstimates;
    private boolean tookEstimates;

    MeteredLoad(LoadSeries series, boolean takesEstimates) {
        this.series = series;
        this.takesEstimates = takesEstimates;
    }

    /** True when an estimated reading has been counted as read. */
    boolean tookEstimates() {
        return tookEstimates;
    }

    Duration step() {
        return series.step();
    }

    MarketInterval span() {
        return new MarketInterval(series.from(), series.until());
    }

    /** Time average over a stretch, rounded half even to the watt; null when some of it is unknown. */
    @Nullable Power mean(MarketInterval over) {
        List<Part> parts = parts(over);
        if (parts == null) {
            return null;
        }
        if (parts.size() == 1) {
            return Power.ofWatts(parts.getFirst().watts());
        }
        BigInteger sum = BigInteger.ZERO;
        for (Part part : parts) {
            sum =
                    sum.add(
                            BigInteger.valueOf(part.watts())
                                    .multiply(BigInteger.valueOf(part.nanos())));
        }
        return Power.ofWatts(
                new BigDecimal(sum)
                        .divide(
                                BigDecimal.valueOf(over.length().toNanos()),
                                0,
                                RoundingMode.HALF_EVEN)
                        .longValueExact());
    }

    /** Highest level within a stretch; null when some of it is unknown. */
    @Nullable Power most(MarketInterval over) {
        List<Part> parts = parts(over);
        return parts == null
                ? null
                : Power.ofWatts(parts.stream().mapToLong(Part::watts).max().orElseThrow());
    }

    /** Lowest level within a stretch; null when some of it is unknown. */
    @Nullable Power least(MarketInterval over) {
        List<Part> parts = parts(over);
        return parts == null
                ? null
                : Power.ofWatts(parts.stream().mapToLong(Part::watts).min().orElseThrow());
    }

    /**
     * When the level was first at or above a level within a stretch.
     *
     * @param at when; null when it was not
     * @param unknown true when some of the stretch before that was not read
     */
    record Reached(@Nullable Instant at, boolean unknown) {}

    /** Looks for the first interval of the meter within a stretch whose level is at or above a level. */
    Reached firstAtLeast(Power level, MarketInterval within) {
        boolean unknown = within.from().isBefore(series.from());
        for (int i = Math.max(0, series.indexOf(within.from())); i < series.size(); i++) {
            MarketInterval interval = series.interval(i);
            if (!interval.from().isBefore(within.until())) {
                return new Reached(null, unknown);
            }
            if (!isKnown(i)) {
                unknown = true;
            } else if (series.watts(i) >= level.watts()) {
                Instant from = interval.from();
                return new Reached(from.isBefore(within.from()) ? within.from() : from, unknown);
            }
        }
        return new Reached(null, true);
    }

    private boolean isKnown(int i) {
        if (series.watts(i) == LoadSeries.UNKNOWN) {
            return false;
        }
        Quality quality = series.quality(i);
        if (takesEstimates && quality.equals(Quality.ESTIMATED)) {
            tookEstimates = true;
            return true;
        }
        return quality.equals(Quality.GOOD);
    }

    private record Part(long watts, long nanos) {}

    /** The levels in a stretch and how long each held; null when some of it is unknown. */
    private @Nullable List<Part> parts(MarketInterval over) {
        if (over.from().isBefore(series.from()) || over.until().isAfter(series.until())) {
            return null;
        }
        List<Part> parts = new ArrayList<>();
        int i = series.indexOf(over.from());
        Instant at = over.from();
        while (at.isBefore(over.until())) {
            if (!isKnown(i)) {
                return null;
            }
            Instant end = series.interval(i).until();
            Instant until = end.isAfter(over.until()) ? over.until() : end;
            parts.add(new Part(series.watts(i), Duration.between(at, until).toNanos()));
            at = until;
            i++;
        }
        return parts;
    }
}
