package org.trimtab.backtest;

import java.math.RoundingMode;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.trimtab.market.AsOf;
import org.trimtab.market.MiningTerms;
import org.trimtab.market.StrategyCohort;
import org.trimtab.market.StrategySite;

/** What the optimising strategies need of a site, in MW at the meter, dollars and hours. */
final class StrategyMath {
    static final double WATTS_PER_MW = 1e6;
    private static final double SECONDS_PER_HOUR = 3_600;

    private final StrategySite site;
    private final double overhead;

    StrategyMath(StrategySite site) {
        this.site = site;
        overhead = site.mining().powerUsageEffectiveness().doubleValue();
    }

    List<StrategyCohort> cohorts() {
        return site.cohorts();
    }

    double adders() {
        return site.mining().adders().microDollarsPerMwh() / 1e6;
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
