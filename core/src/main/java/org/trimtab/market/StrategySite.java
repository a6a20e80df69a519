package org.trimtab.market;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.trimtab.quantity.Power;

/**
 * A site as a strategy sees it.
 *
 * @param cohorts its devices by kind
 * @param mining what hashing earns
 * @param warmUp how long a woken device draws its power without earning
 * @param wearPerStartUsd what one start of one device costs in wear, $
 * @param supply by what it pays for its power
 */
public record StrategySite(
        List<StrategyCohort> cohorts,
        MiningTerms mining,
        Duration warmUp,
        BigDecimal wearPerStartUsd,
        SupplyTerms supply) {
    public StrategySite {
        cohorts = List.copyOf(cohorts);
    }

    /** A site that pays the market price and the adders of its terms. */
    public StrategySite(
            List<StrategyCohort> cohorts,
            MiningTerms mining,
            Duration warmUp,
            BigDecimal wearPerStartUsd) {
        this(cohorts, mining, warmUp, wearPerStartUsd, SupplyTerms.market(mining.adders()));
    }

    /** The same with other terms of supply. */
    public StrategySite with(SupplyTerms newSupply) {
        return new StrategySite(cohorts, mining, warmUp, wearPerStartUsd, newSupply);
    }

    /**
     * The place of a cohort in the site's level when those whose work is worth most per MWh are taken first.
     *
     * @param cohort its place among the cohorts
     * @param fromWatts level at the meter below it, W
     * @param untilWatts level with it, W
     */
    public record Slot(int cohort, long fromWatts, long untilWatts) {}

    /** A slot for every cohort that may sleep, the one worth most first; below them lies what never sleeps. */
    public List<Slot> slots() {
        long level = 0;
        List<Integer> order = new ArrayList<>();
        for (int c : byWorth()) {
            StrategyCohort cohort = cohorts.get(c);
            level += atMeter(cohort.exempt() ? cohort.running() : cohort.standby());
            if (!cohort.exempt()) {
                order.add(c);
            }
        }
        List<Slot> slots = new ArrayList<>();
        for (int c : order) {
            StrategyCohort cohort = cohorts.get(c);
            long falls = atMeter(cohort.running()) - atMeter(cohort.standby());
            slots.add(new Slot(c, level, level + falls));
            level += falls;
        }
        return slots;
    }

    private List<Integer> byWorth() {
        return IntStream.range(0, cohorts.size())
                .boxed()
                .sorted(
                        Comparator.comparing((Integer c) -> hashesPerWatt(cohorts.get(c)))
                                .reversed())
                .toList();
    }

    private static BigDecimal hashesPerWatt(StrategyCohort cohort) {
        long falls = Math.max(1, cohort.running().watts() - cohort.standby().watts());
        return BigDecimal.valueOf(cohort.hashRate().megahashesPerSecond())
                .divide(BigDecimal.valueOf(falls), 9, RoundingMode.HALF_EVEN);
    }

    /** The highest level the site reaches, at the meter. */
    public Power most() {
        long watts = 0;
        for (StrategyCohort cohort : cohorts) {
            watts += atMeter(cohort.running());
        }
        return Power.ofWatts(watts);
    }

    private long atMeter(Power machines) {
        return BigDecimal.valueOf(machines.watts())
                .multiply(mining.powerUsageEffectiveness())
                .setScale(0, RoundingMode.HALF_EVEN)
                .longValueExact();
    }
}
