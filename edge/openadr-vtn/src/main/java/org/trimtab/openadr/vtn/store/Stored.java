package org.trimtab.openadr.vtn.store;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.trimtab.openadr.vtn.access.Entitlements.Sight;
import org.trimtab.openadr.vtn.access.ObjectKind;

/**
 * An object as it is kept: what is asked for apart, and the whole as JSON.
 *
 * @param clientId whose it is; null for programs and events
 * @param ownerSeesAll whether a client that reads everything made it; decides what its subscription is told
 * @param programId the program an event, subscription or report belongs to; a program's own id
 * @param eventId the event a report answers
 * @param venId the ven a resource belongs to; a ven's own id
 * @param name the unique name of a program, ven or resource
 * @param clientName what a report's or subscription's maker calls itself
 * @param endsAt when an event has transpired; null when it never does or has no time
 * @param targets its targets, in the order they were written
 * @param listensTo the object types a subscription listens to
 * @param body the JSON business logic is shown; the bearer tokens of a subscription are sealed in it
 */
public record Stored(
        String id,
        ObjectKind kind,
        @Nullable String clientId,
        boolean ownerSeesAll,
        @Nullable String programId,
        @Nullable String eventId,
        @Nullable String venId,
        @Nullable String name,
        @Nullable String clientName,
        @Nullable Instant endsAt,
        List<String> targets,
        List<String> listensTo,
        String body) {
    public Stored {
        targets = List.copyOf(targets);
        listensTo = List.copyOf(listensTo);
    }

    /** The same with another JSON. */
    public Stored with(String otherBody) {
        return new Stored(
                id,
                kind,
                clientId,
                ownerSeesAll,
                programId,
                eventId,
                venId,
                name,
                clientName,
                endsAt,
                targets,
                listensTo,
                otherBody);
    }

    /** What decides who sees it. */
    public Sight sight() {
        return new Sight(kind, clientId, targets);
    }

    /** The key its name must be the only one of; null when its name need not be unique. */
    @Nullable String nameKey() {
        return switch (kind) {
            case PROGRAM, VEN -> kind + "/" + name;
            case RESOURCE -> kind + "/" + venId + "/" + name;
            case EVENT, REPORT, SUBSCRIPTION -> null;
        };
    }
}
