package org.trimtab.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.trimtab.baseline.LoadSeries;
import org.trimtab.meters.intake.Finding;
import org.trimtab.meters.intake.MeterFile;
import org.trimtab.meters.intake.MeterFiles;
import org.trimtab.meters.intake.SeriesFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "import",
        description =
                "Reads a meter file (interval CSV or Green Button, gzipped or not), says what was found"
                        + " in it, and writes it as interval_start_utc,kw.")
final class MeterImportVerb implements Callable<Integer> {
    @Parameters(paramLabel = "FILE", description = "The meter file.")
    Path file = Path.of("");

    @Mixin MeterAt meter = new MeterAt();

    @Option(
            names = "--out",
            paramLabel = "FILE.csv",
            description = "Write interval_start_utc,kw,quality here; unknown intervals stay blank.")
    @Nullable Path target;

    @Option(names = "--json", description = "Print one JSON object.")
    boolean json;

    @Spec @Nullable CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        MeterFile read = MeterFiles.read(file, meter.options());
        Path written = target;
        if (written != null) {
            SeriesFile.write(read.series(), written);
        }
        PrintWriter out = Terminal.out(spec);
        if (json) {
            Json.print(out, json(read));
        } else {
            print(read, out);
        }
        return 0;
    }

    private void print(MeterFile read, PrintWriter out) {
        LoadSeries series = read.series();
        out.printf(
                "%s: %s, %s, %d rows%n  %s, of which %d unknown%n",
                read.name(),
                read.about().values(),
                read.about().stamps(),
                read.about().rows(),
                series,
                read.unknown());
        for (Finding finding : read.findings()) {
            out.println("  " + finding);
        }
        new TreeMap<>(read.counts())
                .forEach((kind, count) -> {
                    long shown =
                            read.findings().stream().filter(f -> f.kind().equals(kind)).count();
                    if (count > shown) {
                        out.printf(
                                "  and %d more of the kind %s%n",
                                count - shown, kind.name().toLowerCase(Locale.ROOT));
                    }
                });
        if (target != null) {
            out.printf("written to %s%n", target);
        }
        out.flush();
    }

    private Map<String, @Nullable Object> json(MeterFile read) {
        LoadSeries series = read.series();
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("file", file.toString());
        object.put("format", read.about().format());
        object.put("values", read.about().values());
        object.put("stamps", read.about().stamps());
        object.put("rows", read.about().rows());
        object.put("from", series.from());
        object.put("until", series.until());
        object.put("step_s", series.step().toSeconds());
        object.put("intervals", series.size());
        object.put("unknown", read.unknown());
        object.put("counts", new TreeMap<>(read.counts()));
        object.put("findings", findings(read.findings()));
        object.put("out", target == null ? null : target.toString());
        return object;
    }

    static List<Map<String, @Nullable Object>> findings(List<Finding> findings) {
        List<Map<String, @Nullable Object>> all = new ArrayList<>();
        for (Finding finding : findings) {
            Map<String, @Nullable Object> one = new LinkedHashMap<>();
            one.put("line", finding.line() == 0 ? null : (Integer) finding.line());
            one.put("kind", finding.kind());
            one.put("what", finding.what());
            one.put("done", finding.done());
            all.add(one);
        }
        return all;
    }
}
