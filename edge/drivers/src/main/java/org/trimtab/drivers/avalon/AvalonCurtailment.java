package org.trimtab.drivers.avalon;

import java.time.Duration;
import org.trimtab.dispatch.Action;
import org.trimtab.dispatch.Command;
import org.trimtab.dispatch.CommandOutcome;
import org.trimtab.dispatch.Failure;
import org.trimtab.drivers.api.CommandEnding;
import org.trimtab.drivers.api.Conversation;
import org.trimtab.drivers.api.Exchange;
import org.trimtab.drivers.api.Framing;
import org.trimtab.drivers.api.Reply;
import org.trimtab.drivers.api.Turn;
import org.trimtab.drivers.api.WireFailure;
import org.trimtab.drivers.cgminer.Cgminer;
import org.trimtab.drivers.cgminer.CgminerReply;
import org.trimtab.resource.Device;
import org.trimtab.telemetry.Activity;
import org.trimtab.telemetry.DeviceReading;

/**
 * Turns an Avalon soft-off or soft-on. The device acts at an instant by its own clock, which may be off by any amount,
 * so its time is read first and the instant is set a few seconds after it.
 */
final class AvalonCurtailment implements Conversation<CommandOutcome> {
    private final Device device;
    private final Action.State state;
    private final Duration lead;
    private final Duration answersWithin;
    private final CommandEnding ending;
    private boolean acting;

    AvalonCurtailment(
            Device device,
            Command command,
            Action.State state,
            Duration lead,
            Duration answersWithin) {
        this.device = device;
        this.state = state;
        this.lead = lead;
        this.answersWithin = answersWithin;
        this.ending = new CommandEnding(command);
    }

    @Override
    public Turn<CommandOutcome> open() {
        return ask(Cgminer.ask(AvalonProtocol.STATS));
    }

    @Override
    public Turn<CommandOutcome> next(Reply reply) {
        if (acting) {
            ending.acted(reply);
        }
        WireFailure lost = WireFailure.of(reply);
        if (lost != null) {
            return done(ending.lost(reply, lost.failure(), lost.detail()));
        }
        CgminerReply answer =
                reply instanceof Reply.Answered answered
                        ? Cgminer.LANGUAGE.read(answered.bytes())
                        : null;
        if (answer == null) {
            return garbled(reply, "its answer cannot be read");
        }
        return acting ? acted(reply, answer) : looked(reply, answer);
    }

    private Turn<CommandOutcome> looked(Reply reply, CgminerReply answer) {
        DeviceReading now = AvalonMapping.reading(device, reply.knownAt(), answer);
        if (!answer.success() || now == null) {
            return garbled(reply, "it does not say what it is doing");
        }
        // One that works may have a soft-off scheduled, so a soft-on is sent all the same.
        if (now.activity() == Activity.ASLEEP && state == Action.State.SLEEP) {
            return done(ending.confirmed(reply));
        }
        Long itsTime = answer.when();
        if (itsTime == null || itsTime < 0 || itsTime > Integer.MAX_VALUE * 2L) {
            return garbled(reply, "it does not tell its time, by which it would act");
        }
        if (ending.expired(reply)) {
            return done(ending.expiredBefore(reply));
        }
        acting = true;
        return ask(AvalonProtocol.act(state, itsTime + lead.toSeconds()));
    }

    private Turn<CommandOutcome> acted(Reply reply, CgminerReply answer) {
        if (AvalonProtocol.taken(answer, state)) {
            return done(ending.accepted(reply));
        }
        if (answer.success()) {
            return garbled(reply, "it answered \"" + answer.message() + "\"");
        }
        return done(
                ending.rejected(
                        reply, Failure.DEVICE_ERROR, "it answered \"" + answer.message() + "\""));
    }

    private Turn<CommandOutcome> garbled(Reply reply, String detail) {
        return done(ending.lost(reply, Failure.GARBLED, detail));
    }

    private Turn<CommandOutcome> ask(byte[] request) {
        return new Turn.Ask<>(
                new Exchange(
                        device.endpoint().port(), request, Framing.CGMINER, answersWithin, acting));
    }

    private static Turn<CommandOutcome> done(CommandOutcome outcome) {
        return new Turn.Done<>(outcome);
    }
}
