package org.trimtab.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.trimtab.baseline.BaselineCase.Beside;
import org.trimtab.baseline.BaselineMethod;
import org.trimtab.baseline.BaselineMethods;
import org.trimtab.baseline.Estimate;
import org.trimtab.baseline.LoadSeries;
import org.trimtab.desk.BaselineDesk;
import org.trimtab.desk.BaselineDesk.Found;
import org.trimtab.desk.EstimateCsv;
import org.trimtab.desk.EstimateJson;
import org.trimtab.desk.EstimateText;
import org.trimtab.desk.TemperatureFile;
import org.trimtab.interval.MarketCalendar;
import org.trimtab.interval.MarketCalendars;
import org.trimtab.meters.intake.EventFile;
import org.trimtab.meters.intake.MeterFile;
import org.trimtab.meters.intake.MeterFileOptions;
import org.trimtab.meters.intake.MeterFiles;
import org.trimtab.quantity.Power;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "baseline",
        description = {
            "Tells what a site would have drawn without its events, by a published method, and how it was"
                    + " found: days taken, days not taken and why, the adjustment, the formula's source.",
            "",
            "Ends with 3 when a method refuses an event; it then says what is missing.",
            "",
            "Examples:",
            "  trimtab baseline methods",
            "  trimtab baseline --method ercot-mid-8-of-10 --meter meter.csv --events events.csv"
                    + " --calendar ERCOT --out baseline.csv",
            "  trimtab baseline --method all --meter meter.csv --events events.csv --calendar ERCOT"
        },
        subcommands = BaselineMethodsVerb.class)
final class BaselineVerb implements Callable<Integer> {
    private static final String ALL = "all";

    @Option(
            names = "--method",
            paramLabel = "ID",
            description = "The method; all for every one beside the others.")
    @Nullable String method;

    @Option(
            names = "--meter",
            paramLabel = "FILE",
            description =
                    "The meter: CSV with interval_start_utc,kw (or kwh), or Green Button XML.")
    @Nullable Path meter;

    @Option(names = "--events", paramLabel = "FILE", description = "CSV with start_utc,end_utc.")
    @Nullable Path events;

    @Mixin DeskFiles files = new DeskFiles();

    @Option(
            names = "--contracted",
            paramLabel = "POWER",
            description = "Maximum base load or firm service level, such as \"2 MW\".")
    @Nullable Power contracted;

    @Option(
            names = "--peak",
            paramLabel = "POWER",
            description = "Level that a firm service level is measured from.")
    @Nullable Power peak;

    @Option(
            names = "--control",
            paramLabel = "FILE",
            description = "Load of a control group, scaled to this site, as a meter file.")
    @Nullable Path control;

    @Option(
            names = "--temperature",
            paramLabel = "FILE",
            description = "Outside temperature: CSV with interval_start_utc,celsius.")
    @Nullable Path temperature;

    @Option(
            names = "--set-points",
            paramLabel = "FILE",
            description = "Level that was asked for in each interval, as a meter file.")
    @Nullable Path setPoints;

    @Option(
            names = "--system-peaks",
            paramLabel = "FILE",
            description = "The market's highest hours: CSV with interval_start_utc.")
    @Nullable Path systemPeaks;

    @Option(
            names = "--marks",
            paramLabel = "FILE",
            description =
                    "Stretches that must not make a baseline: CSV with start_utc,end_utc,why (event,"
                            + " outage or price).")
    @Nullable Path marks;

    @Option(names = "--json", description = "Print one JSON object.")
    boolean json;

    @Option(
            names = "--out",
            paramLabel = "FILE.csv",
            description =
                    "Write the intervals: interval_start_utc,baseline_kw,metered_kw,reduction_kw.")
    @Nullable Path out;

    @Spec @Nullable CommandSpec spec;

    /** The baselines of all events by one method. */
    private record ByMethod(BaselineMethod method, List<Found> events) {
        boolean isRefused() {
            return events.stream().anyMatch(event -> event.estimate().refusal() != null);
        }
    }

    @Override
    public Integer call() {
        if (method == null || meter == null || events == null) {
            throw Fault.badInput(
                    "give --method, --meter and --events; trimtab baseline methods lists the methods");
        }
        boolean all = method.equals(ALL);
        if (all && out != null) {
            throw Fault.badInput("--out takes the intervals of one method; name it with --method");
        }
        List<BaselineMethod> methods =
                all ? BaselineMethods.all() : List.of(BaselineMethods.of(method));
        BaselineDesk desk = desk(meter, events);
        List<ByMethod> results = new ArrayList<>();
        for (BaselineMethod each : methods) {
            results.add(new ByMethod(each, desk.find(each)));
        }
        PrintWriter err = Terminal.err(spec);
        if (files.calendar() == null) {
            err.println(
                    "trimtab: note: days are those of UTC, without holidays; name a market with"
                            + " --calendar or a zone with --tz");
        }
        desk.warnings().forEach(warning -> err.println("trimtab: note: " + warning));
        print(results, all);
        if (out != null) {
            List<Estimate> estimates =
                    results.getFirst().events().stream().map(Found::estimate).toList();
            DeskFiles.write(out, EstimateCsv.of(estimates));
            err.println("trimtab: wrote " + out);
        }
        err.flush();
        boolean failed =
                all
                        ? results.stream().allMatch(ByMethod::isRefused)
                        : results.getFirst().isRefused();
        return failed ? Fault.FAILED : 0;
    }

    private BaselineDesk desk(Path meterFile, Path eventsFile) {
        MarketCalendar named = files.calendar();
        MarketCalendar calendar =
                named == null ? MarketCalendars.of(java.time.ZoneOffset.UTC) : named;
        MeterFileOptions options = files.meterOptions(calendar.zone());
        MeterFile read = MeterFiles.read(meterFile, options);
        LoadSeries load = read.series();
        Beside beside =
                new Beside(
                        contracted,
                        peak,
                        control == null ? null : MeterFiles.read(control, plain(options)).series(),
                        temperature == null ? null : TemperatureFile.read(temperature, load),
                        setPoints == null
                                ? null
                                : MeterFiles.read(setPoints, plain(options)).series(),
                        peaks());
        return new BaselineDesk(
                read,
                EventFile.read(eventsFile),
                calendar,
                marks == null ? List.of() : BaselineDesk.marks(marks),
                beside);
    }

    /** The column named is one of the meter's own file. */
    private static MeterFileOptions plain(MeterFileOptions options) {
        return options.column(null, null);
    }

    private List<Instant> peaks() {
        return systemPeaks == null ? List.of() : BaselineDesk.systemPeaks(systemPeaks);
    }

    private void print(List<ByMethod> results, boolean all) {
        PrintWriter to = Terminal.out(spec);
        if (json) {
            Json.print(to, Map.of("methods", results.stream().map(BaselineVerb::json).toList()));
            return;
        }
        if (all) {
            table(to, results);
        } else {
            ByMethod one = results.getFirst();
            to.println(one.method().id() + ": " + one.method().title());
            to.println("  formula  " + one.method().formula());
            to.println("  source   " + BaselineMethodsVerb.source(one.method()));
            for (Found found : one.events()) {
                to.println();
                EstimateText.lines(found).forEach(to::println);
            }
        }
        to.flush();
    }

    private static void table(PrintWriter to, List<ByMethod> results) {
        TextTable table =
                new TextTable("method", "event", "baseline", "reduced by", "adjusted", "days");
        for (ByMethod result : results) {
            for (Found found : result.events()) {
                Estimate estimate = found.estimate();
                if (estimate.refusal() != null) {
                    continue;
                }
                table.row(
                        result.method().id(),
                        found.id(),
                        EstimateText.level(EstimateText.meanBaseline(estimate)),
                        EstimateText.level(EstimateText.meanReduction(estimate)),
                        EstimateText.adjusted(estimate),
                        estimate.days().stream().filter(EstimateText::isTaken).count());
            }
        }
        table.print(to);
        for (ByMethod result : results) {
            for (Found found : result.events()) {
                if (found.estimate().refusal() != null) {
                    to.println(
                            result.method().id()
                                    + " refuses "
                                    + found.id()
                                    + ": "
                                    + found.estimate().refusal());
                }
            }
        }
    }

    private static Map<String, @Nullable Object> json(ByMethod result) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.putAll(BaselineMethodsVerb.json(result.method()));
        List<Map<String, @Nullable Object>> found = new ArrayList<>();
        for (Found one : result.events()) {
            Map<String, @Nullable Object> event = new LinkedHashMap<>();
            event.put("event", one.id());
            event.putAll(EstimateJson.of(one.estimate(), one.interval()));
            found.add(event);
        }
        object.put("events", found);
        return object;
    }
}
