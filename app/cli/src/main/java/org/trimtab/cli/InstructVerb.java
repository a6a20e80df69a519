package org.trimtab.cli;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.trimtab.quantity.Power;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

@Command(
        name = "instruct",
        description = "Gives a running site a grid instruction and prints what it took on.")
final class InstructVerb implements Callable<Integer> {
    static final class Ask {
        @Option(
                names = "--limit",
                paramLabel = "POWER",
                description = "Draw at most this much at the site meter, such as \"1.5 MW\".")
        @Nullable Power limit;

        @Option(
                names = "--reduce-by",
                paramLabel = "POWER",
                description = "Draw this much less than before, such as \"2 MW\".")
        @Nullable Power reduceBy;
    }

    @ArgGroup(multiplicity = "1")
    Ask ask = new Ask();

    @Option(
            names = "--for",
            required = true,
            paramLabel = "DURATION",
            description = "How long it holds, such as 10m.")
    Duration length = Duration.ZERO;

    @Option(
            names = "--from",
            paramLabel = "TIME",
            description = "When it begins, such as 2026-07-01T18:00:00Z (default: now).")
    @Nullable String from;

    @Option(
            names = "--id",
            paramLabel = "ID",
            description = "Your name for it; the same id sent again changes nothing.")
    @Nullable String id;

    @Option(names = "--json", description = "Print one JSON object.")
    boolean json;

    @Mixin SiteClient.At at = new SiteClient.At();

    @Spec @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        Map<String, String> body = new LinkedHashMap<>();
        if (id != null) {
            body.put("id", id);
        }
        body.put("source", "operator");
        if (ask.limit != null) {
            body.put("limit", ask.limit.watts() + " W");
        }
        if (ask.reduceBy != null) {
            body.put("reduce_by", ask.reduceBy.watts() + " W");
        }
        body.put("for", length.toMillis() + " ms");
        if (from != null) {
            body.put("from", from);
        }
        JsonNode event = at.open().post("/instructions", body);
        var out = Terminal.out(spec);
        if (json) {
            Json.print(out, event);
        } else {
            out.printf(
                    "%s: %s, %s to %s, now %s%n",
                    event.path("id").asString(),
                    event.path("asks").asString(),
                    event.path("from").asString(),
                    event.path("until").asString(),
                    event.path("state").asString());
            long shortfall = event.path("shortfall_w").asLong(0);
            if (shortfall > 0) {
                out.printf("short by %s: the site has no more to give%n", Power.ofWatts(shortfall));
            }
            out.flush();
        }
        return 0;
    }
}
