package org.trimtab.openadr.vtn.push;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.trimtab.openadr.vtn.store.Operation;
import org.trimtab.openadr.wire.Extras;
import org.trimtab.openadr.wire.NotifierTopics;
import org.trimtab.openadr.wire.OperationTopics;

/**
 * The names of the topics. Those of business logic follow the specification's example ({@code programs/create}); those
 * of one ven lie under {@code vens/CLIENT}, where CLIENT is the ven's clientID, so that one pattern in the broker's
 * access list keeps each client to its own:
 *
 * <pre>
 * PREFIX programs|events|reports|subscriptions|vens|resources / create|update|delete
 * PREFIX programs/PROGRAM / update|delete          PREFIX programs/PROGRAM/events / create|update|delete
 * PREFIX vens/CLIENT/ven / update|delete           PREFIX vens/CLIENT/events|programs|resources / …
 * </pre>
 */
public final class MqttTopics {
    private static final String HEX = "0123456789ABCDEF";

    private final String prefix;

    /**
     * Topics under a prefix.
     *
     * @param prefix such as {@code openadr/}; may be empty
     */
    public MqttTopics(String prefix) {
        if (prefix.contains("+") || prefix.contains("#") || prefix.startsWith("$")) {
            throw new IllegalArgumentException(
                    "\"" + prefix + "\" cannot begin a topic; leave +, # and a leading $ out");
        }
        this.prefix = prefix;
    }

    /**
     * The topics of a group.
     *
     * @param id the programID, or the clientID of the ven; not used by groups of all objects
     */
    public NotifierTopics of(TopicGroup group, String id) {
        String base = base(group, id);
        String create = group.isOfOneObject() ? null : base + word(Operation.CREATE);
        return new NotifierTopics(
                new OperationTopics(
                        create,
                        base + word(Operation.UPDATE),
                        base + word(Operation.DELETE),
                        base + "+",
                        Extras.NONE),
                Extras.NONE);
    }

    /** The topic of one operation. */
    String topic(TopicGroup group, String id, Operation operation) {
        return base(group, id) + word(operation);
    }

    private String base(TopicGroup group, String id) {
        String objects = group.kind().collection();
        return prefix
                + switch (group.of()) {
                    case ALL -> objects + "/";
                    case PROGRAM ->
                            "programs/"
                                    + level(id)
                                    + (group == TopicGroup.PROGRAM ? "/" : "/" + objects + "/");
                    case VEN ->
                            "vens/"
                                    + level(id)
                                    + (group == TopicGroup.VEN ? "/ven/" : "/" + objects + "/");
                };
    }

    /** All that one client may read. */
    String ofClient(String clientId) {
        return prefix + "vens/" + level(clientId) + "/#";
    }

    String prefix() {
        return prefix;
    }

    private static String word(Operation operation) {
        return operation.name().toLowerCase(Locale.ROOT);
    }

    /** An id as one level of a topic: what MQTT gives a meaning of its own is written %XX. */
    static String level(String id) {
        StringBuilder level = new StringBuilder(id.length());
        for (byte next : id.getBytes(StandardCharsets.UTF_8)) {
            char letter = (char) (next & 0xff);
            boolean plain =
                    (letter >= 'a' && letter <= 'z')
                            || (letter >= 'A' && letter <= 'Z')
                            || (letter >= '0' && letter <= '9')
                            || "-_.~@: ".indexOf(letter) >= 0;
            if (plain) {
                level.append(letter);
            } else {
                level.append('%').append(HEX.charAt(letter >> 4)).append(HEX.charAt(letter & 15));
            }
        }
        return level.toString();
    }
}
