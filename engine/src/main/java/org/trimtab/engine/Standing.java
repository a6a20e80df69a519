package org.trimtab.engine;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.trimtab.dispatch.CommandId;
import org.trimtab.dispatch.Failure;

/**
 * Where a device stands between what we want of it and what we have seen.
 *
 * @param phase where it stands
 * @param since since when
 * @param causedBy the instruction, or {@code price}, that put it there; null when free
 * @param command the last command; null before the first
 * @param attempts how often it was asked for its present state
 * @param failure what went wrong last; null when nothing did
 */
public record Standing(
        Phase phase,
        Instant since,
        @Nullable String causedBy,
        @Nullable CommandId command,
        int attempts,
        @Nullable Failure failure) {

    /** Never asked for anything. */
    public static final Standing FREE =
            new Standing(Phase.FREE, Instant.EPOCH, null, null, 0, null);

    /** From free to asleep and back. Accepted is not asleep. */
    public enum Phase {
        /** Ours to use; we ask nothing of it. */
        FREE,
        /** Asked to sleep; no answer yet. */
        SLEEP_SENT,
        /** It said it will sleep; nothing seen yet. */
        SLEEP_ACCEPTED,
        /** Its power was seen to fall, or its sleep was read back. */
        ASLEEP,
        /** It did not sleep; somebody else does its part. */
        SLEEP_FAILED,
        /** Asked to wake; no answer yet. */
        WAKE_SENT,
        /** It said it will wake; nothing seen yet. */
        WAKE_ACCEPTED,
        /** It did not come back; a person must look. */
        WAKE_FAILED;

        /** True while we may have put the device to sleep and so owe it a wake. */
        public boolean isOurs() {
            return this != FREE;
        }
    }
}
