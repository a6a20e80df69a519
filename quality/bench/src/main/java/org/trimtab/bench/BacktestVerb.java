package org.trimtab.bench;

import com.sun.management.OperatingSystemMXBean;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.trimtab.backtest.Charges;
import org.trimtab.backtest.CoOptimised;
import org.trimtab.backtest.StrategyResult;
import org.trimtab.backtest.StrategyRun;
import org.trimtab.backtest.StrategyScene;
import org.trimtab.bench.Figure.Unit;
import org.trimtab.market.StrategyBreakEven;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "backtest",
        description =
                "Measures a backtest: a 100 MW site of 26,000 devices in 12 cohorts over years of"
                        + " prices, every decision through the engine. A year of 5-minute prices by"
                        + " break-even and one of hourly prices co-optimised; then 1, 2 and 4 years,"
                        + " and 10, 100 and 1,000 cohorts. Prices are those shipped for LZ_WEST, with"
                        + " seeded noise within the hour.")
final class BacktestVerb implements Callable<Integer> {
    private static final int DEVICES = 26_000;
    private static final int COHORTS = 12;
    private static final int EXIT_MISSED = 3;
    private static final double FINE_TARGET_S = 20;
    private static final double HOURLY_TARGET_S = 300;
    private static final double MEMORY_TARGET_MB = 2_048;
    private static final Duration DAY = Duration.ofHours(24);
    private static final Duration SOLVER_MOST = Duration.ofSeconds(2);
    private static final BigDecimal OUTAGES = new BigDecimal("0.02");
    private static final double NANOS_PER_S = 1e9;
    private static final double BYTES_PER_MB = 1024.0 * 1024;

    @Option(
            names = "--quick",
            description = "Leave out the runs of 2 and 4 years and of 100 and 1,000 cohorts.")
    boolean quick;

    @Option(names = "--strict", description = "End with exit code 3 when a target is missed.")
    boolean strict;

    @Option(names = "--json", description = "Print one JSON object.")
    boolean json;

    @Spec @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        Machine machine = Machine.here();
        Figures figures = new Figures();
        List<String> notes = new ArrayList<>();
        fine(figures, notes, "fine", 1, COHORTS, FINE_TARGET_S);
        planned(figures, notes, new Planned("planned", COHORTS, DAY, BigDecimal.ZERO));
        if (!quick) {
            planned(
                    figures,
                    notes,
                    new Planned("planned_48", COHORTS, DAY.multipliedBy(2), BigDecimal.ZERO));
            planned(figures, notes, new Planned("planned_outages", COHORTS, DAY, OUTAGES));
            planned(figures, notes, new Planned("planned_cohorts_100", 100, DAY, BigDecimal.ZERO));
            fine(figures, notes, "fine_2_years", 2, COHORTS, null);
            fine(figures, notes, "fine_4_years", 4, COHORTS, null);
            fine(figures, notes, "cohorts_10", 1, 10, null);
            fine(figures, notes, "cohorts_100", 1, 100, null);
            fine(figures, notes, "cohorts_1000", 1, 1_000, null);
        }
        Report report = new Report(machine, null, null, figures.all(), notes, Machine.load());
        report.print(out(), json);
        return strict && report.isAnyMissed() ? EXIT_MISSED : 0;
    }

    /** Years of 5-minute prices, each device by its break-even. */
    private void fine(
            Figures figures,
            List<String> notes,
            String key,
            int years,
            int cohorts,
            @Nullable Double target) {
        String name =
                "%d %s of 5 min, %d cohorts, break-even"
                        .formatted(years, years == 1 ? "year" : "years", cohorts);
        say(name);
        figures.expect(key + "_s", name, Unit.S, target)
                .expect(key + "_cpu_s", "  processor time of it", Unit.S, null)
                .expect(key + "_mb", "  memory held after it", Unit.MB, MEMORY_TARGET_MB);
        StrategyScene scene = BacktestScene.of(DEVICES, cohorts, years, true);
        long cpu = cpuNanos();
        long begun = System.nanoTime();
        StrategyResult result = StrategyRun.play(scene, StrategyBreakEven::new, (_, _) -> {});
        figures.add(key + "_s", (System.nanoTime() - begun) / NANOS_PER_S);
        figures.add(key + "_cpu_s", (cpuNanos() - cpu) / NANOS_PER_S);
        figures.add(key + "_mb", usedBytes() / BYTES_PER_MB);
        check(result);
        notes.add(
                "%s: %,d intervals, %,d starts"
                        .formatted(name, result.rows().size(), result.total().starts()));
    }

    /**
     * A year of hourly prices, planned ahead whenever something could change.
     *
     * @param ahead horizon of a plan
     * @param outages part of the time that machines are broken
     */
    private record Planned(String key, int cohorts, Duration ahead, BigDecimal outages) {}

    private void planned(Figures figures, List<String> notes, Planned asked) {
        String name =
                "1 year of hours, %,d cohorts, co-optimised %d h ahead, %s %% outages"
                        .formatted(
                                asked.cohorts(),
                                asked.ahead().toHours(),
                                asked.outages()
                                        .movePointRight(2)
                                        .stripTrailingZeros()
                                        .toPlainString());
        say(name);
        figures.expect(asked.key() + "_s", name, Unit.S, HOURLY_TARGET_S)
                .expect(asked.key() + "_cpu_s", "  processor time of it", Unit.S, null);
        StrategyScene scene =
                BacktestScene.withOutages(
                        BacktestScene.of(DEVICES, asked.cohorts(), 1, false), asked.outages());
        List<CoOptimised> made = new ArrayList<>();
        long cpu = cpuNanos();
        long begun = System.nanoTime();
        StrategyResult result =
                StrategyRun.play(
                        scene,
                        site -> {
                            made.add(
                                    new CoOptimised(
                                            site,
                                            new CoOptimised.Terms(
                                                    asked.ahead(),
                                                    SOLVER_MOST,
                                                    scene.reserves(),
                                                    Charges.NONE)));
                            return made.getFirst();
                        },
                        (_, _) -> {});
        figures.add(asked.key() + "_s", (System.nanoTime() - begun) / NANOS_PER_S);
        figures.add(asked.key() + "_cpu_s", (cpuNanos() - cpu) / NANOS_PER_S);
        check(result);
        notes.add(name + ": " + made.getFirst().told());
    }

    private static void check(StrategyResult result) {
        if (result.total().starts() < 1) {
            throw new BenchFailure("no device moved, so nothing was measured");
        }
    }

    private static long cpuNanos() {
        return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
    }

    private static long usedBytes() {
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }

    private PrintWriter out() {
        CommandSpec known = spec;
        if (known == null) {
            throw new IllegalStateException("not called from a command line");
        }
        return known.commandLine().getOut();
    }

    private void say(String text) {
        CommandSpec known = spec;
        if (known != null && !json) {
            known.commandLine().getErr().println(text + " …");
            known.commandLine().getErr().flush();
        }
    }
}
