package org.trimtab.drivers.transport;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A talk that ended without a result of its own. It says nothing about the device.
 *
 * @param reason why
 * @param droppedAt when
 * @param actedAt when the request that makes the device act had been written; null when it never was
 */
public record Dropped(Reason reason, Instant droppedAt, @Nullable Instant actedAt) {
    /** Why a talk was dropped. */
    public enum Reason {
        /** A command needed the device. */
        PREEMPTED("a command needed the device"),
        /** It was no longer allowed to be sent. */
        EXPIRED("it expired before it could be sent"),
        /** A poll of the device was waiting already. */
        POLL_WAITING("another poll of the device was waiting already"),
        /** A queue stood at its limit. */
        QUEUE_FULL("too much was waiting already"),
        /** The loop was closed. */
        CLOSED("the site was shutting down"),
        /** The conversation broke its contract. */
        BROKEN("the driver broke off; this is a fault of the program");

        private final String text;

        Reason(String text) {
            this.text = text;
        }

        /** A few words for a person. */
        public String text() {
            return text;
        }
    }
}
