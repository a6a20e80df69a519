package org.trimtab.openadr.vtn.rest;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.trimtab.openadr.vtn.access.ObjectKind;
import org.trimtab.openadr.vtn.push.DeadLetter;
import org.trimtab.openadr.vtn.push.Push;
import org.trimtab.openadr.vtn.push.PushStatus;
import org.trimtab.openadr.vtn.push.TopicGroup;
import org.trimtab.openadr.vtn.store.Database;
import org.trimtab.openadr.vtn.store.Objects;
import org.trimtab.openadr.vtn.store.Stored;
import org.trimtab.openadr.wire.Wire;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Which ways of notification there are, and which topics a broker has for what. */
final class NotifierRoutes {
    /** Dead letters in one answer, the newest; the table holds more. */
    private static final int DEAD_LETTERS_SHOWN = 100;

    /** Dead letters one request may name. */
    private static final int LETTERS_MAX = 1_000;

    private final Database database;
    private final Push push;

    NotifierRoutes(Database database, Push push) {
        this.database = database;
        this.push = push;
    }

    Reply all() {
        return Reply.json(200, push.notifiers());
    }

    /** An extension of ours: how notifications go, and those given up last. */
    Reply deliveries() {
        PushStatus status = push.status();
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        answer.put("telling", status.telling());
        answer.put("waiting", status.waiting());
        answer.put("delivered", status.delivered());
        answer.put("dead", status.dead());
        ArrayNode alone = answer.putArray("hosts_left_alone");
        status.hostsLeftAlone().forEach(alone::add);
        answer.put("broker_connected", status.brokerConnected());
        ArrayNode letters = answer.putArray("dead_letters");
        for (DeadLetter letter : push.deadLetters(DEAD_LETTERS_SHOWN)) {
            letters.addObject()
                    .put("delivery_id", letter.deliveryId())
                    .put("subscription_id", letter.subscriptionId())
                    .put("object_type", letter.kind())
                    .put("operation", letter.operation())
                    .put("object_id", letter.objectId())
                    .put("attempts", letter.attempts())
                    .put("created_at", letter.createdAt().toString())
                    .put("given_up_at", letter.settledAt().toString())
                    .put("said", letter.said());
        }
        return Reply.json(200, answer);
    }

    /** An extension of ours: sends dead letters again. */
    Reply retry(Ask ask) {
        return handled("retried", push.retry(letters(ask)));
    }

    /** An extension of ours: throws dead letters away. */
    Reply drop(Ask ask) {
        return handled("dropped", push.drop(letters(ask)));
    }

    private static Reply handled(String word, Push.Handled handled) {
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        answer.put(word, handled.count());
        ArrayNode left = answer.putArray("left");
        handled.left().forEach(left::add);
        return Reply.json(200, answer);
    }

    /** The letters a body names; null when it means all. */
    private static @Nullable List<String> letters(Ask ask) {
        JsonNode body = Wire.parse(ask.json());
        JsonNode named = body.path("delivery_ids");
        if (body.path("all").asBoolean(false) && named.isMissingNode()) {
            return null;
        }
        if (!named.isArray() || named.isEmpty() || named.size() > LETTERS_MAX) {
            throw Refusal.bad(
                    "send {\"all\": true}, or {\"delivery_ids\": [\"ID\", …]} with 1 to "
                            + LETTERS_MAX
                            + " ids");
        }
        List<String> ids = new ArrayList<>();
        named.forEach(id -> ids.add(id.asString("")));
        return ids;
    }

    /** The topics of all objects of a kind. */
    Reply every(TopicGroup group) {
        return topics(group, "");
    }

    /** The topics of one program, or of its events. */
    Reply program(TopicGroup group, Ask ask) {
        String id = ask.part("id");
        if (find(ObjectKind.PROGRAM, id) == null) {
            throw Refusal.missing("program", id);
        }
        return topics(group, id);
    }

    /** The topics of what one VEN may see; of another's it learns nothing. */
    Reply ven(TopicGroup group, Ask ask) {
        String id = ask.part("id");
        Stored ven = find(ObjectKind.VEN, id);
        String clientId = ven == null ? null : ven.clientId();
        if (clientId == null
                || !(ask.caller().isBusinessLogic() || ask.caller().clientId().equals(clientId))) {
            throw Refusal.missing("ven", id);
        }
        return topics(group, clientId);
    }

    private @Nullable Stored find(ObjectKind kind, String id) {
        return database.reading(connection -> Objects.find(connection, kind, id));
    }

    private Reply topics(TopicGroup group, String id) {
        return push.topics(group, id)
                .map(topics -> Reply.json(200, topics))
                .orElseThrow(() ->
                        new Refusal(
                                404,
                                "this VTN has no MQTT broker; GET /notifiers tells which"
                                        + " notifiers it has"));
    }
}
