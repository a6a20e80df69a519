package org.trimtab.openadr.vtn.push;

import java.time.Instant;

/**
 * A notification that was given up.
 *
 * @param deliveryId what the subscriber was told as its id
 * @param attempts how often it was tried
 * @param said why it was given up
 */
public record DeadLetter(
        String deliveryId,
        String subscriptionId,
        long changeSeq,
        int attempts,
        Instant createdAt,
        Instant settledAt,
        String said) {}
