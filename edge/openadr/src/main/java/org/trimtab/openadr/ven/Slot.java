package org.trimtab.openadr.ven;

import java.time.Instant;
import org.trimtab.openadr.wire.ValuesMap;

/**
 * One payload of an event and when it holds.
 *
 * @param interval the interval's id, as the event gives it
 * @param place the interval's place in the event's list
 * @param turn how often the list has been through before; 0 unless the event loops
 * @param from first moment
 * @param until first moment after; {@link Instant#MAX} when it never ends
 * @param payload what holds; a single value where several were packed into an interval
 */
public record Slot(
        int interval, int place, long turn, Instant from, Instant until, ValuesMap payload) {
    /** Whether it holds at a moment. */
    public boolean holdsAt(Instant at) {
        return !at.isBefore(from) && at.isBefore(until);
    }
}
