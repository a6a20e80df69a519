package org.trimtab.openadr.vtn.push;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.trimtab.openadr.vtn.access.Entitlements;
import org.trimtab.openadr.vtn.access.Entitlements.Sight;
import org.trimtab.openadr.vtn.access.Entitlements.Unnamed;
import org.trimtab.openadr.vtn.access.ObjectKind;
import org.trimtab.openadr.vtn.access.ReportTargets;
import org.trimtab.openadr.vtn.access.Viewer;
import org.trimtab.openadr.vtn.store.Change;
import org.trimtab.openadr.vtn.store.Operation;
import org.trimtab.openadr.wire.Wire;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What different people are told of one change. Each is told what a read would show: nothing, or the object with the
 * targets that are his. An update that takes the object out of someone's sight is to him a deletion of what he saw
 * last. Tokens of subscriptions are told to nobody.
 */
final class Telling {
    private final Change change;
    private final @Nullable Face now;
    private final @Nullable Face before;
    private final Map<Key, Notice> notices = new LinkedHashMap<>();

    /**
     * What someone is told.
     *
     * @param variant its number among what is told of the same change
     * @param body the notification, UTF-8 JSON
     */
    record Notice(Operation operation, int variant, byte[] body) {}

    private record Key(Operation operation, List<String> shown, List<String> reported) {}

    /** The object at one side of the change. */
    private record Face(String text, ObjectNode tree, Sight sight) {}

    Telling(Change change) {
        this.change = change;
        now = face(change.kind(), change.body());
        before = face(change.kind(), change.previousBody());
    }

    private static @Nullable Face face(ObjectKind kind, @Nullable String text) {
        if (text == null) {
            return null;
        }
        ObjectNode tree = (ObjectNode) Wire.parse(text.getBytes(StandardCharsets.UTF_8));
        JsonNode owner = tree.get("clientID");
        JsonNode targets = tree.get("targets");
        List<String> names =
                targets == null || !targets.isArray()
                        ? List.of()
                        : targets.valueStream().map(JsonNode::asString).toList();
        String ownerId = owner == null || owner.isNull() ? null : owner.asString();
        return new Face(text, tree, new Sight(kind, ownerId, names));
    }

    Change change() {
        return change;
    }

    /** The notices made so far, in the order of their numbers. */
    Collection<Notice> notices() {
        return notices.values();
    }

    /** What this one is told who asked for these targets; null for nothing. */
    @Nullable Notice to(Viewer viewer, Collection<String> asked) {
        Face current = now;
        Face previous = before;
        if (current != null) {
            List<String> shown = shown(viewer, current, asked);
            if (shown != null) {
                return notice(change.operation(), current, shown, viewer);
            }
        }
        if (previous != null) {
            List<String> shown = shown(viewer, previous, asked);
            return shown == null ? null : notice(Operation.DELETE, previous, shown, viewer);
        }
        return null;
    }

    private static @Nullable List<String> shown(
            Viewer viewer, Face face, Collection<String> asked) {
        return Entitlements.shown(viewer, face.sight(), asked, Unnamed.ASKS_FOR_GRANTED);
    }

    private Notice notice(Operation operation, Face face, List<String> shown, Viewer viewer) {
        List<String> reported = ReportTargets.known(face.tree(), viewer);
        Key key = new Key(operation, shown, reported);
        Notice made = notices.get(key);
        if (made == null) {
            made = new Notice(operation, notices.size(), write(key, face));
            notices.put(key, made);
        }
        return made;
    }

    private byte[] write(Key key, Face face) {
        List<String> shown = key.shown();
        StringBuilder text = new StringBuilder(face.text().length() + 128);
        text.append("{\"objectType\":\"").append(change.kind());
        text.append("\",\"operation\":\"").append(key.operation());
        text.append("\",\"object\":").append(object(face, shown, key.reported()));
        if (!shown.isEmpty()) {
            text.append(",\"targets\":").append(text(list(face, shown)));
        }
        return text.append('}').toString().getBytes(StandardCharsets.UTF_8);
    }

    private String object(Face face, List<String> shown, List<String> reported) {
        boolean hides = !shown.equals(face.sight().targets());
        boolean asksOthers = ReportTargets.hides(face.tree(), reported);
        if (!hides && !asksOthers && change.kind() != ObjectKind.SUBSCRIPTION) {
            return face.text();
        }
        ObjectNode copy = face.tree().deepCopy();
        if (hides) {
            copy.set("targets", list(face, shown));
        }
        if (asksOthers) {
            ReportTargets.hide(copy, reported);
        }
        if (copy.get("objectOperations") instanceof ArrayNode entries) {
            entries.valueStream()
                    .filter(ObjectNode.class::isInstance)
                    .forEach(entry -> ((ObjectNode) entry).remove("bearerToken"));
        }
        return text(copy);
    }

    private static ArrayNode list(Face face, List<String> names) {
        ArrayNode list = face.tree().arrayNode();
        names.forEach(list::add);
        return list;
    }

    private static String text(JsonNode node) {
        return new String(Wire.write(node), StandardCharsets.UTF_8);
    }
}
