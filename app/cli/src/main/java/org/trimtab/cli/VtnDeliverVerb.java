package org.trimtab.cli;

import java.io.PrintWriter;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.trimtab.openadr.wire.Report;
import org.trimtab.openadr.wire.Wire;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

@Command(
        name = "deliver",
        description = {
            "Shows who an event was for, who reported on it, and how much each delivered against"
                    + " the baseline of its own reports.",
            "",
            "OpenADR 3 has no acknowledgement: a VEN that reported has read the event, of one that"
                    + " did not nothing is known."
        })
final class VtnDeliverVerb implements Callable<Integer> {
    @Parameters(paramLabel = "EVENT", description = "The event's id.")
    String event = "";

    @Mixin VtnClient.At at = new VtnClient.At();

    @Option(names = "--json", description = "Print one JSON object.")
    boolean json;

    @Spec @Nullable CommandSpec spec;

    /** One VEN's part. */
    private record Part(String ven, String client, List<String> by, VtnDelivered delivered) {}

    @Override
    public Integer call() {
        VtnClient vtn = at.open();
        JsonNode asked = vtn.get("/events/" + VtnClient.encoded(event));
        List<Part> parts = parts(vtn, asked);
        PrintWriter out = Terminal.out(spec);
        if (json) {
            Json.print(out, object(asked, parts));
            return 0;
        }
        out.println(
                "event "
                        + event
                        + " asks "
                        + VtnWords.asked(asked)
                        + ", targets "
                        + VtnWords.targets(asked));
        TextTable table =
                new TextTable(
                        "ven",
                        "client",
                        "by target",
                        "reports",
                        "last report",
                        "delivered kW",
                        "kWh");
        BigDecimal sum = BigDecimal.ZERO;
        for (Part part : parts) {
            BigDecimal energy = part.delivered().deliveredKilowattHours();
            sum = energy == null ? sum : sum.add(energy);
            String last = part.delivered().lastAt();
            table.row(
                    part.ven(),
                    part.client(),
                    part.by().isEmpty() ? "-" : String.join(" ", part.by()),
                    part.delivered().reports() == 0 ? "none" : part.delivered().reports(),
                    last == null ? "-" : last,
                    shown(part.delivered().deliveredKilowatts()),
                    shown(energy));
        }
        table.print(out);
        long reported = parts.stream().filter(part -> part.delivered().reports() > 0).count();
        out.println(
                reported
                        + " of "
                        + parts.size()
                        + " reported; "
                        + shown(sum)
                        + " kWh delivered by those whose reports have BASELINE and DEMAND or"
                        + " USAGE");
        return 0;
    }

    private List<Part> parts(VtnClient vtn, JsonNode asked) {
        Map<String, VtnDelivered> byClient = new LinkedHashMap<>();
        for (JsonNode node : vtn.all("/reports?eventID=" + VtnClient.encoded(event))) {
            Report report = Wire.readAnswer(node, Report.class);
            String client = report.clientID() == null ? "" : report.clientID();
            byClient.computeIfAbsent(client, _ -> new VtnDelivered()).add(report);
        }
        List<String> wanted = VtnWords.targetList(asked);
        List<JsonNode> resources = vtn.all("/resources");
        List<Part> parts = new ArrayList<>();
        for (JsonNode ven : vtn.all("/vens")) {
            Set<String> granted = new LinkedHashSet<>(VtnWords.targetList(ven));
            for (JsonNode resource : resources) {
                if (resource.path("venID").equals(ven.path("id"))) {
                    granted.addAll(VtnWords.targetList(resource));
                }
            }
            List<String> by = wanted.stream().filter(granted::contains).toList();
            String client = ven.path("clientID").asString("");
            VtnDelivered delivered = byClient.remove(client);
            if (wanted.isEmpty() || !by.isEmpty() || delivered != null) {
                parts.add(
                        new Part(
                                ven.path("venName").asString(""),
                                client,
                                by,
                                delivered == null ? new VtnDelivered() : delivered));
            }
        }
        byClient.forEach((client, delivered) ->
                parts.add(new Part("(not enrolled)", client, List.of(), delivered)));
        return parts;
    }

    private static String shown(@Nullable BigDecimal value) {
        return value == null ? "-" : value.setScale(1, RoundingMode.HALF_EVEN).toPlainString();
    }

    private Map<String, Object> object(JsonNode asked, List<Part> parts) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("event_id", event);
        object.put("asks", VtnWords.asked(asked));
        object.put("targets", VtnWords.targetList(asked));
        List<Map<String, @Nullable Object>> vens = new ArrayList<>();
        for (Part part : parts) {
            Map<String, @Nullable Object> one = new LinkedHashMap<>();
            one.put("ven", part.ven());
            one.put("client_id", part.client());
            one.put("by_targets", part.by());
            one.put("reports", part.delivered().reports());
            one.put("last_report_at", part.delivered().lastAt());
            one.put("delivered_kw", part.delivered().deliveredKilowatts());
            one.put("delivered_kwh", part.delivered().deliveredKilowattHours());
            one.put("covered_s", part.delivered().coveredSeconds());
            vens.add(one);
        }
        object.put("vens", vens);
        return object;
    }
}
