package org.trimtab.openadr.wire;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Objects of OpenADR 3.0.1 as 3.1.0 has them, and back; for the edge of a server with old clients
 * and for a VEN at an old server. Neither direction changes what it is given.
 *
 * <p>Targets: 3.0.1 has types with values, 3.1.0 plain names. The values become the names; going
 * back, names become the values of one target of type {@code GROUP}. Flat program properties become
 * attributes. A report's {@code programID} stays, as a property 3.1.0 does not know. The operations of a
 * subscription are CREATE and so on in the YAML of 3.0.1 too; HTTP verbs are taken from clients that
 * write them, and stand in notifications.
 */
public final class V301 {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final String OLD_NOW = "0000-00-00";
    private static final String GROUP = "GROUP";

    /** Flat program properties of 3.0.1 by the attribute of 3.1.0 that took their place. */
    private static final Map<String, String> ATTRIBUTES = attributes();

    private static final Map<String, String> OPERATIONS =
            Map.of("GET", "READ", "POST", "CREATE", "PUT", "UPDATE", "DELETE", "DELETE");

    private V301() {}

    private static Map<String, String> attributes() {
        Map<String, String> names = new LinkedHashMap<>();
        names.put("programLongName", "PROGRAM_LONG_NAME");
        names.put("retailerName", "RETAILER_NAME");
        names.put("retailerLongName", "RETAILER_LONG_NAME");
        names.put("programType", "PROGRAM_TYPE");
        names.put("country", "COUNTRY");
        names.put("principalSubdivision", "PRINCIPAL_SUBDIVISION");
        names.put("timeZoneOffset", "TIME_ZONE_OFFSET"); // gone in 3.1.0; a private attribute
        names.put("bindingEvents", "BINDING_EVENTS");
        names.put("localPrice", "LOCAL");
        return names;
    }

    /**
     * A body or an answer of 3.0.1 as 3.1.0 has it.
     *
     * @param objectType PROGRAM, EVENT, REPORT, SUBSCRIPTION, VEN or RESOURCE
     */
    public static ObjectNode up(String objectType, JsonNode old) {
        ObjectNode node = copy(old);
        targetsUp(node);
        sentinels(node, OLD_NOW, WireTime.NOW.text());
        switch (objectType) {
            case "PROGRAM" -> programUp(node);
            case "EVENT" -> {
                descriptors(node, PayloadDescriptor.EVENT);
                each(node, "reportDescriptors", V301::targetsUp);
            }
            case "REPORT" -> descriptors(node, PayloadDescriptor.REPORT);
            case "SUBSCRIPTION" -> each(node, "objectOperations", V301::operationsUp);
            case "VEN" -> each(node, "resources", V301::targetsUp);
            default -> {}
        }
        return node;
    }

    /**
     * A ven or resource as an old client writes it, with the object type 3.1.0 asks for. Business
     * logic of 3.0.1 names no client id, so the ven's name stands in for it.
     *
     * @param objectType VEN or RESOURCE; others are as in {@link #up}
     */
    public static ObjectNode upRequest(String objectType, JsonNode old, boolean businessLogic) {
        ObjectNode node = up(objectType, old);
        if (objectType.equals("VEN")) {
            node.put("objectType", businessLogic ? VenRequest.BL : VenRequest.VEN);
            JsonNode name = node.get("venName");
            if (businessLogic && !node.has("clientID") && name != null) {
                node.set("clientID", name);
            }
        } else if (objectType.equals("RESOURCE")) {
            node.put("objectType", ResourceRequest.VEN);
        }
        return node;
    }

    /**
     * An object of 3.1.0 as 3.0.1 has it.
     *
     * @param objectType PROGRAM, EVENT, REPORT, SUBSCRIPTION, VEN or RESOURCE
     */
    public static ObjectNode down(String objectType, JsonNode current) {
        ObjectNode node = copy(current);
        targetsDown(node);
        sentinelsDown(node);
        switch (objectType) {
            case "PROGRAM" -> programDown(node);
            case "EVENT" -> {
                if (!node.has("intervals")) {
                    node.putArray("intervals");
                }
                each(node, "reportDescriptors", V301::targetsDown);
            }
            case "VEN", "RESOURCE" -> {
                node.remove("clientID");
                node.put("objectType", objectType);
                each(node, "resources", V301::targetsDown);
            }
            default -> {}
        }
        return node;
    }

    /** A notification of 3.0.1 as 3.1.0 has it. */
    public static ObjectNode upNotification(JsonNode old) {
        ObjectNode node = copy(old);
        targetsUp(node);
        rename(node, "operation", OPERATIONS);
        JsonNode object = node.get("object");
        if (object != null && object.isObject()) {
            node.set("object", up(text(node, "objectType"), object));
        }
        return node;
    }

    /** A notification of 3.1.0 as 3.0.1 has it. */
    public static ObjectNode downNotification(JsonNode current) {
        ObjectNode node = copy(current);
        targetsDown(node);
        rename(node, "operation", turned());
        JsonNode object = node.get("object");
        if (object != null && object.isObject()) {
            node.set("object", down(text(node, "objectType"), object));
        }
        return node;
    }

    private static ObjectNode copy(JsonNode from) {
        if (!from.isObject()) {
            throw new WireFault("", "must be an object");
        }
        return ((ObjectNode) from).deepCopy();
    }

    private static String text(JsonNode node, String name) {
        JsonNode value = node.get(name);
        return value != null && value.isString() ? value.stringValue() : "";
    }

    private static void programUp(ObjectNode node) {
        JsonNode had = node.get("attributes");
        ArrayNode attributes = had instanceof ArrayNode array ? array : NODES.arrayNode();
        ATTRIBUTES.forEach((flat, attribute) -> {
            JsonNode value = node.remove(flat);
            if (value != null && !value.isNull()) {
                ObjectNode map = attributes.addObject();
                map.put("type", attribute);
                map.putArray("values").add(value);
            }
        });
        if (!attributes.isEmpty()) {
            node.set("attributes", attributes);
        }
        each(
                node,
                "payloadDescriptors",
                descriptor -> {
                    boolean report =
                            descriptor.has("readingType")
                                    || descriptor.has("accuracy")
                                    || descriptor.has("confidence");
                    descriptor.putIfAbsent(
                            "objectType",
                            NODES.stringNode(
                                    report ? PayloadDescriptor.REPORT : PayloadDescriptor.EVENT));
                });
    }

    private static void programDown(ObjectNode node) {
        if (!(node.get("attributes") instanceof ArrayNode attributes)) {
            return;
        }
        ArrayNode rest = NODES.arrayNode();
        for (JsonNode attribute : attributes) {
            String flat = flatName(text(attribute, "type"));
            JsonNode values = attribute.get("values");
            if (flat.isEmpty() || values == null || values.size() != 1) {
                rest.add(attribute);
            } else {
                node.set(flat, values.get(0));
            }
        }
        if (rest.isEmpty()) {
            node.remove("attributes");
        } else {
            node.set("attributes", rest);
        }
    }

    private static String flatName(String attribute) {
        for (Map.Entry<String, String> pair : ATTRIBUTES.entrySet()) {
            if (pair.getValue().equals(attribute)) {
                return pair.getKey();
            }
        }
        return "";
    }

    private static void descriptors(ObjectNode node, String objectType) {
        each(
                node,
                "payloadDescriptors",
                descriptor -> descriptor.putIfAbsent("objectType", NODES.stringNode(objectType)));
    }

    private static void operationsUp(ObjectNode operation) {
        renameAll(operation, OPERATIONS);
    }

    private static Map<String, String> turned() {
        Map<String, String> back = new LinkedHashMap<>();
        OPERATIONS.forEach((old, current) -> back.put(current, old));
        return back;
    }

    private static void renameAll(ObjectNode node, Map<String, String> words) {
        if (node.get("operations") instanceof ArrayNode operations) {
            ArrayNode renamed = NODES.arrayNode();
            for (JsonNode operation : operations) {
                renamed.add(word(operation, words));
            }
            node.set("operations", renamed);
        }
    }

    private static void rename(ObjectNode node, String name, Map<String, String> words) {
        JsonNode value = node.get(name);
        if (value != null) {
            node.set(name, word(value, words));
        }
    }

    private static JsonNode word(JsonNode value, Map<String, String> words) {
        return value.isString()
                ? NODES.stringNode(words.getOrDefault(value.stringValue(), value.stringValue()))
                : value;
    }

    private static void targetsUp(ObjectNode node) {
        if (!(node.get("targets") instanceof ArrayNode targets)) {
            return;
        }
        ArrayNode names = NODES.arrayNode();
        for (JsonNode target : targets) {
            if (target.isObject() && target.get("values") instanceof ArrayNode values) {
                values.forEach(value ->
                        names.add(value.isString() ? value : NODES.stringNode(value.toString())));
            } else {
                names.add(target);
            }
        }
        node.set("targets", names);
    }

    private static void targetsDown(ObjectNode node) {
        if (!(node.get("targets") instanceof ArrayNode targets)) {
            return;
        }
        ArrayNode maps = NODES.arrayNode();
        if (!targets.isEmpty()) {
            ObjectNode map = maps.addObject();
            map.put("type", GROUP);
            map.set("values", targets);
        }
        node.set("targets", maps);
    }

    /** Turns the sentinel of a start wherever an interval period may stand. */
    private static void sentinels(ObjectNode node, String from, String to) {
        period(node, from, to);
        each(node, "intervals", interval -> period(interval, from, to));
        each(node, "resources", resource -> sentinels(resource, from, to));
    }

    private static void period(ObjectNode node, String from, String to) {
        if (node.get("intervalPeriod") instanceof ObjectNode period
                && text(period, "start").startsWith(from)) {
            period.put("start", to);
        }
    }

    /** 3.0.1 requires a start in every period; "follow immediately" is the one that says nothing. */
    private static void sentinelsDown(ObjectNode node) {
        if (node.get("intervalPeriod") instanceof ObjectNode period) {
            String start = text(period, "start");
            if (start.isEmpty() || Set.of("0001-01-01", WireTime.NOW.text()).contains(start)) {
                period.put("start", OLD_NOW);
            }
        }
        each(node, "intervals", V301::sentinelsDown);
        each(node, "resources", V301::sentinelsDown);
    }

    private static void each(
            ObjectNode node, String name, java.util.function.Consumer<ObjectNode> act) {
        if (node.get(name) instanceof ArrayNode list) {
            for (JsonNode entry : list) {
                if (entry instanceof ObjectNode object) {
                    act.accept(object);
                }
            }
        }
    }
}
