package org.trimtab.backtest;

import java.time.YearMonth;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.trimtab.market.DemandCharge;
import org.trimtab.market.PriceSeries.Priced;
import org.trimtab.market.Tariff;

/**
 * In which months machines sit out the whole month because their greatest load costs more than all their work, when
 * everything is known. Machines that are worth more run whenever others do, so the loads of all are greatest together
 * and each pays the charge for its own.
 */
final class ForeseenDemand {
    /** More than any work is worth: a step in which nothing runs. */
    private static final double NEVER = -1e15;

    /** Sitting out a month moves work into others at most this often. */
    private static final int ROUNDS_MAX = 12;

    private final List<DemandCharge> charges;
    private final List<YearMonth> monthOf = new ArrayList<>();

    ForeseenDemand(StrategyScene scene) {
        Tariff tariff = scene.supply().tariff();
        charges = tariff == null ? List.of() : tariff.demand();
        if (tariff != null && !charges.isEmpty()) {
            ZoneId zone = tariff.calendar().zone();
            for (Priced priced : scene.prices()) {
                monthOf.add(YearMonth.from(priced.interval().from().atZone(zone)));
            }
        }
    }

    /**
     * The best path of machines.
     *
     * @param worth what running brings in each step, without demand charges
     * @param mw what the machines add to the load
     * @param path the best path for what steps are worth
     */
    boolean[] best(double[] worth, double mw, Function<double[], boolean[]> path) {
        boolean[] runs = path.apply(worth);
        if (charges.isEmpty()) {
            return runs;
        }
        boolean[] best = runs;
        double most = net(worth, runs, mw);
        double[] left = worth.clone();
        for (int round = 0; round < ROUNDS_MAX; round++) {
            Set<YearMonth> out = notWorth(worth, runs, mw);
            if (out.isEmpty()) {
                break;
            }
            for (int i = 0; i < left.length; i++) {
                left[i] = out.contains(monthOf.get(i)) ? NEVER : left[i];
            }
            runs = path.apply(left);
            double net = net(worth, runs, mw);
            if (net > most) {
                most = net;
                best = runs;
            }
        }
        return best;
    }

    private Set<YearMonth> notWorth(double[] worth, boolean[] runs, double mw) {
        Set<YearMonth> out = new HashSet<>();
        byMonth(worth, runs)
                .forEach((month, gain) -> {
                    if (gain < rate(month) * mw) {
                        out.add(month);
                    }
                });
        return out;
    }

    /** What the months bring in which anything runs. */
    private Map<YearMonth, Double> byMonth(double[] worth, boolean[] runs) {
        Map<YearMonth, Double> gains = new TreeMap<>();
        for (int i = 0; i < runs.length; i++) {
            if (runs[i]) {
                gains.merge(monthOf.get(i), worth[i], Double::sum);
            }
        }
        return gains;
    }

    private double rate(YearMonth month) {
        double rate = 0;
        for (DemandCharge charge : charges) {
            rate +=
                    charge.months().contains(month.getMonthValue())
                            ? charge.dollarsPerMegawattMonth().doubleValue()
                            : 0;
        }
        return rate;
    }

    /** What a path leaves over after its demand charges, ratchets included; starts are not weighed. */
    private double net(double[] worth, boolean[] runs, double mw) {
        Map<YearMonth, Double> gains = byMonth(worth, runs);
        double net = gains.values().stream().mapToDouble(gain -> gain).sum();
        for (YearMonth month : new HashSet<>(monthOf)) {
            for (DemandCharge charge : charges) {
                if (charge.months().contains(month.getMonthValue())) {
                    net -=
                            share(charge, month, gains.keySet())
                                    * charge.dollarsPerMegawattMonth().doubleValue()
                                    * mw;
                }
            }
        }
        return net;
    }

    private static double share(DemandCharge charge, YearMonth month, Set<YearMonth> run) {
        if (run.contains(month)) {
            return 1;
        }
        for (int back = 1; back <= charge.ratchetMonths(); back++) {
            if (run.contains(month.minusMonths(back))) {
                return charge.ratchet().partsPerMillion() / 1e6;
            }
        }
        return 0;
    }
}
