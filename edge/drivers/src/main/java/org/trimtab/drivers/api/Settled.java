package org.trimtab.drivers.api;

import org.trimtab.dispatch.Command;
import org.trimtab.dispatch.CommandOutcome;

/** A conversation that needs no exchange: its end is known from the start. */
public record Settled<R>(R result) implements Conversation<R> {
    /** A command the family cannot carry out. */
    public static Conversation<CommandOutcome> unsupported(Command command, String detail) {
        return new Settled<>(
                new CommandOutcome.Unsupported(
                        command.id(), command.device(), null, command.issuedAt(), detail));
    }

    @Override
    public Turn<R> open() {
        return new Turn.Done<>(result);
    }

    @Override
    public Turn<R> next(Reply reply) {
        return new Turn.Done<>(result);
    }
}
