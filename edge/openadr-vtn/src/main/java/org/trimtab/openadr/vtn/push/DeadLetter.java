package org.trimtab.openadr.vtn.push;

import java.time.Instant;

/**
 * A notification that was given up.
 *
 * @param deliveryId what the subscriber was told as its id
 * @param kind what it told of, such as {@code EVENT}
 * @param operation what had happened to it, such as {@code CREATE}
 * @param objectId which one
 * @param attempts how often it was tried
 * @param said why it was given up
 */
public record DeadLetter(
        String deliveryId,
        String subscriptionId,
        long changeSeq,
        String kind,
        String operation,
        String objectId,
        int attempts,
        Instant createdAt,
        Instant settledAt,
        String said) {}
