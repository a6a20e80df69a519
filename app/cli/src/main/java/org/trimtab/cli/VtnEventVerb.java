package org.trimtab.cli;

import java.io.PrintWriter;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.trimtab.quantity.Power;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

@Command(
        name = "event",
        synopsisSubcommandLabel = "VERB",
        description = "Makes, lists, shows and cancels events.",
        subcommands = {
            VtnEventVerb.Create.class,
            VtnEventVerb.ListAll.class,
            VtnEventVerb.Show.class,
            VtnEventVerb.Cancel.class
        })
final class VtnEventVerb {
    /** What an event asks; one of them. */
    static final class Ask {
        @Option(
                names = "--limit",
                paramLabel = "POWER",
                description = "Draw no more than this, such as \"5 MW\" (IMPORT_CAPACITY_LIMIT).")
        @Nullable Power limit;

        @Option(
                names = "--reduce",
                paramLabel = "POWER",
                description = "Draw this much less (DISPATCH_SETPOINT_RELATIVE, negative).")
        @Nullable Power reduce;

        @Option(
                names = "--set-point",
                paramLabel = "POWER",
                description = "Draw this much (DISPATCH_SETPOINT).")
        @Nullable Power setPoint;

        @Option(
                names = "--price",
                paramLabel = "DECIMAL",
                description = "Price per kWh, such as 0.12 (PRICE).")
        @Nullable BigDecimal price;

        @Option(names = "--level", paramLabel = "0-3", description = "Shed level (SIMPLE).")
        @Nullable Integer level;

        Map<String, Object> payload() {
            if (limit != null) {
                return values("IMPORT_CAPACITY_LIMIT", kilowatts(limit));
            }
            if (reduce != null) {
                return values("DISPATCH_SETPOINT_RELATIVE", kilowatts(reduce).negate());
            }
            if (setPoint != null) {
                return values("DISPATCH_SETPOINT", kilowatts(setPoint));
            }
            if (price != null) {
                return values("PRICE", price);
            }
            if (level == null || level < 0 || level > 3) {
                throw Fault.badInput("--level is 0, 1, 2 or 3");
            }
            return values("SIMPLE", BigDecimal.valueOf(level));
        }

        private static Map<String, Object> values(String type, BigDecimal value) {
            Map<String, Object> payload = new LinkedHashMap<>();
            payload.put("type", type);
            payload.put("values", List.of(value));
            return payload;
        }

        private static BigDecimal kilowatts(Power power) {
            BigDecimal kilowatts = BigDecimal.valueOf(power.watts(), 3).stripTrailingZeros();
            return kilowatts.scale() < 0 ? kilowatts.setScale(0) : kilowatts;
        }
    }

    @Command(name = "create", description = "Makes an event of a program.")
    static final class Create implements Callable<Integer> {
        @Option(
                names = "--program",
                paramLabel = "NAME|ID",
                required = true,
                description = "Of which program.")
        String program = "";

        @ArgGroup(multiplicity = "1")
        Ask ask = new Ask();

        @Option(
                names = "--currency",
                defaultValue = "USD",
                description = "Of the price (default: ${DEFAULT-VALUE}).")
        String currency = "";

        @Option(
                names = "--start",
                paramLabel = "TIME",
                defaultValue = "now",
                description = "now, or such as 2026-07-01T17:00:00Z (default: ${DEFAULT-VALUE}).")
        String start = "";

        @Option(
                names = "--duration",
                paramLabel = "DURATION",
                required = true,
                description = "How long, such as \"1 h\".")
        Duration duration = Duration.ZERO;

        @Option(
                names = "--target",
                paramLabel = "TARGET",
                description =
                        "Only VENs with this target get it; may be repeated (default: all do).")
        List<String> targets = List.of();

        @Option(names = "--name", paramLabel = "NAME", description = "For people.")
        @Nullable String name;

        @Option(
                names = "--priority",
                paramLabel = "N",
                description = "0 is the highest (default: the lowest).")
        @Nullable Integer priority;

        @Option(
                names = "--report",
                paramLabel = "TYPE",
                split = ",",
                defaultValue = "DEMAND,BASELINE",
                description = "Reports VENs are asked for (default: ${DEFAULT-VALUE}).")
        List<String> reports = List.of();

        @Mixin VtnClient.At at = new VtnClient.At();

        @Option(names = "--json", description = "Print the event as JSON.")
        boolean json;

        @Spec @Nullable CommandSpec spec;

        private final InstantSource clock = InstantSource.system();

        @Override
        public Integer call() {
            if (duration.isNegative() || duration.isZero()) {
                throw Fault.badInput("--duration must be longer than nothing");
            }
            VtnClient vtn = at.open();
            JsonNode made = vtn.post("/events", body(vtn.program(program).path("id").asString("")));
            PrintWriter out = Terminal.out(spec);
            if (json) {
                Json.print(out, made);
            } else {
                out.println(
                        "event "
                                + made.path("id").asString("")
                                + " made: "
                                + VtnWords.asked(made)
                                + " from "
                                + made.path("intervalPeriod").path("start").asString("")
                                + " for "
                                + duration
                                + (targets.isEmpty()
                                        ? ", for every VEN"
                                        : ", for " + String.join(" ", targets)));
            }
            return 0;
        }

        private Map<String, Object> body(String programId) {
            Map<String, Object> payload = ask.payload();
            String type = String.valueOf(payload.get("type"));
            Map<String, Object> body = new LinkedHashMap<>();
            body.put("programID", programId);
            if (name != null) {
                body.put("eventName", name);
            }
            if (priority != null) {
                body.put("priority", priority);
            }
            if (!targets.isEmpty()) {
                body.put("targets", targets);
            }
            if (!type.equals("SIMPLE")) {
                body.put("payloadDescriptors", List.of(descriptor(type)));
            }
            List<Map<String, Object>> asked = new ArrayList<>();
            for (String report : reports) {
                if (!report.isBlank()) {
                    asked.add(
                            Map.of("payloadType", report.strip(), "units", units(report.strip())));
                }
            }
            body.put("reportDescriptors", asked);
            body.put(
                    "intervalPeriod",
                    Map.of("start", startAt().toString(), "duration", duration.toString()));
            body.put("intervals", List.of(Map.of("id", 0, "payloads", List.of(payload))));
            return body;
        }

        private Map<String, Object> descriptor(String type) {
            Map<String, Object> descriptor = new LinkedHashMap<>();
            descriptor.put("objectType", "EVENT_PAYLOAD_DESCRIPTOR");
            descriptor.put("payloadType", type);
            descriptor.put("units", type.equals("PRICE") ? "KWH" : "KW");
            if (type.equals("PRICE")) {
                descriptor.put("currency", currency);
            }
            return descriptor;
        }

        private static String units(String report) {
            return report.equals("USAGE") ? "KWH" : "KW";
        }

        private Instant startAt() {
            if (start.equals("now")) {
                return clock.instant().truncatedTo(ChronoUnit.SECONDS);
            }
            try {
                return Instant.parse(start);
            } catch (DateTimeParseException e) {
                throw Fault.badInput(
                        "--start is \"" + start + "\"; write now, or such as 2026-07-01T17:00:00Z");
            }
        }
    }

    @Command(name = "list", description = "Lists events.")
    static final class ListAll implements Callable<Integer> {
        @Option(names = "--program", paramLabel = "NAME|ID", description = "Of this program only.")
        @Nullable String program;

        @Option(names = "--active", description = "Only those that have not transpired.")
        boolean active;

        @Mixin VtnClient.At at = new VtnClient.At();

        @Option(names = "--json", description = "Print a JSON array.")
        boolean json;

        @Spec @Nullable CommandSpec spec;

        @Override
        public Integer call() {
            VtnClient vtn = at.open();
            String of =
                    program == null
                            ? ""
                            : "&programID=" + vtn.program(program).path("id").asString("");
            List<JsonNode> events = vtn.all("/events?active=" + active + of);
            PrintWriter out = Terminal.out(spec);
            if (json) {
                Json.print(out, events);
                return 0;
            }
            TextTable table = new TextTable("start", "duration", "asks", "targets", "name", "id");
            for (JsonNode event : events) {
                JsonNode period = event.path("intervalPeriod");
                table.row(
                        period.path("start").asString("-"),
                        event.path("duration").asString(period.path("duration").asString("-")),
                        VtnWords.asked(event),
                        VtnWords.targets(event),
                        event.path("eventName").asString("-"),
                        event.path("id").asString(""));
            }
            table.print(out);
            return 0;
        }
    }

    @Command(name = "show", description = "Shows an event.")
    static final class Show implements Callable<Integer> {
        @Parameters(paramLabel = "EVENT", description = "Its id.")
        String event = "";

        @Mixin VtnClient.At at = new VtnClient.At();

        @Spec @Nullable CommandSpec spec;

        @Override
        public Integer call() {
            Json.print(Terminal.out(spec), at.open().get("/events/" + VtnClient.encoded(event)));
            return 0;
        }
    }

    @Command(name = "cancel", description = "Takes an event back; its reports stay.")
    static final class Cancel implements Callable<Integer> {
        @Parameters(paramLabel = "EVENT", description = "Its id.")
        String event = "";

        @Mixin VtnClient.At at = new VtnClient.At();

        @Spec @Nullable CommandSpec spec;

        @Override
        public Integer call() {
            JsonNode gone = at.open().delete("/events/" + VtnClient.encoded(event));
            Terminal.out(spec)
                    .println("event " + event + " cancelled: it asked " + VtnWords.asked(gone));
            return 0;
        }
    }
}
