package org.trimtab.openadr.vtn.push;

import java.time.Duration;

/**
 * The limits of delivery by webhook.
 *
 * @param atOnceMax deliveries under way; one more waits
 * @param perHostMax deliveries under way to one callback host; one more waits and lets other hosts pass
 * @param waitingPerLaneMax notifications waiting for one callback; one more is a dead letter
 * @param refusalsMax attempts a callback may answer with a redirect or a 4xx before the notification is a dead letter
 * @param giveUpAfter how long any other failure is tried again
 * @param backOff the waits between attempts
 */
record PushLimits(
        int atOnceMax,
        int perHostMax,
        int waitingPerLaneMax,
        int refusalsMax,
        Duration giveUpAfter,
        BackOff backOff) {
    static final PushLimits STANDARD =
            new PushLimits(
                    4_000,
                    1_500,
                    10_000,
                    6,
                    Duration.ofHours(24),
                    new BackOff(Duration.ofSeconds(1), Duration.ofMinutes(5)));

    PushLimits {
        if (atOnceMax < 1 || perHostMax < 1 || waitingPerLaneMax < 1 || refusalsMax < 1) {
            throw new IllegalArgumentException("every limit of delivery is at least 1");
        }
    }
}
