package org.trimtab.cli;

import java.io.PrintWriter;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.Map;
import org.trimtab.backtest.MonteCarlo;
import org.trimtab.backtest.PeakFigures;
import org.trimtab.backtest.StrategyComparison;
import org.trimtab.backtest.StrategyResult;
import org.trimtab.backtest.StrategyResult.Totals;

/** Strategies beside each other, for a person at a terminal. */
final class BacktestTable {
    private BacktestTable() {}

    static void print(PrintWriter out, StrategyComparison comparison) {
        StrategyResult first = comparison.results().getFirst();
        out.printf(
                "%s from %s until %s, %,d intervals with a price%n",
                first.scene().point(),
                first.scene().span().from(),
                first.scene().span().until(),
                first.rows().size());
        TextTable table =
                new TextTable(
                        "strategy",
                        "net $",
                        "hashing $",
                        "energy $",
                        "reserves $",
                        "peaks $",
                        "demand $",
                        "wear $",
                        "not drawn MWh",
                        "hours",
                        "starts",
                        "¢/kWh",
                        "regret");
        for (StrategyResult result : comparison.results()) {
            Totals total = result.total();
            table.row(
                    result.strategy(),
                    dollars(total.netMicros()),
                    dollars(total.hashMicros()),
                    dollars(total.energyMicros()),
                    dollars(total.reserveMicros()),
                    dollars(total.peakMicros()),
                    dollars(total.demandMicros()),
                    dollars(total.wearMicros()),
                    String.format(Locale.ROOT, "%,.1f", total.curtailedMwh()),
                    String.format(Locale.ROOT, "%,.1f", total.curtailedHours()),
                    String.format(Locale.ROOT, "%,d", total.starts()),
                    total.allInCentsPerKwh().toPlainString(),
                    BacktestVerb.percent(comparison.regret(result)));
        }
        table.print(out);
        for (StrategyResult result : comparison.results()) {
            int peaks = PeakFigures.of(result);
            if (peaks > 0) {
                out.printf(
                        "%s met %d of %d coincident peaks%n",
                        result.strategy(), PeakFigures.met(result), peaks);
            }
        }
        for (StrategyResult result : comparison.results()) {
            if (!result.strategy().equals(org.trimtab.market.StrategyAlwaysOn.ID)) {
                for (Map.Entry<String, BigDecimal> quarter :
                        comparison.quartersBelowBreakEven(result)) {
                    out.printf(
                            Locale.ROOT,
                            "%s earned %,.2f $ less than break-even in %s%n",
                            result.strategy(),
                            quarter.getValue(),
                            quarter.getKey());
                }
            }
        }
    }

    static void print(PrintWriter out, String strategy, java.util.List<MonteCarlo.Outcome> paths) {
        if (paths.isEmpty()) {
            return;
        }
        out.printf(
                Locale.ROOT,
                "%s over %,d other orders of the days: %s $ in the middle, 5 %% below %s $, 5 %%"
                        + " above %s $; better than always-on on %,d%n",
                strategy,
                paths.size(),
                dollars(MonteCarlo.quantile(paths, 0.5)),
                dollars(MonteCarlo.quantile(paths, 0.05)),
                dollars(MonteCarlo.quantile(paths, 0.95)),
                paths.stream().filter(o -> o.netMicros() > o.alwaysMicros()).count());
    }

    private static String dollars(long micros) {
        return String.format(
                Locale.ROOT,
                "%,.0f",
                BigDecimal.valueOf(micros, 6).setScale(0, RoundingMode.HALF_EVEN));
    }
}
