package org.trimtab.cli;

import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

@Command(
        name = "frequency",
        description = {
            "Says how a running site stands to the grid's frequency, or arms or disarms its"
                    + " under-frequency plan. It sheds only while armed and awarded.",
            "",
            "Examples:",
            "  trimtab frequency",
            "  trimtab frequency arm --by jo",
            "  trimtab frequency disarm"
        })
final class FrequencyVerb implements Callable<Integer> {
    /** What can be done. */
    enum Deed {
        STATUS,
        ARM,
        DISARM
    }

    @Parameters(
            arity = "0..1",
            paramLabel = "status|arm|disarm",
            defaultValue = "status",
            description = "What to do (default: ${DEFAULT-VALUE}).")
    Deed deed = Deed.STATUS;

    @Mixin By by = new By();

    @Option(names = "--json", description = "Print one JSON object.")
    boolean json;

    @Mixin SiteClient.At at = new SiteClient.At();

    @Spec @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        SiteClient site = at.open();
        JsonNode stands =
                deed == Deed.STATUS
                        ? site.get("/frequency")
                        : site.post(
                                "/frequency/" + deed.name().toLowerCase(Locale.ROOT),
                                Map.of("by", by.name()));
        var out = Terminal.out(spec);
        if (json) {
            Json.print(out, stands);
            return 0;
        }
        out.println(line(stands));
        JsonNode hertz = stands.path("hz");
        out.printf(
                "  last sample %s%n",
                stands.path("observed_at").isNull()
                        ? "none yet"
                        : (hertz.isNumber() ? "%.3f Hz".formatted(hertz.asDouble()) : "not known")
                                + " at "
                                + stands.path("observed_at").asString());
        if (stands.path("threshold_hz").isNumber()) {
            out.printf(
                    "  sheds at %.3f Hz while program %s awards it%n",
                    stands.path("threshold_hz").asDouble(), stands.path("program").asString());
        }
        out.flush();
        return 0;
    }

    /** How it stands, in one line. */
    static String line(JsonNode stands) {
        String since =
                stands.path("since").isNull() ? "" : " since " + stands.path("since").asString();
        return "%s%s: %s"
                .formatted(
                        stands.path("state").asString().toLowerCase(Locale.ROOT),
                        since,
                        stands.path("why").asString());
    }
}
