package org.trimtab.openadr.vtn.store;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.trimtab.openadr.vtn.access.ObjectKind;

/**
 * What a list is asked for; every part that is not null narrows it further.
 *
 * @param clientId only this client's
 * @param anyOfTargets only objects with one of these targets; null asks for any object, empty finds none
 * @param alsoUntargeted whether objects without targets pass the one before as well
 * @param listensTo only subscriptions to one of these object types; null for any
 * @param activeAt only events that have not transpired at this moment
 * @param skip how many to pass over
 * @param limit how many at most
 */
public record Asked(
        ObjectKind kind,
        @Nullable String clientId,
        @Nullable String programId,
        @Nullable String eventId,
        @Nullable String venId,
        @Nullable String name,
        @Nullable String clientName,
        @Nullable List<String> anyOfTargets,
        boolean alsoUntargeted,
        @Nullable List<String> listensTo,
        @Nullable Instant activeAt,
        int skip,
        int limit) {

    /** All of a kind, the oldest first. */
    public static Asked all(ObjectKind kind, int skip, int limit) {
        return new Asked(
                kind, null, null, null, null, null, null, null, false, null, null, skip, limit);
    }
}
