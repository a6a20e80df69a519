package org.trimtab.drivers.braiins;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.trimtab.dispatch.Action;
import org.trimtab.dispatch.Command;
import org.trimtab.dispatch.CommandOutcome;
import org.trimtab.drivers.api.CommandEnding;
import org.trimtab.drivers.api.Conversation;
import org.trimtab.drivers.api.Exchange;
import org.trimtab.drivers.api.Reply;
import org.trimtab.drivers.api.Turn;
import org.trimtab.drivers.rest.RestTalk;
import org.trimtab.resource.Device;

/**
 * Puts a device to sleep: one packet on its cgminer interface, without a login, and nothing before it. The REST
 * interface is touched only after the outcome is known and only when a token is at hand: a device that scales its
 * power by heat is told not to, since the scaling may by itself resume a device that it had paused. How it was is
 * kept before, so that the next wake puts it back.
 */
final class BraiinsSleep implements Conversation<CommandOutcome> {
    private final Device device;
    private final BraiinsRest rest;
    private final RestTalk talk;
    private final Duration answersWithin;
    private final CommandEnding ending;

    BraiinsSleep(
            Device device,
            BraiinsRest rest,
            RestTalk talk,
            Command command,
            Duration answersWithin) {
        this.device = device;
        this.rest = rest;
        this.talk = talk;
        this.answersWithin = answersWithin;
        this.ending = new CommandEnding(command);
    }

    @Override
    public Turn<CommandOutcome> open() {
        return new Turn.Ask<>(BraiinsAct.exchange(device, Action.State.SLEEP, answersWithin));
    }

    @Override
    public Turn<CommandOutcome> next(Reply reply) {
        ending.acted(reply);
        CommandOutcome outcome = BraiinsAct.outcome(reply, Action.State.SLEEP, ending);
        return new Turn.Done<>(
                outcome, outcome instanceof CommandOutcome.Accepted ? scalingOff() : null);
    }

    private @Nullable Exchange scalingOff() {
        if (!rest.scales(device.id()) || !talk.holdsToken()) {
            return null;
        }
        rest.remember(device.id(), rest.prior(device.id()).withScaling(true));
        return talk.ask(BraiinsProtocol.scaling(false, rest.within()));
    }
}
