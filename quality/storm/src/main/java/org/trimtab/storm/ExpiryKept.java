package org.trimtab.storm;

import org.trimtab.dispatch.Command;
import org.trimtab.engine.Output;
import org.trimtab.testkit.Plant;

/** A command is worthless after its expiry. */
final class ExpiryKept implements Sentence {
    @Override
    public String text() {
        return "No command is sent after it has expired.";
    }

    @Override
    public void see(Turn turn) {
        for (Output output : turn.outputs()) {
            if (output instanceof Output.CommandIssued issued
                    && !issued.command().expiresAt().isAfter(turn.now())) {
                throw broken(issued.command().id() + " had expired when it was issued");
            }
        }
        for (Plant.Sent sent : turn.sent()) {
            Command command = sent.command();
            if (sent.sentAt().isAfter(command.expiresAt())) {
                throw broken(
                        command.action().text()
                                + " to "
                                + command.device()
                                + " ("
                                + command.id()
                                + ") expired at "
                                + command.expiresAt()
                                + " and was sent at "
                                + sent.sentAt());
            }
        }
    }
}
