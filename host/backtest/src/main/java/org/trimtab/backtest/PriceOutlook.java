package org.trimtab.backtest;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.trimtab.market.AsOf;
import org.trimtab.market.AsOfMarket;
import org.trimtab.market.SupplyCurve;
import org.trimtab.solver.SitePlan;

/**
 * What the price of energy is expected to be, from what is known at an instant: the day-ahead price where it is known,
 * else the mean of the same hour on the seven days before, times how far real time was last away from that, to a power
 * that falls with the hours passed since.
 */
final class PriceOutlook {
    /**
     * How much of a ratio is left after an hour. Found once over LZ_WEST 2023, where 0.6 to 0.9 give nearly the same.
     */
    static final double KEPT_PER_HOUR = 0.75;

    /** Ratios are taken of prices at least this high, $/MWh; below it nothing is decided. */
    private static final double LEAST = 5;

    private static final int DAYS = 7;
    private static final double MILLIS_PER_HOUR = 3_600_000;

    private final AsOfMarket known;
    private final StrategyMath math;
    private final AsOf index;
    private final double ratio;
    private final long ratioAtMillis;

    PriceOutlook(AsOfMarket known, StrategyMath math) {
        this.known = known;
        this.math = math;
        AsOf its = math.supply().index(known);
        index = its == null ? known.realTime() : its;
        AsOf realTime = known.realTime();
        if (math.supply().isDayAhead() || realTime.size() == 0) {
            ratio = 1;
            ratioAtMillis = known.at().toEpochMilli();
            return;
        }
        int last = realTime.size() - 1;
        ratioAtMillis = realTime.fromMillis(last);
        double price = Math.max(LEAST, realTime.value(last) / 1e6);
        ratio = price / reference(Instant.ofEpochMilli(ratioAtMillis), price);
    }

    /** What energy costs at each level at an instant, as far as it is known. */
    SupplyCurve curve(Instant at) {
        boolean now = !at.isAfter(known.at());
        return math.curve(at, index(at), now && math.supply().isRenewable(at));
    }

    /**
     * What energy costs at an instant, $/MWh.
     *
     * @param low at the lowest level
     * @param high at the highest
     * @param cheaper what costs less than that
     */
    record Cost(double low, double high, List<SitePlan.Cheaper> cheaper) {}

    /** What energy costs at an instant, as far as it is known. */
    Cost cost(Instant at) {
        if (math.isFlat()) {
            double paid = paid(at);
            return new Cost(paid, paid, List.of());
        }
        SupplyCurve curve = curve(at);
        return new Cost(
                curve.lowest().microDollarsPerMwh() / 1e6,
                curve.highest().microDollarsPerMwh() / 1e6,
                StrategyMath.cheaper(curve));
    }

    /** Energy with adders at an instant where it costs the same at every level, $/MWh. */
    double paid(Instant at) {
        return math.flat(index(at));
    }

    /** The index at an instant, $/MWh; the price itself where it is known. */
    double index(Instant at) {
        Long price = index.valueAt(at);
        if (price != null) {
            return price / 1e6;
        }
        double last = index.size() == 0 ? 0 : Math.max(LEAST, index.value(index.size() - 1) / 1e6);
        double reference = reference(at, last);
        double passed = Math.max(0, at.toEpochMilli() - ratioAtMillis) / MILLIS_PER_HOUR;
        return reference * Math.pow(ratio, Math.pow(KEPT_PER_HOUR, passed));
    }

    private double reference(Instant at, double otherwise) {
        @Nullable AsOf dayAhead = known.dayAhead();
        if (dayAhead != null) {
            Long price = dayAhead.valueAt(at);
            if (price != null) {
                return Math.max(LEAST, price / 1e6);
            }
        }
        double sum = 0;
        int count = 0;
        for (int day = 1; day <= DAYS; day++) {
            Long price = index.valueAt(at.minus(Duration.ofDays(day)));
            if (price != null) {
                sum += price / 1e6;
                count++;
            }
        }
        return Math.max(LEAST, count == 0 ? otherwise : sum / count);
    }
}
