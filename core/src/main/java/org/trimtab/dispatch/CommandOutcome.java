package org.trimtab.dispatch;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.trimtab.resource.DeviceId;

/**
 * What became of a command, as far as its driver saw. <i>Accepted</i> is not <i>confirmed</i>: only power seen to
 * fall, or the state read back, confirms.
 */
public sealed interface CommandOutcome {
    CommandId command();

    DeviceId device();

    /** When its last byte was written; null when nothing was. */
    @Nullable Instant writtenAt();

    /** When it was known. */
    Instant knownAt();

    /** The state asked for was read back from the device after the command. */
    record Confirmed(
            CommandId command, DeviceId device, @Nullable Instant writtenAt, Instant knownAt)
            implements CommandOutcome {}

    /** The device said it will; nothing has been seen yet. */
    record Accepted(
            CommandId command, DeviceId device, @Nullable Instant writtenAt, Instant knownAt)
            implements CommandOutcome {}

    /** The device answered no. */
    record Rejected(
            CommandId command,
            DeviceId device,
            @Nullable Instant writtenAt,
            Instant knownAt,
            Failure failure,
            String detail)
            implements CommandOutcome {}

    /** The family cannot do this. */
    record Unsupported(
            CommandId command,
            DeviceId device,
            @Nullable Instant writtenAt,
            Instant knownAt,
            String detail)
            implements CommandOutcome {}

    /** The command never reached the device. */
    record Unreachable(
            CommandId command,
            DeviceId device,
            @Nullable Instant writtenAt,
            Instant knownAt,
            Failure failure,
            String detail)
            implements CommandOutcome {}

    /** The command was sent and its answer is unknown; the device must be read before anything is believed. */
    record Uncertain(
            CommandId command,
            DeviceId device,
            @Nullable Instant writtenAt,
            Instant knownAt,
            Failure failure,
            String detail)
            implements CommandOutcome {}
}
