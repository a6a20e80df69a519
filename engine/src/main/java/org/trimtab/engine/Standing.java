package org.trimtab.engine;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.trimtab.dispatch.Action;
import org.trimtab.dispatch.CommandId;
import org.trimtab.dispatch.Failure;

/**
 * Where a device stands between what we want of it and what we have seen.
 *
 * @param phase where it stands
 * @param since since when
 * @param causedBy the instruction, or {@code price}, that put it there; null when free
 * @param wanted the state it was last asked for; null when free
 * @param command the last command; null before the first
 * @param attempts how often it was asked for its present state
 * @param failure what went wrong last; null when nothing did
 */
public record Standing(
        Phase phase,
        Instant since,
        @Nullable String causedBy,
        @Nullable Action wanted,
        @Nullable CommandId command,
        int attempts,
        @Nullable Failure failure) {

    /** Never asked for anything. */
    public static final Standing FREE =
            new Standing(Phase.FREE, Instant.EPOCH, null, null, null, 0, null);

    /** The same for another cause. */
    Standing because(String cause) {
        return new Standing(phase, since, cause, wanted, command, attempts, failure);
    }

    /** From free to curtailed and back; curtailed is asleep or held at a cap of ours. Accepted is not curtailed. */
    public enum Phase {
        /** Ours to use; we ask nothing of it. */
        FREE,
        /** Asked to sleep or to draw less; no answer yet. */
        CURTAIL_SENT,
        /** It said it will; nothing seen yet. */
        CURTAIL_ACCEPTED,
        /** Its power was seen to fall, or its sleep was read back. */
        CURTAILED,
        /** It did not do it; somebody else does its part. */
        CURTAIL_FAILED,
        /** Asked to wake or to draw more; no answer yet. */
        RESTORE_SENT,
        /** It said it will; nothing seen yet. */
        RESTORE_ACCEPTED,
        /** It did not come back; a person must look. */
        RESTORE_FAILED;

        /** True while we may have curtailed the device and so owe it its work. */
        public boolean isOurs() {
            return this != FREE;
        }
    }
}
