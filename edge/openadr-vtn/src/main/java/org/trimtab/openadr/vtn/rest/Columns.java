package org.trimtab.openadr.vtn.rest;

import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.trimtab.openadr.vtn.store.Stored;

/** Puts the columns of an object together. */
final class Columns {
    private final Draft.Stamp stamp;
    private @Nullable String clientId;
    private boolean ownerSeesAll;
    private @Nullable String programId;
    private @Nullable String eventId;
    private @Nullable String venId;
    private @Nullable String name;
    private @Nullable String clientName;
    private @Nullable Instant endsAt;
    private List<String> targets = List.of();
    private List<String> listensTo = List.of();

    Columns(Draft.Stamp stamp) {
        this.stamp = stamp;
    }

    Columns owner(String id, boolean seesAll) {
        clientId = id;
        ownerSeesAll = seesAll;
        return this;
    }

    Columns program(@Nullable String id) {
        programId = id;
        return this;
    }

    Columns event(String id) {
        eventId = id;
        return this;
    }

    Columns ven(String id) {
        venId = id;
        return this;
    }

    Columns name(String unique) {
        name = unique;
        return this;
    }

    Columns clientName(String called) {
        clientName = called;
        return this;
    }

    Columns endsAt(@Nullable Instant at) {
        endsAt = at;
        return this;
    }

    Columns targets(@Nullable List<String> written) {
        targets = written == null ? List.of() : List.copyOf(new LinkedHashSet<>(written));
        return this;
    }

    Columns listensTo(List<String> kinds) {
        listensTo = kinds;
        return this;
    }

    Stored kept(String body) {
        return new Stored(
                stamp.id(),
                stamp.kind(),
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
                body);
    }
}
