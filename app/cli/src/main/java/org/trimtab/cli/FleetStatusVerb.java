package org.trimtab.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.trimtab.dispatch.Failure;
import org.trimtab.fleet.DeviceState;
import org.trimtab.fleet.FleetSession;
import org.trimtab.fleet.Selector;
import org.trimtab.quantity.HashRate;
import org.trimtab.quantity.Power;
import org.trimtab.resource.Device;
import org.trimtab.telemetry.DeviceReading;
import org.trimtab.telemetry.PowerSource;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "status",
        description = {
            "Reads each device once and says what it does.",
            "",
            "Behind a power: no mark for measured by its power supply, ~ for computed by its firmware,"
                    + " * for its nameplate.",
            "",
            "Example: trimtab fleet status --rack r-12 --json",
            "",
            "Exit 0 when all could be read, 3 when some could not, 4 when none could."
        })
final class FleetStatusVerb implements Callable<Integer> {
    @Mixin Selecting selecting = new Selecting();

    @Option(names = "--json", description = "Print one JSON object.")
    boolean json;

    @Mixin FleetAt at = new FleetAt();

    @Spec @Nullable CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        Selector selector = selecting.selector();
        List<DeviceState> states;
        try (Stopping stopping = new Stopping();
                FleetSession session = FleetSession.open(at.place())) {
            List<Device> devices =
                    (selector.isEmpty() ? Selector.ALL : selector).of(session.devices());
            try (ProgressLine progress = new ProgressLine(Terminal.err(spec))) {
                states = session.read(devices, progress, stopping);
            }
            Totals totals = new Totals(states);
            if (json) {
                Json.print(Terminal.out(spec), json(session, states, totals));
            } else {
                print(Terminal.out(spec), session, states, totals);
            }
            return totals.failed == 0 ? 0 : totals.read == 0 ? Fault.UNREACHABLE : Fault.FAILED;
        }
    }

    /** Sums over all that was read. */
    private static final class Totals {
        private int read;
        private int failed;
        private Power power = Power.ZERO;
        private long megahashes;
        private final Map<String, Integer> activities = new TreeMap<>();
        private final Map<PowerSource, Long> wattsBySource = new TreeMap<>();
        private final Map<Failure, Integer> failures = new TreeMap<>();

        Totals(List<DeviceState> states) {
            for (DeviceState state : states) {
                DeviceReading reading = state.report().reading();
                if (reading == null) {
                    failed++;
                    Failure failure = state.report().failure();
                    failures.merge(failure == null ? Failure.NO_ANSWER : failure, 1, Integer::sum);
                } else {
                    read++;
                    power = power.plus(reading.power());
                    megahashes += reading.hashRate().megahashesPerSecond();
                    activities.merge(reading.activity().name(), 1, Integer::sum);
                    wattsBySource.merge(reading.source(), reading.power().watts(), Long::sum);
                }
            }
        }
    }

    private static void print(
            PrintWriter out, FleetSession session, List<DeviceState> states, Totals totals) {
        TextTable table =
                new TextTable(
                        "DEVICE",
                        "ADDRESS",
                        "FAMILY",
                        "MODEL",
                        "DOES",
                        "POWER",
                        "HASH RATE",
                        "COMMANDED",
                        "TROUBLE");
        for (DeviceState state : states) {
            Device device = state.device();
            DeviceReading reading = state.report().reading();
            Failure failure = state.report().failure();
            Instant ours = session.ours(device);
            table.row(
                    device.id(),
                    device.endpoint(),
                    device.family(),
                    device.model(),
                    reading == null ? "-" : reading.activity(),
                    reading == null ? "-" : reading.power() + mark(reading.source()),
                    reading == null ? "-" : reading.hashRate(),
                    ours == null ? "" : ours.truncatedTo(ChronoUnit.SECONDS),
                    reading != null
                            ? ""
                            : (failure == null ? "" : failure + ": ") + state.report().detail());
        }
        table.print(out);
        out.printf(
                Locale.ROOT,
                "%,d devices: %,d read, drawing %s, %s, %s; %,d not read%s%n",
                states.size(),
                totals.read,
                totals.power,
                new HashRate(totals.megahashes),
                totals.activities,
                totals.failed,
                totals.failures.isEmpty() ? "" : " " + totals.failures);
        out.flush();
    }

    static String mark(PowerSource source) {
        return switch (source) {
            case MEASURED -> "";
            case MODELLED -> "~";
            case NAMEPLATE -> "*";
        };
    }

    private static Map<String, @Nullable Object> json(
            FleetSession session, List<DeviceState> states, Totals totals) {
        List<Map<String, @Nullable Object>> devices = new ArrayList<>();
        for (DeviceState state : states) {
            devices.add(json(state, session.ours(state.device())));
        }
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("site", session.definition().site().id().value());
        object.put("devices", states.size());
        object.put("read", totals.read);
        object.put("not_read", totals.failed);
        object.put("activities", totals.activities);
        object.put("power_w", totals.power.watts());
        object.put("power_w_by_source", totals.wattsBySource);
        object.put("hash_rate_mhs", totals.megahashes);
        object.put("failures", totals.failures);
        object.put("states", devices);
        return object;
    }

    private static Map<String, @Nullable Object> json(DeviceState state, @Nullable Instant ours) {
        Device device = state.device();
        DeviceReading reading = state.report().reading();
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("device", device.id().value());
        object.put("address", device.endpoint().toString());
        object.put("family", device.family());
        object.put("model", device.model());
        object.put("rack", device.labels().rack());
        object.put("activity", reading == null ? null : reading.activity());
        object.put("power_w", reading == null ? null : reading.power().watts());
        object.put("power_source", reading == null ? null : reading.source());
        object.put(
                "hash_rate_mhs", reading == null ? null : reading.hashRate().megahashesPerSecond());
        object.put("observed_at", reading == null ? null : reading.observedAt());
        object.put("commanded_at", ours);
        object.put("failure", reading == null ? state.report().failure() : null);
        object.put("detail", state.report().detail());
        return object;
    }
}
