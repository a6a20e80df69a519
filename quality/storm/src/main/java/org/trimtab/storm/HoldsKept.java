package org.trimtab.storm;

import org.trimtab.dispatch.Action;
import org.trimtab.dispatch.Command;
import org.trimtab.engine.Output;
import org.trimtab.program.Hold;

/** A hand on the switch goes before everything else. */
final class HoldsKept implements Sentence {
    private final Ledger ledger;

    HoldsKept(Ledger ledger) {
        this.ledger = ledger;
    }

    @Override
    public String text() {
        return "A held device is asked for nothing against its hold.";
    }

    @Override
    public void see(Turn turn) {
        for (Output output : turn.outputs()) {
            if (output instanceof Output.CommandIssued issued) {
                judge(issued.command());
            }
        }
    }

    private void judge(Command command) {
        Hold.Kind kind = ledger.held(command.device());
        if (kind == null) {
            return;
        }
        Action action = command.action();
        boolean isAgainst =
                switch (kind) {
                    case UNTOUCHED -> true;
                    case ASLEEP -> !action.isSleep();
                    case AWAKE -> !action.isWake();
                };
        if (isAgainst) {
            throw broken(
                    command.device()
                            + " is held "
                            + kind
                            + " and was asked for "
                            + action.text()
                            + " at "
                            + command.issuedAt()
                            + " because of "
                            + command.causedBy());
        }
    }
}
