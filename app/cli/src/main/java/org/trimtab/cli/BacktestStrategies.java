package org.trimtab.cli;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.trimtab.backtest.CoOptimised;
import org.trimtab.backtest.PerfectForesight;
import org.trimtab.backtest.StrategyRun.StrategyMaker;
import org.trimtab.documents.Nearest;
import org.trimtab.market.StrategyAlwaysOn;
import org.trimtab.market.StrategyBreakEven;
import org.trimtab.market.StrategySchedule;
import picocli.CommandLine.Option;

/** Makes strategies by their names. */
final class BacktestStrategies {
    static final List<String> IDS =
            List.of(
                    StrategyAlwaysOn.ID,
                    StrategyBreakEven.ID,
                    StrategySchedule.ID,
                    CoOptimised.ID,
                    PerfectForesight.ID);

    @Option(
            names = "--schedule",
            paramLabel = "HH:MM-HH:MM",
            defaultValue = "16:00-20:00",
            description = "Local hours off of the strategy schedule (default: ${DEFAULT-VALUE}).")
    String schedule = "16:00-20:00";

    @Option(
            names = "--horizon",
            paramLabel = "DURATION",
            defaultValue = "24h",
            description =
                    "How far ahead co-optimised plans, 1h to 48h (default: ${DEFAULT-VALUE}).")
    Duration horizon = Duration.ofHours(24);

    @Option(
            names = "--solver-time",
            paramLabel = "DURATION",
            defaultValue = "2s",
            description =
                    "Most time for one plan; when it runs out the best found is taken (default:"
                            + " ${DEFAULT-VALUE}).")
    Duration solverTime = Duration.ofSeconds(2);

    /** The name, or a fault that says which there are. */
    static String known(String id) {
        if (!IDS.contains(id)) {
            throw Fault.badInput("--strategy " + id + ": unknown" + Nearest.advice(id, IDS));
        }
        return id;
    }

    private @Nullable CoOptimised planner;

    /** What the planning of the strategy made last came to; null when it does not plan. */
    @Nullable String planned() {
        CoOptimised last = planner;
        return last == null ? null : last.told();
    }

    /** What of the options a plan depends on. */
    String told() {
        return "horizon " + horizon + " solver " + solverTime;
    }

    StrategyMaker maker(String id, BacktestFiles.Read read) {
        planner = null;
        return switch (known(id)) {
            case StrategyAlwaysOn.ID -> _ -> new StrategyAlwaysOn();
            case StrategyBreakEven.ID -> StrategyBreakEven::new;
            case StrategySchedule.ID -> _ -> scheduled(read);
            case CoOptimised.ID -> {
                CoOptimised.Terms terms = terms(read);
                yield site -> planner = new CoOptimised(site, terms);
            }
            default -> site -> new PerfectForesight(site, read.scene());
        };
    }

    private StrategySchedule scheduled(BacktestFiles.Read read) {
        try {
            return StrategySchedule.parse(schedule, read.scene().zone());
        } catch (IllegalArgumentException e) {
            throw Fault.badInput("--schedule: " + e.getMessage());
        }
    }

    private CoOptimised.Terms terms(BacktestFiles.Read read) {
        if (horizon.compareTo(Duration.ofHours(1)) < 0
                || horizon.compareTo(Duration.ofHours(48)) > 0) {
            throw Fault.badInput("--horizon " + horizon + ": give 1h to 48h");
        }
        return new CoOptimised.Terms(horizon, solverTime, read.scene().reserves(), read.charges());
    }
}
