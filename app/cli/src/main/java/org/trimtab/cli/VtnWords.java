package org.trimtab.cli;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** OpenADR objects in words for people. */
final class VtnWords {
    private static final int SHOWN_MAX = 40;

    private VtnWords() {}

    static String targets(JsonNode object) {
        String all = String.join(" ", targetList(object));
        if (all.isEmpty()) {
            return "-";
        }
        return all.length() > SHOWN_MAX ? all.substring(0, SHOWN_MAX) + "…" : all;
    }

    static List<String> targetList(JsonNode object) {
        List<String> targets = new ArrayList<>();
        object.path("targets").forEach(target -> targets.add(target.asString("")));
        return targets;
    }

    private static String shown(JsonNode value) {
        return value.isNumber()
                ? value.decimalValue().toPlainString()
                : value.asString(value.toString());
    }

    /** What an event's first interval asks, such as {@code IMPORT_CAPACITY_LIMIT 5000 KW}. */
    static String asked(JsonNode event) {
        JsonNode payload = event.path("intervals").path(0).path("payloads").path(0);
        if (payload.isMissingNode()) {
            return "-";
        }
        String type = payload.path("type").asString("");
        StringBuilder words = new StringBuilder(type);
        payload.path("values").forEach(value -> words.append(' ').append(shown(value)));
        for (JsonNode descriptor : event.path("payloadDescriptors")) {
            if (descriptor.path("payloadType").asString("").equals(type)) {
                words.append(' ').append(descriptor.path("currency").asString(""));
                words.append(' ').append(descriptor.path("units").asString(""));
            }
        }
        return words.toString().strip().replaceAll(" +", " ");
    }
}
