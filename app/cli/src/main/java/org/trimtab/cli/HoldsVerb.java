package org.trimtab.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

@Command(
        name = "holds",
        description = {
            "Lists the holds on a running site's devices.",
            "",
            "Example:",
            "  trimtab holds --json"
        })
final class HoldsVerb implements Callable<Integer> {
    private static final int NAMES_SHOWN = 5;

    @Option(names = "--json", description = "Print one JSON object.")
    boolean json;

    @Mixin SiteClient.At at = new SiteClient.At();

    @Spec @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        JsonNode answer = at.open().get("/holds");
        var out = Terminal.out(spec);
        if (json) {
            Json.print(out, answer);
            return 0;
        }
        JsonNode holds = answer.path("holds");
        if (holds.isEmpty()) {
            out.println("nothing is held");
        }
        for (JsonNode hold : holds) {
            out.println(line(hold));
        }
        out.flush();
        return 0;
    }

    /** A hold in one line. */
    static String line(JsonNode hold) {
        List<String> names = new ArrayList<>();
        for (JsonNode device : hold.path("devices")) {
            if (names.size() < NAMES_SHOWN) {
                names.add(device.asString());
            }
        }
        int more = hold.path("count").asInt() - names.size();
        return "%s: %s by %s, %s: %s%s"
                .formatted(
                        hold.path("id").asString(),
                        hold.path("kind").asString().toLowerCase(Locale.ROOT),
                        hold.path("by").asString(),
                        hold.path("until").isNull()
                                ? "until it is lifted"
                                : "until " + hold.path("until").asString(),
                        String.join(", ", names),
                        more > 0 ? " and " + more + " more" : "");
    }
}
