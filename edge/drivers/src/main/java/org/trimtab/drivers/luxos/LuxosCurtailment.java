package org.trimtab.drivers.luxos;

import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
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
import org.trimtab.drivers.cgminer.CgminerReply;
import org.trimtab.resource.Device;
import org.trimtab.resource.DeviceId;

/**
 * Puts a LuxOS device to sleep or wakes it: takes its control session, sends {@code curtail}, and gives the session
 * back after the outcome is known. Logging on fails while anybody holds the session, so it needs no asking first; only
 * when it fails is the session asked for, to tell one of ours that was never given back from somebody else's. A
 * session lapses by itself 60 s after its last use.
 */
final class LuxosCurtailment implements Conversation<CommandOutcome> {
    private static final Duration LOGOFF_WITHIN = Duration.ofSeconds(2);

    private enum Step {
        LOGON,
        SESSION,
        CURTAIL
    }

    private final Device device;
    private final Action.State state;
    private final Map<DeviceId, String> ownSessions;
    private final Duration answersWithin;
    private final CommandEnding ending;
    private Step step = Step.LOGON;
    private @Nullable String sessionId;
    private String logonRefusal = "";

    LuxosCurtailment(
            Device device,
            Command command,
            Action.State state,
            Map<DeviceId, String> ownSessions,
            Duration answersWithin) {
        this.device = device;
        this.state = state;
        this.ownSessions = ownSessions;
        this.answersWithin = answersWithin;
        this.ending = new CommandEnding(command);
    }

    @Override
    public Turn<CommandOutcome> open() {
        return ask(Step.LOGON, LuxosProtocol.ask("logon"));
    }

    @Override
    public Turn<CommandOutcome> next(Reply reply) {
        if (step == Step.CURTAIL) {
            ending.acted(reply);
        }
        WireFailure lost = WireFailure.of(reply);
        if (lost != null) {
            return done(reply, ending.lost(reply, lost.failure(), lost.detail()));
        }
        CgminerReply answer =
                reply instanceof Reply.Answered answered
                        ? CgminerReply.parse(answered.bytes())
                        : null;
        if (answer == null) {
            return garbled(reply, "its answer cannot be read");
        }
        return switch (step) {
            case LOGON -> logon(reply, answer);
            case SESSION -> session(reply, answer);
            case CURTAIL -> curtailed(reply, answer);
        };
    }

    private Turn<CommandOutcome> logon(Reply reply, CgminerReply answer) {
        if (!answer.success()) {
            logonRefusal = said("logon", answer);
            return ask(Step.SESSION, LuxosProtocol.ask("session"));
        }
        String opened = LuxosProtocol.sessionId(answer);
        if (opened == null || opened.isEmpty()) {
            return garbled(reply, "it gave no session");
        }
        ownSessions.put(device.id(), opened);
        return curtail(reply, opened);
    }

    private Turn<CommandOutcome> session(Reply reply, CgminerReply answer) {
        String held = answer.success() ? LuxosProtocol.sessionId(answer) : "";
        if (held == null) {
            return garbled(reply, "it does not say who holds its session");
        }
        if (held.isEmpty()) {
            return done(reply, ending.rejected(reply, Failure.DEVICE_ERROR, logonRefusal));
        }
        if (!held.equals(ownSessions.get(device.id()))) {
            return done(
                    reply,
                    ending.rejected(
                            reply,
                            Failure.SESSION_TAKEN,
                            "somebody else holds its control session"));
        }
        return curtail(reply, held);
    }

    private Turn<CommandOutcome> curtail(Reply reply, String session) {
        sessionId = session;
        return ending.expired(reply)
                ? done(reply, ending.expiredBefore(reply))
                : ask(Step.CURTAIL, LuxosProtocol.curtail(session, state));
    }

    private Turn<CommandOutcome> curtailed(Reply reply, CgminerReply answer) {
        if (answer.json().truncated()) {
            return garbled(reply, "its answer has no end");
        }
        if (!answer.success()) {
            return done(
                    reply, ending.rejected(reply, Failure.DEVICE_ERROR, said("curtail", answer)));
        }
        Long code = answer.code();
        if (code == null || code != LuxosProtocol.CURTAIL_SENT) {
            return garbled(
                    reply, "it answered code " + code + ", not " + LuxosProtocol.CURTAIL_SENT);
        }
        return done(reply, ending.accepted(reply));
    }

    private Turn<CommandOutcome> garbled(Reply reply, String detail) {
        return done(reply, ending.lost(reply, Failure.GARBLED, detail));
    }

    /** Ends it; a session of ours is given back, unless the device is not there to take it. */
    private Turn<CommandOutcome> done(Reply reply, CommandOutcome outcome) {
        boolean gone = reply instanceof Reply.Refused || reply instanceof Reply.NoConnection;
        if (sessionId == null || gone) {
            return new Turn.Done<>(outcome);
        }
        return new Turn.Done<>(
                outcome, exchange(LuxosProtocol.ask("logoff", sessionId), LOGOFF_WITHIN, false));
    }

    private Turn<CommandOutcome> ask(Step next, byte[] request) {
        step = next;
        return new Turn.Ask<>(exchange(request, answersWithin, next == Step.CURTAIL));
    }

    private Exchange exchange(byte[] request, Duration within, boolean acts) {
        return new Exchange(device.endpoint().port(), request, Framing.CGMINER, within, acts);
    }

    private static String said(String asked, CgminerReply answer) {
        return "it answered \"" + answer.message() + "\" to " + asked;
    }
}
