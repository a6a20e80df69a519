package org.trimtab.openadr.vtn.push;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.trimtab.openadr.vtn.access.Viewer;
import org.trimtab.openadr.vtn.push.Telling.Notice;
import org.trimtab.openadr.vtn.store.Change;
import org.trimtab.openadr.vtn.store.Operation;

/** What is published of one change: whole to the topics of business logic, and a copy to each ven that may see it. */
final class MqttCopies {
    private static final Viewer BUSINESS_LOGIC = Viewer.businessLogic("");

    private final MqttTopics topics;

    MqttCopies(MqttTopics topics) {
        this.topics = topics;
    }

    /** One message. */
    record Message(String topic, byte[] body) {}

    /** Whether the copies depend on who the vens are. */
    static boolean asksForVens(Change change) {
        return switch (change.kind()) {
            case PROGRAM, EVENT -> true;
            case REPORT, SUBSCRIPTION, VEN, RESOURCE -> false;
        };
    }

    /**
     * The messages of a change, those of business logic first.
     *
     * @param vens every client that has a ven; used when {@link #asksForVens}
     */
    List<Message> of(Change change, Collection<Viewer> vens) {
        Telling telling = new Telling(change);
        List<Message> messages = new ArrayList<>();
        String owner = change.clientId();
        switch (change.kind()) {
            case PROGRAM -> {
                whole(messages, telling, TopicGroup.PROGRAMS, TopicGroup.PROGRAM);
                copies(messages, telling, TopicGroup.VEN_PROGRAMS, vens);
            }
            case EVENT -> {
                whole(messages, telling, TopicGroup.EVENTS, TopicGroup.PROGRAM_EVENTS);
                copies(messages, telling, TopicGroup.VEN_EVENTS, vens);
            }
            case REPORT -> whole(messages, telling, TopicGroup.REPORTS, null);
            case SUBSCRIPTION -> whole(messages, telling, TopicGroup.SUBSCRIPTIONS, null);
            case VEN -> {
                whole(messages, telling, TopicGroup.VENS, null);
                copies(messages, telling, TopicGroup.VEN, owners(owner));
            }
            case RESOURCE -> {
                whole(messages, telling, TopicGroup.RESOURCES, null);
                copies(messages, telling, TopicGroup.VEN_RESOURCES, owners(owner));
            }
        }
        return messages;
    }

    private static List<Viewer> owners(@Nullable String clientId) {
        return clientId == null ? List.of() : List.of(Viewer.ven(clientId, Set.of()));
    }

    private void whole(
            List<Message> messages,
            Telling telling,
            TopicGroup all,
            @Nullable TopicGroup ofProgram) {
        Notice notice = telling.to(BUSINESS_LOGIC, List.of());
        if (notice == null) {
            return;
        }
        messages.add(new Message(topics.topic(all, "", notice.operation()), notice.body()));
        String programId = telling.change().programId();
        if (ofProgram != null && programId != null) {
            add(messages, ofProgram, programId, notice);
        }
    }

    private void copies(
            List<Message> messages, Telling telling, TopicGroup group, Collection<Viewer> vens) {
        for (Viewer ven : vens) {
            Notice notice = telling.to(ven, List.of());
            if (notice != null) {
                add(messages, group, ven.clientId(), notice);
            }
        }
    }

    private void add(List<Message> messages, TopicGroup group, String id, Notice notice) {
        if (!group.isOfOneObject() || notice.operation() != Operation.CREATE) {
            messages.add(new Message(topics.topic(group, id, notice.operation()), notice.body()));
        }
    }
}
