package org.trimtab.openadr.legacy;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Times at which we take part, or do not, whatever events come (EiOpt).
 *
 * @param marketContext the programme it is for; null for all
 * @param resourceId the resource it is for; null for the whole VEN
 * @param available the spans of time, at least one and at most {@link #MAX_SPANS}
 */
public record OptSchedule(
        OptType opt,
        OptReason reason,
        @Nullable String marketContext,
        @Nullable String resourceId,
        List<Span> available) {

    public static final int MAX_SPANS = 366;

    public OptSchedule {
        available = List.copyOf(available);
        if (available.isEmpty() || available.size() > MAX_SPANS) {
            throw new IllegalArgumentException(
                    "An opt schedule has %d spans; give 1 to %d."
                            .formatted(available.size(), MAX_SPANS));
        }
    }

    /** One span of time. */
    public record Span(Instant startAt, CalendarSpan duration) {}
}
