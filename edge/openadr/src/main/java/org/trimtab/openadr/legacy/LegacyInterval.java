package org.trimtab.openadr.legacy;

import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One interval of a signal, on the clock: random delay included, cut at the end of the event.
 *
 * @param id the uid of the interval as written, or its position from 0
 * @param from its start
 * @param until its end, not included; null when it lasts until the event is cancelled
 * @param value in the unit of the signal
 */
public record LegacyInterval(String id, Instant from, @Nullable Instant until, BigDecimal value) {

    /** Whether that moment is inside. */
    public boolean covers(Instant at) {
        return !at.isBefore(from) && (until == null || at.isBefore(until));
    }
}
