package org.trimtab.openadr.vtn.push;

import java.time.Instant;

/**
 * A notification on its way to one callback.
 *
 * @param changeSeq the change it tells of, and its place in the lane
 * @param attempts how often it was tried without success
 * @param createdAt when it was fanned out
 */
record Delivery(
        LaneKey lane, long changeSeq, int variant, int attempts, Instant createdAt, byte[] body) {
    /** Told with every attempt, the same each time, so that a subscriber can tell a repetition. */
    String id() {
        return lane.subscriptionId() + "." + lane.entry() + "." + changeSeq;
    }

    Delivery tried() {
        return new Delivery(lane, changeSeq, variant, attempts + 1, createdAt, body);
    }
}
