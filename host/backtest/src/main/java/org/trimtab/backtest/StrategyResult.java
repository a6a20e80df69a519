package org.trimtab.backtest;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.YearMonth;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * What a strategy came to.
 *
 * @param strategy its name
 * @param scene what it was tried on
 * @param rows one for each interval with a price, in order
 * @param startsPerDevice how often each device was started, from the least to the most
 */
public record StrategyResult(
        String strategy,
        StrategyScene scene,
        List<StrategyRow> rows,
        List<Integer> startsPerDevice) {
    private static final BigDecimal JOULES_PER_MWH = BigDecimal.valueOf(3_600_000_000L);

    public StrategyResult {
        rows = List.copyOf(rows);
        startsPerDevice = List.copyOf(startsPerDevice);
    }

    /**
     * Sums over some rows, in whole micro-dollars, joules and seconds.
     *
     * @param seconds of time with a price
     * @param joules drawn at the meter
     * @param alwaysJoules drawn at the meter, had every device worked
     * @param curtailedSeconds in which less than nine tenths of everything was asked to run
     * @param hashMicros earned by hashing
     * @param energyMicros cost of energy with adders
     * @param reserveMicros earned with reserves
     * @param peakMicros charges for coincident peaks
     * @param demandMicros charges by the site's own greatest load
     * @param wearMicros wear of starts
     * @param starts devices started
     * @param calledJoules called of reserves held
     */
    public record Totals(
            long seconds,
            long joules,
            long alwaysJoules,
            long curtailedSeconds,
            long hashMicros,
            long energyMicros,
            long reserveMicros,
            long peakMicros,
            long demandMicros,
            long wearMicros,
            long starts,
            long calledJoules) {
        static final Totals NONE = new Totals(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

        Totals plus(StrategyRow row) {
            long length = row.until().getEpochSecond() - row.from().getEpochSecond();
            boolean curtailed = row.joules() < row.alwaysJoules() / 10 * 9;
            return new Totals(
                    seconds + length,
                    joules + row.joules(),
                    alwaysJoules + row.alwaysJoules(),
                    curtailedSeconds + (curtailed ? length : 0),
                    hashMicros + row.hashMicros(),
                    energyMicros + row.energyMicros(),
                    reserveMicros + row.reserveMicros(),
                    peakMicros + row.peakMicros(),
                    demandMicros + row.demandMicros(),
                    wearMicros + row.wearMicros(),
                    starts + row.starts(),
                    calledJoules + row.calledJoules());
        }

        /** What power cost in the end: energy, peaks and demand less what reserves earned, µ$. */
        public long powerMicros() {
            return energyMicros + peakMicros + demandMicros - reserveMicros;
        }

        /** What was left over, µ$. */
        public long netMicros() {
            return hashMicros - powerMicros() - wearMicros;
        }

        /** What was left over, $. */
        public BigDecimal netUsd() {
            return MicroDollars.dollars(netMicros());
        }

        /** Energy drawn, MWh. */
        public BigDecimal drawnMwh() {
            return mwh(joules);
        }

        /** Energy not drawn that always running would have, MWh. */
        public BigDecimal curtailedMwh() {
            return mwh(alwaysJoules - joules);
        }

        /** Energy called of reserves, MWh. */
        public BigDecimal calledMwh() {
            return mwh(calledJoules);
        }

        /** Hours in which at least a tenth of the site slept. */
        public BigDecimal curtailedHours() {
            return BigDecimal.valueOf(curtailedSeconds)
                    .divide(BigDecimal.valueOf(3_600), 2, RoundingMode.HALF_EVEN);
        }

        /** What a kWh drawn cost in the end, {@link #powerMicros} on it, cents. */
        public BigDecimal allInCentsPerKwh() {
            return joules == 0
                    ? BigDecimal.ZERO
                    : MicroDollars.dollars(powerMicros())
                            .divide(
                                    mwh(joules).max(new BigDecimal("0.000001")),
                                    6,
                                    RoundingMode.HALF_EVEN)
                            .movePointLeft(1)
                            .setScale(3, RoundingMode.HALF_EVEN);
        }

        private static BigDecimal mwh(long joules) {
            return BigDecimal.valueOf(joules).divide(JOULES_PER_MWH, 3, RoundingMode.HALF_EVEN);
        }
    }

    /** Sums over the whole span. */
    public Totals total() {
        Totals total = Totals.NONE;
        for (StrategyRow row : rows) {
            total = total.plus(row);
        }
        return total;
    }

    /** Sums by what an instant belongs to, such as its month. */
    public <K extends Comparable<K>> SortedMap<K, Totals> by(Function<Instant, K> key) {
        SortedMap<K, Totals> sums = new TreeMap<>();
        for (StrategyRow row : rows) {
            sums.merge(key.apply(row.from()), Totals.NONE.plus(row), (sum, _) -> sum.plus(row));
        }
        return sums;
    }

    /** Sums by local month. */
    public SortedMap<YearMonth, Totals> months() {
        return by(at -> YearMonth.from(at.atZone(scene.zone())));
    }

    /** Sums by local quarter, such as {@code 2023-Q3}. */
    public SortedMap<String, Totals> quarters() {
        return by(at -> {
            YearMonth month = YearMonth.from(at.atZone(scene.zone()));
            return month.getYear() + "-Q" + ((month.getMonthValue() + 2) / 3);
        });
    }

    /** How far a margin lies below that of perfect foresight, as a share of it; null when that earns nothing. */
    public static @org.jspecify.annotations.Nullable BigDecimal regret(
            long netMicros, long boundMicros) {
        return boundMicros <= 0
                ? null
                : BigDecimal.valueOf(boundMicros - netMicros)
                        .divide(BigDecimal.valueOf(boundMicros), 6, RoundingMode.HALF_EVEN);
    }
}
