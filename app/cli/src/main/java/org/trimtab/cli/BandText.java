package org.trimtab.cli;

import java.io.PrintWriter;
import org.trimtab.quantity.Power;
import tools.jackson.databind.JsonNode;

/** What is owed together, for people. */
final class BandText {
    private BandText() {}

    /** Where the level may lie and who says so, and who loses what; nothing when nothing is owed. */
    static void print(PrintWriter out, JsonNode band) {
        if (band.path("floor_by").isString()
                && band.path("ceiling_w").equals(band.path("floor_w"))) {
            out.printf(
                    "  exactly  %s (%s)%n",
                    power(band, "floor_w"), band.path("floor_by").asString());
            conflicts(out, band);
            return;
        }
        if (band.path("ceiling_w").isNumber()) {
            out.printf(
                    "  at most  %s (%s)%n",
                    power(band, "ceiling_w"), band.path("ceiling_by").asString());
        }
        if (band.path("floor_by").isString()) {
            out.printf(
                    "  at least %s (%s)%n",
                    power(band, "floor_w"), band.path("floor_by").asString());
        }
        conflicts(out, band);
    }

    private static void conflicts(PrintWriter out, JsonNode band) {
        for (JsonNode lost : band.path("conflicts")) {
            out.printf("  conflict %s%n", lost.path("words").asString());
        }
    }

    private static String power(JsonNode band, String key) {
        return Power.ofWatts(band.path(key).asLong()).toString();
    }
}
