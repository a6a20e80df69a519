package org.trimtab.cli;

import java.io.PrintWriter;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.trimtab.baseline.LoadSeries;
import org.trimtab.baseline.Reconciliation;
import org.trimtab.baseline.Reconciliation.Limits;
import org.trimtab.baseline.Reconciliation.Verdict;
import org.trimtab.meters.intake.MeterFileOptions;
import org.trimtab.meters.intake.MeterFiles;
import org.trimtab.quantity.Power;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "reconcile",
        description =
                "Holds the site's meter against the sum of its devices: within 3 % is good, beyond 10 %"
                        + " is an alarm (exit 3).")
final class MeterReconcileVerb implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "METER", description = "The site's meter file.")
    Path meterFile = Path.of("");

    @Parameters(
            index = "1",
            paramLabel = "DEVICES",
            description = "A file with the sum of all devices, in the same intervals.")
    Path devicesFile = Path.of("");

    @Mixin MeterAt meter = new MeterAt();

    @Option(names = "--json", description = "Print one JSON object.")
    boolean json;

    @Spec @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        MeterFileOptions options = meter.options();
        LoadSeries metered = MeterFiles.read(meterFile, options).series();
        Duration step = metered.step();
        LoadSeries devices =
                MeterFiles.read(devicesFile, MeterFileOptions.NONE.zone(options.zone()).step(step))
                        .series();
        Reconciliation found = Reconciliation.of(metered, devices, Limits.STANDARD);
        Map<Verdict, Integer> counts = new EnumMap<>(Verdict.class);
        found.intervals().forEach(i -> counts.merge(i.verdict(), 1, Integer::sum));
        PrintWriter out = Terminal.out(spec);
        if (json) {
            Map<String, @Nullable Object> object = new LinkedHashMap<>();
            object.put("verdict", found.verdict());
            object.put("meter_w", watts(found.meter()));
            object.put("devices_w", watts(found.devices()));
            object.put("unexplained_ppm", found.unexplainedPartsPerMillion());
            object.put("known", found.known().fraction());
            object.put("intervals", counts);
            Json.print(out, object);
        } else {
            Long apart = found.unexplainedPartsPerMillion();
            out.printf(
                    "%s: meter %s, devices %s%s; both are known in %s of %d intervals%n",
                    found.verdict(),
                    found.meter(),
                    found.devices(),
                    apart == null ? "" : ", " + BigDecimal.valueOf(apart, 4) + " % unexplained",
                    found.known(),
                    found.intervals().size());
            counts.forEach((verdict, count) -> out.printf("  %s %d%n", verdict, count));
            out.flush();
        }
        return found.verdict().equals(Verdict.ALARM) ? Fault.FAILED : 0;
    }

    private static @Nullable Object watts(@Nullable Power power) {
        return power == null ? null : (Object) power.watts();
    }
}
