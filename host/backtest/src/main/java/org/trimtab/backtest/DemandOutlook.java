package org.trimtab.backtest;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.trimtab.interval.MarketInterval;
import org.trimtab.market.AsOf;
import org.trimtab.market.AsOfMarket;
import org.trimtab.market.DemandCharge;
import org.trimtab.market.StrategyCohort;
import org.trimtab.market.StrategySite;
import org.trimtab.market.StrategyState;
import org.trimtab.market.SupplyCurve;
import org.trimtab.market.Tariff;
import org.trimtab.solver.SitePlan;

/**
 * Up to which level a greatest load pays for itself. A plan looks a day ahead and a demand charge holds for a month, so
 * the two cannot be weighed at once: machines whose expected margin over the rest of the month is above the charge are
 * taken as if their load had been reached; every MW above that carries the whole charge. The margin is expected to be
 * that of the last 28 days.
 */
final class DemandOutlook {
    private static final int DAYS = 28;
    private static final int SAMPLES_LEAST = 24;
    private static final Duration HOUR = Duration.ofHours(1);
    private static final double MILLIS_PER_HOUR = 3_600_000.0;

    private final StrategyMath math;
    private final List<DemandCharge> charges;
    private final ZoneId zone;
    private @Nullable LocalDate judged;
    private double[] gains = new double[0];

    DemandOutlook(StrategyMath math) {
        this.math = math;
        Tariff tariff = math.supply().tariff();
        charges = tariff == null ? List.of() : tariff.demand();
        zone = tariff == null ? ZoneId.of("UTC") : tariff.calendar().zone();
    }

    boolean isEmpty() {
        return charges.isEmpty();
    }

    /** True when running everything would raise a greatest load that does not pay for itself. */
    boolean binds(List<SitePlan.Demand> demands) {
        double full = math.most().watts() / StrategyMath.WATTS_PER_MW;
        return demands.stream().anyMatch(demand -> demand.freeMw() < full - 1e-3);
    }

    /** The charges over some steps, each month by itself. */
    List<SitePlan.Demand> over(
            AsOfMarket known, StrategyState state, PriceOutlook outlook, List<Instant> steps) {
        List<SitePlan.Demand> demands = new ArrayList<>();
        if (isEmpty()) {
            return demands;
        }
        expect(known, outlook);
        int from = 0;
        while (from < steps.size()) {
            YearMonth month = YearMonth.from(steps.get(from).atZone(zone));
            int until = from;
            while (until < steps.size()
                    && YearMonth.from(steps.get(until).atZone(zone)).equals(month)) {
                until++;
            }
            add(demands, state, steps.get(from), month, new int[] {from, until});
            from = until;
        }
        return demands;
    }

    private void add(
            List<SitePlan.Demand> demands,
            StrategyState state,
            Instant at,
            YearMonth month,
            int[] steps) {
        boolean now = steps[0] == 0;
        double rate = 0;
        for (DemandCharge charge : charges) {
            rate += isCharged(charge, month) ? usdPerMw(charge) : 0;
        }
        double pays = rate > 0 ? paying(at, month, rate) : 0;
        for (int i = 0; i < charges.size() && i < state.demandSoFar().size(); i++) {
            DemandCharge charge = charges.get(i);
            if (!isCharged(charge, month)) {
                continue;
            }
            double soFar =
                    (now
                                            ? state.demandSoFar().get(i)
                                            : charge.ratchetOf(state.demandSoFar().get(i)))
                                    .watts()
                            / StrategyMath.WATTS_PER_MW;
            demands.add(
                    new SitePlan.Demand(
                            Math.max(soFar, pays), usdPerMw(charge), steps[0], steps[1]));
        }
    }

    private static boolean isCharged(DemandCharge charge, YearMonth month) {
        return charge.months().contains(month.getMonthValue());
    }

    private static double usdPerMw(DemandCharge charge) {
        return charge.dollarsPerMegawattMonth().doubleValue();
    }

    /** The level up to which machines earn the charge in what is left of a month, MW. */
    private double paying(Instant at, YearMonth month, double rate) {
        Instant end = month.plusMonths(1).atDay(1).atStartOfDay(zone).toInstant();
        double hours = Duration.between(at, end).toMillis() / MILLIS_PER_HOUR;
        double level = math.slots().isEmpty() ? 0 : math.slots().getFirst().fromWatts();
        for (int i = 0; i < math.slots().size() && gains[i] * hours >= rate; i++) {
            level = math.slots().get(i).untilWatts();
        }
        return level / StrategyMath.WATTS_PER_MW;
    }

    /** What a MW of each slot is expected to leave over in an hour; worked out anew each day. */
    private void expect(AsOfMarket known, PriceOutlook outlook) {
        LocalDate day = LocalDate.ofInstant(known.at(), zone);
        if (day.equals(judged)) {
            return;
        }
        judged = day;
        List<Double> indices = past(known);
        if (indices.size() < SAMPLES_LEAST) {
            for (int hour = 0; hour < SAMPLES_LEAST; hour++) {
                indices.add(outlook.index(known.at().plus(HOUR.multipliedBy(hour))));
            }
        }
        long hashPrice = math.hashPrice(known.hashPrice());
        gains = new double[math.slots().size()];
        for (double index : indices) {
            SupplyCurve curve = math.curve(known.at(), index, false);
            for (int i = 0; i < gains.length; i++) {
                StrategySite.Slot slot = math.slots().get(i);
                StrategyCohort cohort = math.cohorts().get(slot.cohort());
                double worth = math.earnsPerHour(cohort, hashPrice) / math.fallsMw(cohort);
                gains[i] += Math.max(0, worth - math.paid(curve, slot.cohort())) / indices.size();
            }
        }
    }

    private List<Double> past(AsOfMarket known) {
        List<Double> indices = new ArrayList<>();
        AsOf index = math.supply().index(known);
        MarketInterval back =
                new MarketInterval(known.at().minus(Duration.ofDays(DAYS)), known.at());
        for (Instant at = back.from();
                index != null && at.isBefore(back.until());
                at = at.plus(HOUR)) {
            Long price = index.valueAt(at);
            if (price != null) {
                indices.add(price / 1e6);
            }
        }
        return indices;
    }
}
