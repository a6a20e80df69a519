package org.trimtab.openadr.ven;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something asked of the site for a stretch of time.
 *
 * @param eventId the event it comes from
 * @param eventName its name; empty when it has none
 * @param programId the program it belongs to
 * @param interval the interval's id
 * @param turn how often the event has been through before
 * @param from first moment
 * @param until first moment after; {@link Instant#MAX} when it never ends
 * @param type the payload type
 * @param want what is asked
 * @param priority of the event; null is the lowest
 * @param changedAt when the event was last changed, by the server's clock; null unknown
 */
public record Stint(
        String eventId,
        String eventName,
        String programId,
        int interval,
        long turn,
        Instant from,
        Instant until,
        String type,
        Want want,
        @Nullable Integer priority,
        @Nullable Instant changedAt) {
    /** The same ask for another stretch. */
    Stint during(Instant begin, Instant end) {
        return new Stint(
                eventId, eventName, programId, interval, turn, begin, end, type, want, priority,
                changedAt);
    }
}
