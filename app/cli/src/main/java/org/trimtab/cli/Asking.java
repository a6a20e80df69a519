package org.trimtab.cli;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.trimtab.quantity.Power;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** How a verb says what is asked of a site. */
class Asking {
    /** Exactly one of them. */
    static final class What {
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

        @Option(
                names = "--base-point",
                paramLabel = "POWER",
                description =
                        "Follow the operator's level, from this one on, such as \"60 MW\"; trimtab"
                                + " signal sends the next ones.")
        @Nullable Power basePoint;

        @Option(
                names = "--reserve",
                paramLabel = "POWER",
                description =
                        "Keep this much running so that it can fall on call, such as \"5 MW\".")
        @Nullable Power reserve;
    }

    @ArgGroup(multiplicity = "1")
    What what = new What();

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
            names = "--program",
            paramLabel = "NAME",
            description = "The program of the site file it counts for (default: a plain event).")
    @Nullable String program;

    @Option(
            names = "--id",
            paramLabel = "ID",
            description = "Your name for it; the same id sent again changes nothing.")
    @Nullable String id;

    /** What the site's API takes. */
    Map<String, String> body() {
        Map<String, String> body = new LinkedHashMap<>();
        put(body, "id", id);
        body.put("source", "operator");
        put(body, "program", program);
        put(body, "limit", what.limit);
        put(body, "reduce_by", what.reduceBy);
        put(body, "base_point", what.basePoint);
        put(body, "reserve", what.reserve);
        body.put("for", length.toMillis() + " ms");
        put(body, "from", from);
        return body;
    }

    private static void put(Map<String, String> body, String field, @Nullable String text) {
        if (text != null) {
            body.put(field, text);
        }
    }

    private static void put(Map<String, String> body, String field, @Nullable Power power) {
        if (power != null) {
            body.put(field, power.watts() + " W");
        }
    }
}
