package org.trimtab.drivers.luxos;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.trimtab.dispatch.Action;
import org.trimtab.dispatch.Command;
import org.trimtab.dispatch.CommandOutcome;
import org.trimtab.dispatch.Failure;
import org.trimtab.drivers.api.CommandEnding;
import org.trimtab.drivers.api.Conversation;
import org.trimtab.drivers.api.Exchange;
import org.trimtab.drivers.api.Framing;
import org.trimtab.drivers.api.PriorState;
import org.trimtab.drivers.api.Reply;
import org.trimtab.drivers.api.Turn;
import org.trimtab.drivers.api.WireFailure;
import org.trimtab.drivers.cgminer.CgminerReply;
import org.trimtab.resource.Device;
import org.trimtab.resource.PowerCurve;

/**
 * Puts a LuxOS device to sleep, wakes it, or holds it at a lower profile: takes its control session, sends its orders,
 * and gives the session back after the outcome is known. Logging on fails while anybody holds the session, so it needs
 * no asking first; only when it fails is the session asked for, to tell one of ours that was never given back from
 * somebody else's. With a session at hand the first order is the first trip; should it have lapsed, the device says
 * no, has surely not acted, and is logged on to after all.
 */
final class LuxosChange implements Conversation<CommandOutcome> {
    private static final Duration LOGOFF_WITHIN = Duration.ofSeconds(2);

    private enum Step {
        CONFIG,
        PROFILES,
        LOGON,
        SESSION,
        ORDER
    }

    private final Device device;
    private final Command command;
    private final LuxosMemory memory;
    private final PriorState priorState;
    private final Instant startedAt;
    private final Duration answersWithin;
    private final CommandEnding ending;
    private final List<LuxosOrder> orders = new ArrayList<>();
    private Step step = Step.LOGON;
    private int at;
    private boolean fresh;
    private @Nullable String sessionId;
    private LuxosProtocol.@Nullable Config config;
    private String logonRefusal = "";

    LuxosChange(
            Device device,
            Command command,
            LuxosMemory memory,
            PriorState priorState,
            Instant startedAt,
            Duration answersWithin) {
        this.device = device;
        this.command = command;
        this.memory = memory;
        this.priorState = priorState;
        this.startedAt = startedAt;
        this.answersWithin = answersWithin;
        this.ending = new CommandEnding(command);
    }

    @Override
    public Turn<CommandOutcome> open() {
        boolean capped = LuxosProfiles.prior(priorState.recall(device.id())) != null;
        if (command.action() instanceof Action.State state
                && (state == Action.State.SLEEP || !capped)) {
            orders.add(LuxosOrder.curtail(state));
            return takeSession(startedAt);
        }
        return ask(Step.CONFIG, LuxosProtocol.ask("config"));
    }

    @Override
    public Turn<CommandOutcome> next(Reply reply) {
        if (step == Step.ORDER) {
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
            case CONFIG -> config(reply, answer);
            case PROFILES -> profiles(reply, answer);
            case LOGON -> logon(reply, answer);
            case SESSION -> session(reply, answer);
            case ORDER -> ordered(reply, answer);
        };
    }

    private Turn<CommandOutcome> config(Reply reply, CgminerReply answer) {
        LuxosProtocol.Config told =
                answer.success() && !answer.json().truncated()
                        ? LuxosProtocol.config(answer)
                        : null;
        if (told == null) {
            return unreadable(reply, "its settings cannot be read; nothing was written");
        }
        config = told;
        if (command.action() instanceof Action.CapAt) {
            return ask(Step.PROFILES, LuxosProtocol.ask("profiles"));
        }
        LuxosProfiles.Prior prior = LuxosProfiles.prior(priorState.recall(device.id()));
        if (!told.awake()) {
            orders.add(LuxosOrder.curtail(Action.State.WAKE));
        }
        if (prior != null) {
            orders.add(LuxosOrder.profile(prior.profile()));
            if (prior.balanced()) {
                orders.add(LuxosOrder.balance(true));
            }
        }
        return takeSession(reply.knownAt());
    }

    private Turn<CommandOutcome> profiles(Reply reply, CgminerReply answer) {
        PowerCurve curve =
                answer.success() && !answer.json().truncated() ? LuxosProfiles.curve(answer) : null;
        LuxosProtocol.Config told = config;
        String profile = told == null ? null : LuxosProfiles.name(told.profile());
        if (curve == null || told == null || profile == null) {
            return unreadable(reply, "its profiles cannot be read; nothing was written");
        }
        if (!(command.action() instanceof Action.CapAt cap)) {
            return garbled(reply, "nobody asked for its profiles");
        }
        PowerCurve.Level level = curve.atMost(cap.most());
        if (level == null) {
            return done(
                    reply,
                    ending.rejected(
                            reply,
                            Failure.UNSUPPORTED,
                            "its lowest profile draws "
                                    + curve.least().watts()
                                    + " W, more than "
                                    + cap.most().watts()
                                    + " W"));
        }
        boolean balanced = Boolean.TRUE.equals(told.balanced());
        if (level.name().equals(profile) && !balanced) {
            return done(reply, ending.confirmed(reply));
        }
        if (LuxosProfiles.prior(priorState.recall(device.id())) == null) {
            priorState.remember(device.id(), new LuxosProfiles.Prior(profile, balanced).text());
        }
        if (balanced) {
            orders.add(LuxosOrder.balance(false)); // or it would choose its own profile again
        }
        orders.add(LuxosOrder.profile(level.name()));
        return takeSession(reply.knownAt());
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
        memory.opened(opened, reply.knownAt());
        return order(reply, opened);
    }

    private Turn<CommandOutcome> session(Reply reply, CgminerReply answer) {
        String holder = answer.success() ? LuxosProtocol.sessionId(answer) : "";
        if (holder == null) {
            return garbled(reply, "it does not say who holds its session");
        }
        if (holder.isEmpty()) {
            return done(reply, ending.rejected(reply, Failure.DEVICE_ERROR, logonRefusal));
        }
        if (!holder.equals(memory.session())) {
            return done(
                    reply,
                    ending.rejected(
                            reply,
                            Failure.SESSION_TAKEN,
                            "somebody else holds its control session"));
        }
        return order(reply, holder);
    }

    private Turn<CommandOutcome> ordered(Reply reply, CgminerReply answer) {
        LuxosOrder order = orders.get(at);
        if (answer.json().truncated()) {
            return garbled(reply, "its answer has no end");
        }
        if (!answer.success()) {
            return refused(reply, answer, order);
        }
        if (order.answeredBy() != null && !order.answeredBy().equals(answer.code())) {
            return garbled(
                    reply, "it answered code " + answer.code() + ", not " + order.answeredBy());
        }
        memory.used(reply.knownAt());
        fresh = true;
        at++;
        if (at < orders.size()) {
            return ending.expired(reply)
                    ? done(reply, ending.expiredBefore(reply))
                    : ask(Step.ORDER, orders.get(at).bytes(session()));
        }
        if (command.action().equals(Action.WAKE)
                && LuxosProfiles.prior(priorState.recall(device.id())) != null) {
            priorState.remember(device.id(), LuxosProfiles.nothingKept());
        }
        return done(reply, ending.accepted(reply));
    }

    /** A session at hand may have lapsed or been taken: it is asked for anew, once. */
    private Turn<CommandOutcome> refused(Reply reply, CgminerReply answer, LuxosOrder order) {
        if (!fresh) {
            ending.actedNot();
            sessionId = null;
            return ending.expired(reply) ? done(reply, ending.expiredBefore(reply)) : logon();
        }
        return done(
                reply, ending.rejected(reply, Failure.DEVICE_ERROR, said(order.command(), answer)));
    }

    private Turn<CommandOutcome> takeSession(Instant now) {
        String warm = memory.warm(now);
        if (warm == null) {
            return logon();
        }
        sessionId = warm;
        return ask(Step.ORDER, orders.get(at).bytes(warm));
    }

    private Turn<CommandOutcome> logon() {
        fresh = true;
        return ask(Step.LOGON, LuxosProtocol.ask("logon"));
    }

    private Turn<CommandOutcome> order(Reply reply, String session) {
        sessionId = session;
        return ending.expired(reply)
                ? done(reply, ending.expiredBefore(reply))
                : ask(Step.ORDER, orders.get(at).bytes(session));
    }

    private String session() {
        return sessionId == null ? "" : sessionId;
    }

    private Turn<CommandOutcome> unreadable(Reply reply, String detail) {
        return done(reply, ending.rejected(reply, Failure.SETTINGS_UNREADABLE, detail));
    }

    private Turn<CommandOutcome> garbled(Reply reply, String detail) {
        return done(reply, ending.lost(reply, Failure.GARBLED, detail));
    }

    /** Ends it; a session of ours is given back, unless it is held for more or the device is not there. */
    private Turn<CommandOutcome> done(Reply reply, CommandOutcome outcome) {
        boolean gone = reply instanceof Reply.Refused || reply instanceof Reply.NoConnection;
        if (sessionId == null || gone || memory.held()) {
            return new Turn.Done<>(outcome);
        }
        return new Turn.Done<>(
                outcome, exchange(LuxosProtocol.ask("logoff", sessionId), LOGOFF_WITHIN, false));
    }

    private Turn<CommandOutcome> ask(Step next, byte[] request) {
        step = next;
        return new Turn.Ask<>(exchange(request, answersWithin, next == Step.ORDER));
    }

    private Exchange exchange(byte[] request, Duration within, boolean acts) {
        return new Exchange(device.endpoint().port(), request, Framing.CGMINER, within, acts);
    }

    private static String said(String asked, CgminerReply answer) {
        return String.format(Locale.ROOT, "it answered \"%s\" to %s", answer.message(), asked);
    }
}
