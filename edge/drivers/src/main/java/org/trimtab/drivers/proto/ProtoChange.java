package org.trimtab.drivers.proto;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.trimtab.dispatch.Action;
import org.trimtab.dispatch.Command;
import org.trimtab.dispatch.CommandOutcome;
import org.trimtab.dispatch.Failure;
import org.trimtab.drivers.api.PriorState;
import org.trimtab.drivers.api.Reply;
import org.trimtab.drivers.api.Turn;
import org.trimtab.drivers.proto.ProtoProtocol.Mining;
import org.trimtab.drivers.proto.ProtoProtocol.Target;
import org.trimtab.drivers.rest.RestCommand;
import org.trimtab.drivers.rest.RestTalk;
import org.trimtab.quantity.Power;

/**
 * Puts a rig to sleep, wakes it, or holds it at a power. A cap is its power target, lowered; the target it had is kept
 * first and put back by the wake, which follows even when that was refused.
 */
final class ProtoChange extends RestCommand {
    private final Command command;
    private final PriorState priorState;
    private final Duration answersWithin;
    private boolean puttingBack;

    ProtoChange(RestTalk talk, Command command, PriorState priorState, Duration answersWithin) {
        super(talk, command);
        this.command = command;
        this.priorState = priorState;
        this.answersWithin = answersWithin;
    }

    @Override
    public Turn<CommandOutcome> open() {
        return switch (command.action()) {
            case Action.State state ->
                    state == Action.State.SLEEP
                            ? act(ProtoProtocol.stop(answersWithin), this::accepted)
                            : wake();
            case Action.CapAt cap ->
                    ask(
                            ProtoProtocol.read(ProtoProtocol.TARGET),
                            (reply, got) ->
                                    target(reply, ProtoProtocol.target(got.json()), cap.most()));
        };
    }

    @Override
    protected Turn<CommandOutcome> refused(
            Reply reply, boolean acting, RestTalk.Result.Refused refused) {
        return puttingBack && refused.status() < 500
                ? start(reply, refused.detail())
                : super.refused(reply, acting, refused);
    }

    private Turn<CommandOutcome> wake() {
        TargetOwed owed = TargetOwed.parse(priorState.recall(command.device()));
        if (owed == null) {
            return act(ProtoProtocol.start(answersWithin), this::accepted);
        }
        puttingBack = true;
        return act(
                ProtoProtocol.target(owed.watts(), owed.mode(), answersWithin),
                (reply, got) -> putBack(reply, owed, ProtoProtocol.target(got.json())));
    }

    private Turn<CommandOutcome> putBack(Reply reply, TargetOwed owed, @Nullable Target taken) {
        if (taken == null) {
            return garbled(reply, "its power target cannot be read");
        }
        if (taken.watts() != owed.watts()) {
            return start(reply, "it set " + taken.watts() + " W instead of " + owed.watts() + " W");
        }
        priorState.remember(command.device(), TargetOwed.NOTHING);
        return start(reply, "");
    }

    /** Starts it, whether or not its former target has been put back. */
    private Turn<CommandOutcome> start(Reply reply, String refusal) {
        puttingBack = false;
        return act(
                reply,
                ProtoProtocol.start(answersWithin),
                (started, got) ->
                        refusal.isEmpty()
                                ? accepted(started, got)
                                : rejected(
                                        started,
                                        Failure.DEVICE_ERROR,
                                        "it was woken but did not take its former power target"
                                                + " back: "
                                                + refusal));
    }

    private Turn<CommandOutcome> target(Reply reply, @Nullable Target now, Power most) {
        if (now == null) {
            return rejected(reply, Failure.SETTINGS_UNREADABLE, "its power target cannot be read");
        }
        Long least = now.least();
        if (least == null) {
            return rejected(
                    reply,
                    Failure.SETTINGS_UNREADABLE,
                    "it does not say how few W it can be held at");
        }
        if (most.watts() < least) {
            return rejected(
                    reply,
                    Failure.DEVICE_ERROR,
                    "it is held at no less than " + Power.ofWatts(least) + ", not at " + most);
        }
        TargetOwed kept = TargetOwed.parse(priorState.recall(command.device()));
        TargetOwed owed = kept == null ? new TargetOwed(now.watts(), now.mode()) : kept;
        long watts = Math.min(most.watts(), owed.watts());
        return ask(
                ProtoProtocol.read(ProtoProtocol.MINING),
                (seen, got) -> hold(seen, ProtoProtocol.mining(got.json()), owed, watts));
    }

    private Turn<CommandOutcome> hold(
            Reply reply, @Nullable Mining mining, TargetOwed owed, long watts) {
        if (mining == null) {
            return garbled(reply, "its mining status cannot be read");
        }
        if (ending.expired(reply)) {
            return done(ending.expiredBefore(reply));
        }
        if (!owed.text().equals(priorState.recall(command.device()))) {
            priorState.remember(command.device(), owed.text());
        }
        boolean asleep = mining.asleep() || mining.goingToSleep();
        return act(
                reply,
                ProtoProtocol.target(watts, owed.mode(), answersWithin),
                (set, got) -> held(set, ProtoProtocol.target(got.json()), watts, asleep));
    }

    private Turn<CommandOutcome> held(
            Reply reply, @Nullable Target taken, long watts, boolean asleep) {
        if (taken == null) {
            return garbled(reply, "its power target cannot be read");
        }
        if (taken.watts() > watts) {
            return rejected(
                    reply,
                    Failure.DEVICE_ERROR,
                    "it set " + taken.watts() + " W instead of " + watts + " W");
        }
        return asleep ? start(reply, "") : done(ending.accepted(reply));
    }

    private Turn<CommandOutcome> accepted(Reply reply, RestTalk.Result.Got got) {
        return done(ending.accepted(reply));
    }
}
