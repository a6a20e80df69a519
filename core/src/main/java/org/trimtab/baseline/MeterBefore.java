package org.trimtab.baseline;

import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.trimtab.baseline.BaselineResult.Missing;
import org.trimtab.interval.MarketInterval;
import org.trimtab.quantity.Power;
import org.trimtab.quantity.Share;
import org.trimtab.telemetry.MeterReading;

/**
 * The mean level metered just before an event (NAESB WEQ-015 meter-before/meter-after).
 *
 * @param window length of the stretch before the event
 * @param rule how well it must be metered
 * @param gap how long the meter may be silent
 */
public record MeterBefore(Duration window, CoverageRule rule, MeterGap gap) {
    /**
     * How far before the window a reading still shows that the meter was already being read then. Hand in readings
     * from this much before the window, or a meter long in use looks new.
     */
    public static final Duration LOOKBACK = Duration.ofMinutes(1);

    public MeterBefore {
        if (window.isNegative() || window.isZero()) {
            throw new IllegalArgumentException(
                    "a baseline window must be longer than 0, got " + window);
        }
    }

    /** The mean over {@code [at - window, at)}. */
    public BaselineResult find(List<MeterReading> readings, Instant at) {
        Instant from = at.minus(window);
        Instant firstRead = firstRead(readings, from.minus(LOOKBACK), at);
        boolean young = firstRead != null && firstRead.isAfter(from);
        MarketInterval stretch =
                new MarketInterval(firstRead != null && young ? firstRead : from, at);
        MeterSeries series = MeterSeries.of(readings, stretch, gap);
        Share coverage = share(series.covered(stretch), stretch.length());
        Missing missing = null;
        if (series.size() == 0) {
            missing = Missing.NO_READINGS;
        } else if (young && series.size() < rule.readingsWhenYoung()) {
            missing = Missing.TOO_FEW_READINGS;
        } else if (coverage.compareTo(rule.covered()) < 0) {
            missing = Missing.TOO_LITTLE_COVERED;
        }
        Power level = missing == null ? series.meanOfKnown(stretch) : null;
        return new BaselineResult(
                level,
                stretch,
                series.size(),
                coverage,
                missing,
                explain(series, stretch, coverage, missing));
    }

    private static @Nullable Instant firstRead(
            List<MeterReading> readings, Instant from, Instant until) {
        Instant first = null;
        for (MeterReading reading : readings) {
            Instant at = reading.observedAt();
            if (!at.isBefore(from) && at.isBefore(until) && (first == null || at.isBefore(first))) {
                first = at;
            }
        }
        return first;
    }

    private String explain(
            MeterSeries series, MarketInterval stretch, Share coverage, @Nullable Missing missing) {
        String seen = series.size() + " good meter readings cover " + coverage + " of " + stretch;
        return switch (missing) {
            case null -> seen;
            case TOO_FEW_READINGS ->
                    seen + "; a meter just started needs " + rule.readingsWhenYoung();
            case TOO_LITTLE_COVERED -> seen + "; " + rule.covered() + " are needed";
            case NO_READINGS, NO_CONTRACTED_LEVEL -> "no good meter reading in " + stretch;
        };
    }

    /** Rounded down, so that just too little never looks enough. */
    private static Share share(Duration part, Duration whole) {
        return new Share(
                BigInteger.valueOf(part.toNanos())
                        .multiply(BigInteger.valueOf(1_000_000))
                        .divide(BigInteger.valueOf(whole.toNanos()))
                        .intValueExact());
    }
}
