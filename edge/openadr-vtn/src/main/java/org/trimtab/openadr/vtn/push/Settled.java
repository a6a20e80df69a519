package org.trimtab.openadr.vtn.push;

import java.time.Instant;

/**
 * How an attempt ended, for the table.
 *
 * @param state what it is now
 * @param at when it ended; for one that waits, when it is tried again
 * @param said what happened
 */
record Settled(Delivery delivery, State state, Instant at, String said) {
    /** What a row of the table may be. */
    enum State {
        WAITING,
        DELIVERED,
        DEAD
    }
}
