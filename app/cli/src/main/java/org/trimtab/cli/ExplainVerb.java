package org.trimtab.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.trimtab.live.Explanation;
import org.trimtab.live.Hindsight;
import org.trimtab.quantity.Power;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

@Command(
        name = "explain",
        description = {
            "Says why an event went as it did: what was owed, who lost what to whom, every plan, who was"
                    + " chosen and who not and why, who disobeyed and who took their part, and what the meter"
                    + " did. With a device: the same as that device lived it.",
            "",
            "Examples:",
            "  trimtab explain grid-17",
            "  trimtab explain grid-17 a-0007 --json",
            "  trimtab explain grid-17 --journal data"
        })
final class ExplainVerb implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "EVENT", description = "The event's id.")
    String event = "";

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "DEVICE",
            description = "Tell of this device.")
    @Nullable String device;

    @Option(
            names = "--journal",
            paramLabel = "DIR",
            description =
                    "Read a journal, or a data folder's journals newest first, instead of asking a site.")
    @Nullable Path journal;

    @Option(names = "--json", description = "Print one JSON object.")
    boolean json;

    @Mixin SiteClient.At at = new SiteClient.At();

    @Spec @Nullable CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        JsonNode told = journal == null ? asked() : replayed(journal);
        PrintWriter out = Terminal.out(spec);
        if (json) {
            Json.print(out, told);
        } else {
            print(out, told);
            out.flush();
        }
        return 0;
    }

    private JsonNode asked() {
        String query = device == null ? "" : "?device=" + Terminal.pathPart(device);
        return at.open().get("/events/" + Terminal.pathPart(event) + "/explanation" + query);
    }

    private JsonNode replayed(Path folder) throws IOException {
        Explanation told = Hindsight.explain(folder, event, device);
        if (told == null) {
            throw Fault.badInput("no event \"" + event + "\" in the journals of " + folder);
        }
        return Json.MAPPER.valueToTree(told);
    }

    private static void print(PrintWriter out, JsonNode told) {
        out.printf(
                "%s: %s (%s), now %s%n",
                told.path("event").asString(),
                told.path("asks").asString(),
                told.path("program").asString(),
                told.path("state").asString());
        story(out, told.path("story"));
        following(out, told.path("following"));
        JsonNode device = told.path("device");
        if (device.isObject()) {
            out.printf(
                    "%n%s (%s, %s): %d of %d by what its work is worth; a MWh it gives up costs %s%n",
                    device.path("id").asString(),
                    device.path("family").asString(),
                    device.path("model").asString(),
                    device.path("merit_rank").asInt(),
                    device.path("devices").asInt(),
                    device.path("usd_per_mwh").isNumber()
                            ? "$%.2f".formatted(device.path("usd_per_mwh").asDouble())
                            : "nothing, since it gives none");
            if (device.path("story").isEmpty()) {
                out.println("  nothing of it is known in this event");
            }
            story(out, device.path("story"));
            now(out, device.path("now"));
        }
        for (JsonNode gone : told.path("not_kept")) {
            out.printf("  (%s)%n", gone.asString());
        }
    }

    private static void story(PrintWriter out, JsonNode lines) {
        for (JsonNode line : lines) {
            String at = line.path("at").asString();
            out.printf(
                    "  %s  %s%n",
                    at.length() < 19 ? at : at.substring(11, 19), line.path("text").asString());
        }
    }

    private static void now(PrintWriter out, JsonNode now) {
        if (!now.isObject()) {
            return;
        }
        out.printf(
                "  now       draws %s, as low as %s",
                power(now.path("draws_w")), power(now.path("lowest_w")));
        if (now.path("because").isString()) {
            out.printf("; not to be asked, because %s%n", now.path("because").asString());
        } else if (now.path("before").isNumber()) {
            out.printf("; %,d would be asked before it%n", now.path("before").asInt());
        } else {
            out.println();
        }
    }

    private static void following(PrintWriter out, JsonNode intervals) {
        if (intervals.isEmpty()) {
            return;
        }
        TextTable table = new TextTable("  from", "asked", "metered", "off by", "verdict");
        for (JsonNode one : intervals) {
            table.row(
                    "  " + one.path("from").asString().substring(11, 19),
                    power(one.path("asked_w")),
                    power(one.path("mean_w")),
                    power(one.path("deviation_w")),
                    one.path("verdict").asString());
        }
        table.print(out);
    }

    private static String power(JsonNode watts) {
        return watts.isNumber() ? Power.ofWatts(watts.asLong()).toString() : "unknown";
    }
}
