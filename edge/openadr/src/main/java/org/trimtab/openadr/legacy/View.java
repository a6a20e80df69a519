package org.trimtab.openadr.legacy;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How an end node stood after its last step; read without waiting for an exchange to end. */
record View(
        Collection<LegacyEvent> events,
        @Nullable Registration registration,
        @Nullable Instant lastHeardAt,
        @Nullable Duration clockAhead,
        @Nullable String trouble) {

    static final View NEW = new View(List.of(), null, null, null, null);

    View {
        events = List.copyOf(events);
    }
}
