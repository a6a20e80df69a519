package org.trimtab.backtest;

import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.trimtab.market.AsOf;
import org.trimtab.market.MiningTerms;
import org.trimtab.market.StrategyCohort;
import org.trimtab.market.StrategySite;
import org.trimtab.market.SupplyCurve;
import org.trimtab.market.SupplyTerms;
import org.trimtab.quantity.EnergyPrice;
import org.trimtab.quantity.Power;
import org.trimtab.solver.SitePlan;

/** What the optimising strategies need of a site, in MW at the meter, dollars and hours. */
final class StrategyMath {
    static final double WATTS_PER_MW = 1e6;
    private static final double SECONDS_PER_HOUR = 3_600;

    private final StrategySite site;
    private final double overhead;
    private final double adders;
    private final Power most;
    private final List<StrategySite.Slot> slots;
    private final StrategySite.@Nullable Slot[] slotOf;

    StrategyMath(StrategySite site) {
        this.site = site;
        adders = site.supply().adders().microDollarsPerMwh() / 1e6;
        most = site.most();
        slots = site.slots();
        slotOf = new StrategySite.Slot[site.cohorts().size()];
        slots.forEach(slot -> slotOf[slot.cohort()] = slot);
        overhead = site.mining().powerUsageEffectiveness().doubleValue();
    }

    List<StrategyCohort> cohorts() {
        return site.cohorts();
    }

    SupplyTerms supply() {
        return site.supply();
    }

    /** Slots of the cohorts that may sleep, from the one whose work is worth most. */
    List<StrategySite.Slot> slots() {
        return slots;
    }

    /** The highest level of the site, W at the meter. */
    Power most() {
        return most;
    }

    /**
     * What energy costs at each level.
     *
     * @param indexUsd price of the index, $/MWh
     */
    SupplyCurve curve(Instant at, double indexUsd, boolean inRenewableHour) {
        return site.supply().curve(at, new EnergyPrice(micros(indexUsd)), inRenewableHour, most);
    }

    /** What energy costs at one level, where that is the same at every level: the index and the adders, $/MWh. */
    double flat(double indexUsd) {
        return indexUsd + adders;
    }

    /** The steps of a curve below its highest, as a plan takes them. */
    static List<SitePlan.Cheaper> cheaper(SupplyCurve curve) {
        List<SitePlan.Cheaper> parts = new ArrayList<>();
        long top = curve.highest().microDollarsPerMwh();
        long level = 0;
        for (SupplyCurve.Step step : curve.steps()) {
            if (step.microDollarsPerMwh() < top) {
                parts.add(
                        new SitePlan.Cheaper(
                                (step.untilWatts() - level) / WATTS_PER_MW,
                                (top - step.microDollarsPerMwh()) / 1e6));
                level = step.untilWatts();
            }
        }
        return parts;
    }

    /** True when energy costs the same at every level. */
    boolean isFlat() {
        return site.supply().tariff() == null;
    }

    /** What a cohort's energy costs in the mean of its slot, $/MWh; a cohort that never sleeps pays the lowest. */
    double paid(SupplyCurve curve, int cohort) {
        StrategySite.Slot slot = slotOf[cohort];
        return (slot == null ? curve.lowest() : curve.mean(slot.fromWatts(), slot.untilWatts()))
                        .microDollarsPerMwh()
                / 1e6;
    }

    double overhead() {
        return overhead;
    }

    double runMw(StrategyCohort cohort) {
        return cohort.running().watts() * overhead / WATTS_PER_MW;
    }

    double sleepMw(StrategyCohort cohort) {
        return cohort.standby().watts() * overhead / WATTS_PER_MW;
    }

    double fallsMw(StrategyCohort cohort) {
        return runMw(cohort) - sleepMw(cohort);
    }

    /** What a cohort earns in an hour of work at a hashprice. */
    double earnsPerHour(StrategyCohort cohort, long hashPriceMicros) {
        MiningTerms terms = site.mining();
        double petahashes = cohort.hashRate().megahashesPerSecond() / 1e9;
        return petahashes
                * (hashPriceMicros / 1e6)
                / 24
                * (1 - terms.poolFee().partsPerMillion() / 1e6);
    }

    /** What starting a whole cohort costs: wear, and work lost until it is warm. */
    double startUsd(StrategyCohort cohort, long hashPriceMicros) {
        double lost = hours(cohort.wakesWithin()) + hours(site.warmUp());
        return cohort.devices() * site.wearPerStartUsd().doubleValue()
                + earnsPerHour(cohort, hashPriceMicros) * lost;
    }

    long hashPrice(@Nullable AsOf known) {
        return known == null || known.size() == 0
                ? site.mining().hashPrice().microDollarsPerPetahashDay()
                : known.value(known.size() - 1);
    }

    static double hours(Duration duration) {
        return duration.toMillis() / 1_000.0 / SECONDS_PER_HOUR;
    }

    static long micros(double dollars) {
        return java.math.BigDecimal.valueOf(dollars)
                .movePointRight(6)
                .setScale(0, RoundingMode.HALF_EVEN)
                .longValueExact();
    }
}
