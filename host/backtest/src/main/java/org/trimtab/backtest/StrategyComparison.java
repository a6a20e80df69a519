package org.trimtab.backtest;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;
import org.trimtab.backtest.StrategyResult.Totals;
import org.trimtab.market.StrategyAlwaysOn;
import org.trimtab.market.StrategyBreakEven;

/**
 * Strategies beside each other on one scene, always running and perfect foresight among them.
 *
 * @param results in the order they were asked for; always running first, perfect foresight last
 */
public record StrategyComparison(List<StrategyResult> results) {
    public StrategyComparison {
        results = List.copyOf(results);
    }

    /** The result of a strategy; null when it was not tried. */
    public @Nullable StrategyResult of(String strategy) {
        return results.stream().filter(r -> r.strategy().equals(strategy)).findFirst().orElse(null);
    }

    /** The result of always running. */
    public StrategyResult alwaysOn() {
        return known(StrategyAlwaysOn.ID);
    }

    private StrategyResult known(String id) {
        StrategyResult result = of(id);
        if (result == null) {
            throw new IllegalStateException(id + " was not played");
        }
        return result;
    }

    /** How far a strategy lies below perfect foresight, as a share of it; null when that earns nothing. */
    public @Nullable BigDecimal regret(StrategyResult result) {
        return StrategyResult.regret(
                result.total().netMicros(), known(PerfectForesight.ID).total().netMicros());
    }

    /** Quarters in which a strategy earned less than following the break-even, and by how much in $. */
    public List<Map.Entry<String, BigDecimal>> quartersBelowBreakEven(StrategyResult result) {
        StrategyResult breakEven = of(StrategyBreakEven.ID);
        List<Map.Entry<String, BigDecimal>> below = new ArrayList<>();
        if (breakEven == null) {
            return below;
        }
        SortedMap<String, Totals> its = result.quarters();
        breakEven
                .quarters()
                .forEach((quarter, totals) -> {
                    Totals own = its.get(quarter);
                    long missing = own == null ? 0 : totals.netMicros() - own.netMicros();
                    if (missing > 0) {
                        below.add(Map.entry(quarter, MicroDollars.dollars(missing)));
                    }
                });
        return below;
    }
}
