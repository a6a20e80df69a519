package org.trimtab.settlement;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.trimtab.baseline.LoadSeries;
import org.trimtab.interval.MarketInterval;
import org.trimtab.quantity.Power;
import org.trimtab.telemetry.Quality;

/**
 * What a series says about any stretch of time. Stale and suspect readings are not read; a stretch that was not read whole is unknown; part of an interval of
 * the meter has that interval's mean.
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
        BigInteger[] sum = new BigInteger[] {BigInteger.ZERO};
        if (!eachPart(over, (watts, nanos) -> sum[0] = sum[0].add(product(watts, nanos)))) {
            return null;
        }
        return Power.ofWatts(
                new BigDecimal(sum[0])
                        .divide(
                                BigDecimal.valueOf(over.length().toNanos()),
                                0,
                                RoundingMode.HALF_EVEN)
                        .longValueExact());
    }

    /** Highest level within a stretch; null when some of it is unknown. */
    @Nullable Power most(MarketInterval over) {
        long[] most = {Long.MIN_VALUE};
        return eachPart(over, (watts, nanos) -> most[0] = Math.max(most[0], watts))
                ? Power.ofWatts(most[0])
                : null;
    }

    /** Lowest level within a stretch; null when some of it is unknown. */
    @Nullable Power least(MarketInterval over) {
        long[] least = {Long.MAX_VALUE};
        return eachPart(over, (watts, nanos) -> least[0] = Math.min(least[0], watts))
                ? Power.ofWatts(least[0])
                : null;
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

    private boolean eachPart(MarketInterval over, Part part) {
        if (over.from().isBefore(series.from()) || over.until().isAfter(series.until())) {
            return false;
        }
        int i = series.indexOf(over.from());
        Instant at = over.from();
        while (at.isBefore(over.until())) {
            if (!isKnown(i)) {
                return false;
            }
            Instant end = series.interval(i).until();
            Instant until = end.isAfter(over.until()) ? over.until() : end;
            part.take(series.watts(i), Duration.between(at, until).toNanos());
            at = until;
            i++;
        }
        return true;
    }

    private static BigInteger product(long watts, long nanos) {
        return BigInteger.valueOf(watts).multiply(BigInteger.valueOf(nanos));
    }

    private interface Part {
        void take(long watts, long nanos);
    }
}
