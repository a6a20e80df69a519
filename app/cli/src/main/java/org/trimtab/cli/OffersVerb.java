package org.trimtab.cli;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.trimtab.quantity.Power;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

@Command(
        name = "offers",
        subcommands = OffersCurvesVerb.class,
        description = {
            "Says how far a running site can promise to fall within 250 ms, 10 s, 10 min and 30 min, at"
                    + " 95 %% confidence, from how its devices have obeyed: now, and in the hours to come with"
                    + " what is owed already taken out.",
            "",
            "Example:",
            "  trimtab offers --json"
        })
final class OffersVerb implements Callable<Integer> {
    private static final long SECOND_MS = 1_000;
    private static final long MINUTE_MS = 60_000;

    @Option(names = "--json", description = "Print one JSON object.")
    boolean json;

    @Mixin SiteClient.At at = new SiteClient.At();

    @Spec @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        JsonNode offers = at.open().get("/offers");
        PrintWriter out = Terminal.out(spec);
        if (json) {
            Json.print(out, offers);
            return 0;
        }
        TextTable now = new TextTable("within", "promised", "expected", "devices", "not counted");
        for (JsonNode part : offers.path("now")) {
            now.row(
                    within(part.path("within_ms").asLong()),
                    power(part, "confident_w"),
                    power(part, "expected_w"),
                    part.path("devices").asInt(),
                    notCounted(part.path("not_counted")));
        }
        now.print(out);
        out.println();
        hours(out, offers.path("hours"));
        out.flush();
        return 0;
    }

    private static void hours(PrintWriter out, JsonNode hours) {
        if (hours.isEmpty()) {
            return;
        }
        JsonNode parts = hours.get(0).path("offers");
        String[] head = new String[2 + parts.size()];
        head[0] = "hour from";
        head[1] = "owed";
        for (int i = 0; i < parts.size(); i++) {
            head[2 + i] = within(parts.get(i).path("within_ms").asLong());
        }
        TextTable table = new TextTable(head);
        for (JsonNode hour : hours) {
            Object[] row = new Object[head.length];
            row[0] = toTheSecond(hour.path("from").asString());
            row[1] = power(hour, "owed_w");
            for (int i = 0; i < parts.size(); i++) {
                row[2 + i] = power(hour.path("offers").path(i), "confident_w");
            }
            table.row(row);
        }
        table.print(out);
    }

    private static String toTheSecond(String instant) {
        return instant.replaceFirst("\\.\\d+Z", "Z");
    }

    private static String within(long ms) {
        if (ms < SECOND_MS) {
            return ms + " ms";
        }
        return ms < MINUTE_MS ? ms / SECOND_MS + " s" : ms / MINUTE_MS + " min";
    }

    private static String notCounted(JsonNode counts) {
        StringJoiner words = new StringJoiner(", ");
        for (Map.Entry<String, JsonNode> one : counts.properties()) {
            words.add(
                    "%,d %s"
                            .formatted(
                                    one.getValue().asInt(),
                                    one.getKey().toLowerCase(Locale.ROOT).replace('_', ' ')));
        }
        return words.length() == 0 ? "all are" : words.toString();
    }

    private static String power(JsonNode node, String key) {
        return Power.ofWatts(node.path(key).asLong()).toString();
    }
}
