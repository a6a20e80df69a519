package org.trimtab.cli;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.trimtab.backtest.MonteCarlo;
import org.trimtab.backtest.PeakFigures;
import org.trimtab.backtest.StrategyComparison;
import org.trimtab.backtest.StrategyResult;
import org.trimtab.backtest.StrategyResult.Totals;
import org.trimtab.backtest.TariffBill;
import org.trimtab.market.PowerBill;
import org.trimtab.market.Tariff;

/** A comparison as one JSON object. */
final class BacktestJson {
    private BacktestJson() {}

    static Map<String, @Nullable Object> of(
            StrategyComparison comparison, List<String> warnings, String first) {
        StrategyResult always = comparison.alwaysOn();
        StrategyResult followed = comparison.of(first);
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("point", always.scene().point());
        object.put("from", always.scene().span().from());
        object.put("until", always.scene().span().until());
        object.put("always_on_usd", always.total().netUsd());
        if (followed != null) {
            Totals total = followed.total();
            object.put("strategy", first);
            object.put("followed_usd", total.netUsd());
            object.put("gained_usd", total.netUsd().subtract(always.total().netUsd()));
            object.put("curtailed_mwh", total.curtailedMwh());
            object.put("starts", total.starts());
        }
        object.put("hours_unpriced", unpriced(always));
        object.put(
                "strategies",
                comparison.results().stream().map(r -> strategy(comparison, r)).toList());
        object.put("warnings", warnings);
        return object;
    }

    private static BigDecimal unpriced(StrategyResult result) {
        long seconds = result.scene().span().length().toSeconds() - result.total().seconds();
        return BigDecimal.valueOf(seconds)
                .divide(BigDecimal.valueOf(3_600), 6, RoundingMode.HALF_EVEN);
    }

    /** What many paths came to. */
    static Map<String, @Nullable Object> paths(List<MonteCarlo.Outcome> outcomes) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("count", outcomes.size());
        if (!outcomes.isEmpty()) {
            object.put("first_seed", outcomes.getFirst().seed());
            object.put("net_usd_p5", usd(outcomes, 0.05));
            object.put("net_usd_median", usd(outcomes, 0.5));
            object.put("net_usd_p95", usd(outcomes, 0.95));
            object.put(
                    "better_than_always_on",
                    outcomes.stream().filter(o -> o.netMicros() > o.alwaysMicros()).count());
        }
        return object;
    }

    private static BigDecimal usd(List<MonteCarlo.Outcome> outcomes, double share) {
        return BigDecimal.valueOf(MonteCarlo.quantile(outcomes, share), 6);
    }

    /** One strategy. */
    static Map<String, @Nullable Object> strategy(
            StrategyComparison comparison, StrategyResult result) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("id", result.strategy());
        putTotals(object, result.total());
        object.put("regret", comparison.regret(result));
        if (!result.scene().peaks().isEmpty()) {
            object.put("peaks", PeakFigures.of(result));
            object.put("peaks_met", PeakFigures.met(result));
        }
        List<Integer> starts = result.startsPerDevice();
        object.put("starts_per_device_median", starts.get(starts.size() / 2));
        object.put("starts_per_device_most", starts.getLast());
        Map<String, Object> quarters = new LinkedHashMap<>();
        result.quarters().forEach((quarter, totals) -> quarters.put(quarter, totals.netUsd()));
        object.put("net_usd_by_quarter", quarters);
        TariffBill bill = TariffBill.of(result);
        if (bill != null) {
            object.put("power_bill", bill(bill, result));
        }
        List<Object> below = new ArrayList<>();
        for (Map.Entry<String, BigDecimal> quarter : comparison.quartersBelowBreakEven(result)) {
            below.add(Map.of("quarter", quarter.getKey(), "usd", quarter.getValue()));
        }
        object.put("below_break_even", below);
        return object;
    }

    /** What the tariff bills, month by month; what reserves earned is told beside it. */
    private static Map<String, @Nullable Object> bill(TariffBill bill, StrategyResult result) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        Tariff tariff = result.scene().supply().tariff();
        object.put("tariff", tariff == null ? null : tariff.name());
        object.put("billed_usd", bill.knownUsd());
        object.put("open", bill.isOpen());
        List<Map<String, @Nullable Object>> months = new ArrayList<>();
        bill.months()
                .forEach((month, its) -> {
                    Map<String, @Nullable Object> one = new LinkedHashMap<>();
                    one.put("month", month.toString());
                    one.put("billed_usd", its.known().amount());
                    one.put("open", its.total() == null);
                    one.put("cents_per_kwh", TariffBill.centsPerKwh(its));
                    one.put("drawn_mwh", its.drawnMwh());
                    one.put("lines", its.lines().stream().map(BacktestJson::line).toList());
                    months.add(one);
                });
        object.put("months", months);
        return object;
    }

    private static Map<String, @Nullable Object> line(PowerBill.Line line) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("kind", line.kind().name().toLowerCase(Locale.ROOT));
        object.put("name", line.name());
        object.put("quantity", line.quantity());
        object.put("unit", line.unit());
        object.put("amount_usd", line.amount().amount());
        if (line.isOpen()) {
            object.put("open", line.open());
        }
        return object;
    }

    private static void putTotals(Map<String, @Nullable Object> object, Totals total) {
        object.put("net_usd", total.netUsd());
        object.put("hash_usd", BigDecimal.valueOf(total.hashMicros(), 6));
        object.put("energy_usd", BigDecimal.valueOf(total.energyMicros(), 6));
        object.put("reserve_usd", BigDecimal.valueOf(total.reserveMicros(), 6));
        object.put("peak_usd", BigDecimal.valueOf(total.peakMicros(), 6));
        object.put("demand_usd", BigDecimal.valueOf(total.demandMicros(), 6));
        object.put("net_power_usd", BigDecimal.valueOf(total.powerMicros(), 6));
        object.put("wear_usd", BigDecimal.valueOf(total.wearMicros(), 6));
        object.put("drawn_mwh", total.drawnMwh());
        object.put("curtailed_mwh", total.curtailedMwh());
        object.put("curtailed_hours", total.curtailedHours());
        object.put("starts", total.starts());
        object.put("called_mwh", total.calledMwh());
        object.put("all_in_cents_per_kwh", total.allInCentsPerKwh());
    }
}
