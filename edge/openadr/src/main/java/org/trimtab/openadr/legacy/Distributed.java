package org.trimtab.openadr.legacy;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** One list of events from the VTN (oadrDistributeEvent). */
record Distributed(String requestId, String vtnId, List<Entry> entries) {

    Distributed {
        entries = List.copyOf(entries);
    }

    /** Whether every entry could at least be told apart; only such a list can be seen to lack one. */
    boolean complete() {
        return entries.stream()
                .noneMatch(entry -> entry instanceof Unreadable bad && bad.eventId() == null);
    }

    sealed interface Entry {}

    /** An event that was understood. */
    record Read(LegacyEvent event) implements Entry {}

    /** An event that was not; the id is null when not even that could be read. */
    record Unreadable(
            @Nullable String eventId,
            long modificationNumber,
            boolean responseRequired,
            RefusedPayload why)
            implements Entry {}
}
