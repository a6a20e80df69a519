package org.trimtab.storm;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.trimtab.dispatch.Action;
import org.trimtab.dispatch.Command;
import org.trimtab.dispatch.CommandId;
import org.trimtab.engine.Output;
import org.trimtab.program.Hold;
import org.trimtab.resource.Device;

/** Spoils what the engine decided, as a bug in it would. The engine itself does not know, and so replays as before. */
final class Mutation {
    private static final Duration SOON = Duration.ofSeconds(5);

    private final Bug bug;
    private final Ledger ledger;
    private @Nullable Command slept;
    private boolean done;

    Mutation(Bug bug, Ledger ledger) {
        this.bug = bug;
        this.ledger = ledger;
    }

    List<Output> of(List<Output> outputs, Instant now) {
        Command added =
                switch (bug) {
                    case NONE, DROP_EXPIRY -> null;
                    case FORGET_MIN_OFF -> earlyWake(outputs, now);
                    case FORGET_HOLDS -> sleepOfHeld(now);
                };
        if (added == null || done) {
            return outputs;
        }
        done = true;
        List<Output> spoilt = new ArrayList<>(outputs);
        spoilt.add(new Output.CommandIssued(added));
        return spoilt;
    }

    private @Nullable Command earlyWake(List<Output> outputs, Instant now) {
        for (Output output : outputs) {
            if (slept == null
                    && output instanceof Output.CommandIssued issued
                    && issued.command().action().isSleep()) {
                slept = issued.command();
            }
        }
        Command first = slept;
        return first == null || now.isBefore(first.issuedAt().plus(SOON))
                ? null
                : command(
                        ledger.device(ledger.place(first.device())),
                        Action.WAKE,
                        first.causedBy(),
                        now);
    }

    private @Nullable Command sleepOfHeld(Instant now) {
        for (Hold hold : ledger.holds().values()) {
            if (hold.kind() == Hold.Kind.AWAKE) {
                Device device = ledger.device(ledger.place(hold.devices().iterator().next()));
                return command(device, Action.SLEEP, hold.id(), now);
            }
        }
        return null;
    }

    private Command command(Device device, Action action, String cause, Instant now) {
        return new Command(
                new CommandId("bug"),
                device.id(),
                action,
                now,
                now.plus(ledger.definition().policy().commandLife()),
                cause);
    }
}
