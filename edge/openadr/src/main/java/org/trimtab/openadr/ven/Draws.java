package org.trimtab.openadr.ven;

/** The chances a VEN has drawn: one for each event and place, the same after a restart. */
@FunctionalInterface
public interface Draws {
    /** No chance: every start is as written. */
    Draws NONE = (_, _) -> 0;

    /**
     * The draw of an event's interval.
     *
     * @param eventId the event
     * @param place the interval's place in the list
     * @return -1,000,000 to 1,000,000: the share of the random range to shift by, in millionths
     */
    int millionths(String eventId, int place);
}
