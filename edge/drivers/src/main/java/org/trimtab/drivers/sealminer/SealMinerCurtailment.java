package org.trimtab.drivers.sealminer;

import java.time.Duration;
import java.util.List;
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
import tools.jackson.databind.JsonNode;

/**
 * Suspends a SealMiner or makes it work again. It looks first: waking one is a restart of its program, which must
 * never befall a machine that is at work.
 */
final class SealMinerCurtailment implements Conversation<CommandOutcome> {
    private final Device device;
    private final Action.State state;
    private final List<String> asleepWords;
    private final Duration answersWithin;
    private final CommandEnding ending;
    private boolean acting;

    SealMinerCurtailment(
            Device device,
            Command command,
            Action.State state,
            List<String> asleepWords,
            Duration answersWithin) {
        this.device = device;
        this.state = state;
        this.asleepWords = asleepWords;
        this.answersWithin = answersWithin;
        this.ending = new CommandEnding(command);
    }

    @Override
    public Turn<CommandOutcome> open() {
        return ask(Cgminer.ask(SealMinerProtocol.STATS));
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
        return acting ? done(acted(reply, answer)) : looked(reply, answer);
    }

    private Turn<CommandOutcome> looked(Reply reply, CgminerReply answer) {
        JsonNode stats = answer.first("STATS");
        if (!answer.success() || stats == null) {
            return garbled(reply, "it does not say what it is doing");
        }
        DeviceReading now =
                SealMinerMapping.reading(device, reply.knownAt(), answer, null, asleepWords);
        boolean works = now != null && now.activity() == Activity.HASHING;
        if (state == Action.State.SLEEP) {
            if (now != null && now.activity() == Activity.ASLEEP) {
                return done(ending.confirmed(reply));
            }
        } else if (works) {
            return done(ending.confirmed(reply));
        } else if (awake(stats)) {
            return done(ending.accepted(reply)); // a restart now would only interrupt it
        }
        if (ending.expired(reply)) {
            return done(ending.expiredBefore(reply));
        }
        acting = true;
        return ask(SealMinerProtocol.act(state));
    }

    private boolean awake(JsonNode stats) {
        return switch (SealMinerProtocol.work(stats, asleepWords)) {
            case RUNNING, BETWEEN -> true;
            case ASLEEP, UNKNOWN -> false;
        };
    }

    private CommandOutcome acted(Reply reply, CgminerReply answer) {
        return SealMinerProtocol.taken(answer)
                ? ending.accepted(reply)
                : ending.rejected(
                        reply, Failure.DEVICE_ERROR, "it answered \"" + answer.message() + "\"");
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
