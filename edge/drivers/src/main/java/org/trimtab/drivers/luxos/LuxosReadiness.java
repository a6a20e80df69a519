package org.trimtab.drivers.luxos;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.trimtab.dispatch.Failure;
import org.trimtab.drivers.api.Conversation;
import org.trimtab.drivers.api.Exchange;
import org.trimtab.drivers.api.Framing;
import org.trimtab.drivers.api.Readiness;
import org.trimtab.drivers.api.Reply;
import org.trimtab.drivers.api.Turn;
import org.trimtab.drivers.api.WireFailure;
import org.trimtab.drivers.cgminer.CgminerReply;
import org.trimtab.resource.Device;

/**
 * Holds the control session while a command may come, or gives it back. It is renewed by giving it back and taking it
 * again: which questions keep a session alive is not documented, and both of these are. People cannot take it
 * meanwhile, so it is held no longer than an event is armed.
 */
final class LuxosReadiness implements Conversation<Readiness> {
    private enum Step {
        LOGOFF,
        LOGON,
        SESSION
    }

    private final Device device;
    private final LuxosMemory memory;
    private final boolean keep;
    private final Instant startedAt;
    private final Duration answersWithin;
    private Step step = Step.LOGON;
    private String refusal = "";

    /**
     * A talk to be had.
     *
     * @param keep true to hold a session, false to give it back
     */
    LuxosReadiness(
            Device device,
            LuxosMemory memory,
            boolean keep,
            Instant startedAt,
            Duration answersWithin) {
        this.device = device;
        this.memory = memory;
        this.keep = keep;
        this.startedAt = startedAt;
        this.answersWithin = answersWithin;
    }

    @Override
    public Turn<Readiness> open() {
        String mine = keep ? memory.warm(startedAt) : memory.session();
        memory.hold(false);
        if (mine != null) {
            return ask(Step.LOGOFF, LuxosProtocol.ask("logoff", mine));
        }
        return keep ? logon() : new Turn.Done<>(Readiness.READY);
    }

    @Override
    public Turn<Readiness> next(Reply reply) {
        WireFailure lost = WireFailure.of(reply);
        if (lost != null) {
            return failed(lost.failure(), lost.detail());
        }
        CgminerReply answer =
                reply instanceof Reply.Answered answered
                        ? CgminerReply.parse(answered.bytes())
                        : null;
        if (answer == null) {
            return failed(Failure.GARBLED, "its answer cannot be read");
        }
        return switch (step) {
            // One that has lapsed cannot be given back any more; that is as good.
            case LOGOFF -> keep ? logon() : new Turn.Done<>(Readiness.READY);
            case LOGON -> loggedOn(reply, answer);
            case SESSION -> session(reply, answer);
        };
    }

    private Turn<Readiness> loggedOn(Reply reply, CgminerReply answer) {
        if (!answer.success()) {
            refusal = "it answered \"" + answer.message() + "\" to logon";
            return ask(Step.SESSION, LuxosProtocol.ask("session"));
        }
        String opened = LuxosProtocol.sessionId(answer);
        if (opened == null || opened.isEmpty()) {
            return failed(Failure.GARBLED, "it gave no session");
        }
        return holding(opened, reply.knownAt());
    }

    private Turn<Readiness> session(Reply reply, CgminerReply answer) {
        String holder = answer.success() ? LuxosProtocol.sessionId(answer) : null;
        if (holder == null || holder.isEmpty()) {
            return failed(Failure.DEVICE_ERROR, refusal);
        }
        return holder.equals(memory.session())
                ? holding(holder, reply.knownAt())
                : failed(Failure.SESSION_TAKEN, "somebody else holds its control session");
    }

    private Turn<Readiness> holding(String session, Instant knownAt) {
        memory.opened(session, knownAt);
        memory.hold(true);
        return new Turn.Done<>(Readiness.READY);
    }

    private Turn<Readiness> logon() {
        return ask(Step.LOGON, LuxosProtocol.ask("logon"));
    }

    private Turn<Readiness> ask(Step next, byte[] request) {
        step = next;
        return new Turn.Ask<>(
                new Exchange(
                        device.endpoint().port(), request, Framing.CGMINER, answersWithin, false));
    }

    private static Turn<Readiness> failed(@Nullable Failure failure, String detail) {
        return new Turn.Done<>(new Readiness(failure, detail));
    }
}
