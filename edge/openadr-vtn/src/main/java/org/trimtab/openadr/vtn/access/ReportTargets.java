package org.trimtab.openadr.vtn.access;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The targets an event's report descriptors name, which hide as its own do (OpenADR 3.1.0 Definitions, Object Privacy):
 * a viewer is shown those it was granted, and no descriptor that is for others alone.
 */
public final class ReportTargets {
    private static final String DESCRIPTORS = "reportDescriptors";
    private static final String TARGETS = "targets";

    private ReportTargets() {}

    /** Whether the text of an object may name any; a look that costs little. */
    public static boolean mayBeIn(String body) {
        return body.contains("\"" + DESCRIPTORS + "\"");
    }

    /** Those the viewer may know, in their order, each once. */
    public static List<String> known(JsonNode object, Viewer viewer) {
        List<String> known = new ArrayList<>();
        for (JsonNode descriptor : object.path(DESCRIPTORS)) {
            for (JsonNode target : descriptor.path(TARGETS)) {
                String name = target.asString();
                boolean mayKnow = viewer.seesAll() || viewer.granted().contains(name);
                if (mayKnow && !known.contains(name)) {
                    known.add(name);
                }
            }
        }
        return known;
    }

    /** Whether it names one that is not known. */
    public static boolean hides(JsonNode object, Collection<String> known) {
        for (JsonNode descriptor : object.path(DESCRIPTORS)) {
            for (JsonNode target : descriptor.path(TARGETS)) {
                if (!known.contains(target.asString())) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Takes out of an object what is not known. */
    public static void hide(ObjectNode object, Collection<String> known) {
        if (!(object.get(DESCRIPTORS) instanceof ArrayNode descriptors)) {
            return;
        }
        ArrayNode shown = object.arrayNode();
        for (JsonNode descriptor : descriptors) {
            if (!(descriptor.get(TARGETS) instanceof ArrayNode targets) || targets.isEmpty()) {
                shown.add(descriptor);
                continue;
            }
            ArrayNode left = object.arrayNode();
            targets.valueStream()
                    .filter(target -> known.contains(target.asString()))
                    .forEach(left::add);
            if (!left.isEmpty()) {
                ((ObjectNode) descriptor).set(TARGETS, left);
                shown.add(descriptor);
            }
        }
        object.set(DESCRIPTORS, shown);
    }
}
