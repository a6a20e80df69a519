package org.trimtab.drivers.braiins;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.trimtab.dispatch.Action;
import org.trimtab.dispatch.Command;
import org.trimtab.dispatch.CommandOutcome;
import org.trimtab.dispatch.Failure;
import org.trimtab.drivers.api.CommandEnding;
import org.trimtab.drivers.api.Conversation;
import org.trimtab.drivers.api.Exchange;
import org.trimtab.drivers.api.Reply;
import org.trimtab.drivers.api.Turn;
import org.trimtab.drivers.rest.RestTalk;
import org.trimtab.resource.Device;

/**
 * Wakes a device and takes our cap off it: its power target and its scaling by heat are put back while it still
 * sleeps, then it is resumed by the cgminer interface, then how quickly it is paused and resumed is put back. A REST
 * interface that has gone must not leave a device asleep, so it is resumed whatever becomes of the settings; when its
 * power target could not be put back the outcome says so, and what was kept is put back at the next wake or when
 * nothing is armed any more.
 */
final class BraiinsWake implements Conversation<CommandOutcome> {
    private enum Step {
        BEFORE,
        RESUME,
        AFTER
    }

    private final Device device;
    private final BraiinsRest rest;
    private final Duration answersWithin;
    private final CommandEnding ending;
    private final RestTalk talk;
    private final BraiinsRestore before;
    private final BraiinsRestore after;
    private Step step = Step.BEFORE;
    private @Nullable CommandOutcome outcome;

    BraiinsWake(
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
        this.before = new BraiinsRestore(device, rest, talk, true, false);
        this.after = new BraiinsRestore(device, rest, talk, false, true);
    }

    @Override
    public Turn<CommandOutcome> open() {
        Exchange first = before.first();
        return first == null ? resume() : new Turn.Ask<>(first);
    }

    @Override
    public Turn<CommandOutcome> next(Reply reply) {
        return switch (step) {
            case BEFORE -> before(reply);
            case RESUME -> resume(reply);
            case AFTER -> after(reply);
        };
    }

    private Turn<CommandOutcome> before(Reply reply) {
        if (talk.acting()) {
            ending.acted(reply);
        }
        Exchange following = before.after(reply);
        if (ending.expired(reply)) {
            return new Turn.Done<>(ending.expiredBefore(reply));
        }
        return following == null ? resume() : new Turn.Ask<>(following);
    }

    private Turn<CommandOutcome> resume(Reply reply) {
        ending.acted(reply);
        CommandOutcome resumed = resumed(reply);
        outcome = resumed;
        boolean reached = !(resumed instanceof CommandOutcome.Unreachable);
        Exchange first = reached && before.trouble().isEmpty() ? after.first() : null;
        step = Step.AFTER;
        return first == null ? new Turn.Done<>(resumed) : new Turn.Ask<>(first);
    }

    private Turn<CommandOutcome> after(Reply reply) {
        Exchange following = after.after(reply);
        if (following != null) {
            return new Turn.Ask<>(following);
        }
        CommandOutcome known = outcome;
        return new Turn.Done<>(
                known == null ? ending.lost(reply, Failure.GARBLED, "it was not resumed") : known);
    }

    private CommandOutcome resumed(Reply reply) {
        CommandOutcome resumed = BraiinsAct.outcome(reply, Action.State.WAKE, ending);
        Long target = rest.prior(device.id()).powerTargetWatts();
        return resumed instanceof CommandOutcome.Accepted && target != null
                ? ending.lost(
                        reply,
                        Failure.DEVICE_ERROR,
                        "it resumes, but its power target of "
                                + target
                                + " W could not be put back: "
                                + before.trouble())
                : resumed;
    }

    private Turn<CommandOutcome> resume() {
        step = Step.RESUME;
        return new Turn.Ask<>(BraiinsAct.exchange(device, Action.State.WAKE, answersWithin));
    }
}
