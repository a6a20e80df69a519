package org.trimtab.openadr.wire;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.trimtab.openadr.wire.Rules.Must;
import org.trimtab.openadr.wire.Rules.OneOf;
import org.trimtab.openadr.wire.Rules.Size;
import tools.jackson.databind.JsonNode;

/**
 * What is sent to a callback or a topic.
 *
 * @param objectType what happened to
 * @param operation what happened
 * @param object the object itself
 * @param targets plain target names; null where none were written
 * @param extras properties the text does not know
 */
public record Notification(
        @Must @OneOf({"PROGRAM", "EVENT", "REPORT", "SUBSCRIPTION", "VEN", "RESOURCE"})
                String objectType,
        @Must @OneOf({"CREATE", "READ", "UPDATE", "DELETE"}) String operation,
        @Must JsonNode object,
        @Size @Nullable List<String> targets,
        Extras extras) {
    /** Copies the lists. */
    public Notification {
        targets = targets == null ? null : List.copyOf(targets);
    }

    /** The notification of an object. */
    public static Notification of(String operation, WireObject object) {
        JsonNode node = Wire.treeOf(object);
        return new Notification(Wire.typeOf(object), operation, node, null, Extras.NONE);
    }

    /**
     * The object, read as its type says.
     *
     * @throws WireFault when it is not what the type says
     */
    public WireObject content() {
        return Wire.readAnswer(object, Wire.typeNamed(objectType));
    }
}
