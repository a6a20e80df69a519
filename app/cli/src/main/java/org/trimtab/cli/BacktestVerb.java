package org.trimtab.cli;

import java.io.PrintWriter;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.trimtab.backtest.CoOptimised;
import org.trimtab.backtest.MonteCarlo;
import org.trimtab.backtest.PerfectForesight;
import org.trimtab.backtest.PricePaths;
import org.trimtab.backtest.ResultFiles;
import org.trimtab.backtest.ResumeLog;
import org.trimtab.backtest.StrategyComparison;
import org.trimtab.backtest.StrategyResult;
import org.trimtab.backtest.StrategyRun;
import org.trimtab.market.StrategyAlwaysOn;
import org.trimtab.market.StrategyBreakEven;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "backtest",
        description = {
            "Puts a site through past prices with the engine that runs it live, and says what each"
                    + " strategy would have earned, beside always running and beside perfect"
                    + " foresight.",
            "",
            "Strategies: always-on, break-even, schedule, co-optimised, perfect-foresight.",
            "",
            "Examples:",
            "  trimtab backtest samples/site.yaml --prices 2023.csv.gz --point LZ_WEST",
            "  trimtab backtest site.yaml --prices rt.csv.gz --da da.csv.gz --point LZ_WEST"
                    + " --strategy break-even,co-optimised --report out"
        })
final class BacktestVerb implements Callable<Integer> {
    @Parameters(paramLabel = "SITE.yaml", description = "The site file.")
    Path siteFile = Path.of("site.yaml");

    @Mixin BacktestFiles files = new BacktestFiles();

    @Mixin BacktestStrategies strategies = new BacktestStrategies();

    @Option(
            names = "--strategy",
            split = ",",
            paramLabel = "ID",
            defaultValue = StrategyBreakEven.ID,
            description = "What to try, one or several (default: ${DEFAULT-VALUE}).")
    List<String> asked = List.of(StrategyBreakEven.ID);

    @Option(
            names = "--from",
            paramLabel = "DAY|TIME",
            description = "First day or instant (default: the file's first).")
    @Nullable String from;

    @Option(
            names = "--until",
            paramLabel = "DAY|TIME",
            description = "Day or instant to stop before (default: the file's end).")
    @Nullable String until;

    @Option(
            names = "--decisions",
            paramLabel = "OUT.csv",
            description =
                    "Write the first strategy's decisions, one row for each interval: time,"
                            + " set-point MW, reserves MW, reason. Those of further strategies go to"
                            + " OUT-ID.csv.")
    @Nullable Path decisions;

    @Option(
            names = "--report",
            paramLabel = "DIR",
            description =
                    "Write report.html, summary.json and for each strategy its intervals, and what"
                            + " a tariff bills, into a folder.")
    @Nullable Path report;

    @Option(
            names = "--results-format",
            paramLabel = "csv|parquet",
            defaultValue = "csv",
            description =
                    "Form of the intervals and bills in the report's folder (default:"
                            + " ${DEFAULT-VALUE}).")
    String resultsFormat = "csv";

    @Option(
            names = "--resume",
            paramLabel = "FILE",
            description =
                    "Keep what co-optimised decides in this file as it goes; when the file is"
                            + " there, go on from it.")
    @Nullable Path resume;

    @Option(
            names = "--paths",
            paramLabel = "N",
            description =
                    "Play the first strategy over N other orders of the days too (blocks of days,"
                            + " drawn with --seed), on all processors.")
    int paths;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "Seed of the first path (default: ${DEFAULT-VALUE}).")
    long seed = 1;

    @Option(
            names = "--block-days",
            paramLabel = "N",
            defaultValue = "7",
            description = "Days that stay together on a path (default: ${DEFAULT-VALUE}).")
    int blockDays = 7;

    @Option(names = "--json", description = "Print one JSON object.")
    boolean json;

    @Spec @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        format();
        BacktestFiles.Read read = files.read(siteFile, instant(from), instant(until));
        if (paths < 0) {
            throw Fault.badInput("--paths " + paths + ": give 0 or more");
        }
        if (!json) {
            read.warnings().forEach(this::warn);
        }
        List<String> notes = new ArrayList<>();
        Set<String> ids = new LinkedHashSet<>();
        ids.add(StrategyAlwaysOn.ID);
        asked.forEach(id -> ids.add(BacktestStrategies.known(id.strip())));
        ids.add(PerfectForesight.ID);
        List<StrategyResult> results = new ArrayList<>();
        try (ProgressLine progress = new ProgressLine(Terminal.err(spec))) {
            for (String id : ids) {
                results.add(
                        played(
                                id,
                                read,
                                (done, of) -> {
                                    if (ProgressLine.isTerminal()) {
                                        progress.at(id, done, of);
                                    }
                                }));
                String planned = strategies.planned();
                if (planned != null) {
                    notes.add(id + ": " + planned);
                }
            }
        }
        results.sort(java.util.Comparator.comparing(r -> r.strategy().equals(PerfectForesight.ID)));
        StrategyComparison comparison = new StrategyComparison(results);
        if (decisions != null) {
            write(comparison);
        }
        Path folder = report;
        if (folder != null) {
            Object summary = BacktestJson.of(comparison, read.warnings(), first());
            ResultFiles.writeReport(
                    folder,
                    comparison,
                    read.warnings(),
                    Json.MAPPER.writeValueAsString(summary),
                    format());
        }
        PrintWriter out = Terminal.out(spec);
        List<MonteCarlo.Outcome> outcomes = paths == 0 ? List.of() : played(read);
        if (json) {
            Map<String, @Nullable Object> object =
                    BacktestJson.of(comparison, read.warnings(), first());
            object.put("notes", notes);
            object.put("paths", BacktestJson.paths(outcomes));
            Json.print(out, object);
        } else {
            BacktestTable.print(out, comparison);
            notes.forEach(out::println);
            BacktestTable.print(out, first(), outcomes);
            out.flush();
        }
        return 0;
    }

    private StrategyResult played(
            String id, BacktestFiles.Read read, StrategyRun.Progress progress) {
        StrategyRun.StrategyMaker maker = strategies.maker(id, read);
        Path file = resume;
        if (file == null || !id.equals(CoOptimised.ID)) {
            return StrategyRun.play(read.scene(), maker, progress);
        }
        try (ResumeLog log = ResumeLog.open(file, read.scene(), id, strategies.told())) {
            if (log.kept() > 0) {
                warn(file + ": goes on after %,d decisions".formatted(log.kept()));
            }
            return StrategyRun.play(read.scene(), site -> log.around(maker.make(site)), progress);
        } catch (IllegalArgumentException e) {
            throw Fault.badInput("--resume: " + e.getMessage());
        }
    }

    private List<MonteCarlo.Outcome> played(BacktestFiles.Read read) {
        try {
            return MonteCarlo.play(
                    new PricePaths(read.scene(), blockDays),
                    scene -> strategies.maker(first(), read.on(scene)),
                    paths,
                    seed,
                    _ -> {});
        } catch (IllegalArgumentException e) {
            throw Fault.badInput("--paths: " + e.getMessage());
        }
    }

    private String first() {
        return asked.getFirst().strip();
    }

    private void write(StrategyComparison comparison) {
        Path target = decisions;
        if (target == null) {
            return;
        }
        for (String id : new LinkedHashSet<>(asked)) {
            StrategyResult result = comparison.of(id.strip());
            if (result != null) {
                Path its = id.strip().equals(first()) ? target : beside(target, id.strip());
                ResultFiles.writeDecisions(its, result);
            }
        }
    }

    private ResultFiles.Format format() {
        return switch (resultsFormat) {
            case "csv" -> ResultFiles.Format.CSV;
            case "parquet" -> ResultFiles.Format.PARQUET;
            default ->
                    throw Fault.badInput(
                            "--results-format " + resultsFormat + ": give csv or parquet");
        };
    }

    private static Path beside(Path target, String id) {
        String name = String.valueOf(target.getFileName());
        int dot = name.lastIndexOf('.');
        String other =
                dot < 0 ? name + "-" + id : name.substring(0, dot) + "-" + id + name.substring(dot);
        return target.resolveSibling(other);
    }

    private void warn(String warning) {
        Terminal.err(spec).println("trimtab: " + warning);
        Terminal.err(spec).flush();
    }

    private @Nullable Instant instant(@Nullable String text) {
        return instant(text, files.zoneId());
    }

    static @Nullable Instant instant(@Nullable String text, ZoneId zone) {
        if (text == null) {
            return null;
        }
        try {
            return text.length() == 10
                    ? LocalDate.parse(text).atStartOfDay(zone).toInstant()
                    : Instant.parse(text);
        } catch (DateTimeParseException e) {
            throw Fault.badInput(
                    "\""
                            + text
                            + "\": give a day such as 2023-08-17 or an instant such as"
                            + " 2023-08-17T05:00:00Z");
        }
    }

    /** A share in percent, or a dash. */
    static String percent(@Nullable BigDecimal share) {
        return share == null
                ? "-"
                : share.movePointRight(2).setScale(2, java.math.RoundingMode.HALF_EVEN) + " %";
    }
}
