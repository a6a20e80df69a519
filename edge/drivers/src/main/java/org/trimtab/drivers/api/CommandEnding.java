package org.trimtab.drivers.api;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.trimtab.dispatch.Command;
import org.trimtab.dispatch.CommandOutcome;
import org.trimtab.dispatch.Failure;

/**
 * The ways a command can end. It keeps when the request that makes the device act was written, and so whether a
 * failure leaves the command <i>unreachable</i> (it cannot have acted) or <i>uncertain</i> (it may have).
 */
public final class CommandEnding {
    private final Command command;
    private @Nullable Instant actedAt;

    public CommandEnding(Command command) {
        this.command = command;
    }

    /** Takes note that the acting request was, or was not, written. */
    public void acted(Reply reply) {
        if (reply.writtenAt() != null) {
            actedAt = reply.writtenAt();
        }
    }

    /** The device said it did not take the acting request at all, so that it has not acted. */
    public void actedNot() {
        actedAt = null;
    }

    /** True when the command may no longer be sent. */
    public boolean expired(Reply reply) {
        return reply.knownAt().isAfter(command.expiresAt());
    }

    /** The state asked for was read back. */
    public CommandOutcome confirmed(Reply seen) {
        return new CommandOutcome.Confirmed(
                command.id(), command.device(), actedAt, seen.knownAt());
    }

    /** The device said it will. */
    public CommandOutcome accepted(Reply seen) {
        return new CommandOutcome.Accepted(command.id(), command.device(), actedAt, seen.knownAt());
    }

    /** The device said no, or must not be asked. */
    public CommandOutcome rejected(Reply seen, Failure failure, String detail) {
        return new CommandOutcome.Rejected(
                command.id(), command.device(), actedAt, seen.knownAt(), failure, detail);
    }

    /** The device has no such state. */
    public CommandOutcome unsupported(Reply seen, String detail) {
        return new CommandOutcome.Unsupported(
                command.id(), command.device(), actedAt, seen.knownAt(), detail);
    }

    /** No clear answer came: unreachable when the acting request was never written, else uncertain. */
    public CommandOutcome lost(Reply seen, Failure failure, String detail) {
        if (actedAt == null) {
            return new CommandOutcome.Unreachable(
                    command.id(), command.device(), null, seen.knownAt(), failure, detail);
        }
        return new CommandOutcome.Uncertain(
                command.id(), command.device(), actedAt, seen.knownAt(), failure, detail);
    }

    /** It expired before the acting request could be sent. */
    public CommandOutcome expiredBefore(Reply seen) {
        return lost(seen, Failure.EXPIRED, "it expired before it could be sent");
    }
}
