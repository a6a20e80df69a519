package org.trimtab.drivers.auradine;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.trimtab.dispatch.Action;
import org.trimtab.dispatch.Command;
import org.trimtab.dispatch.CommandOutcome;
import org.trimtab.dispatch.Failure;
import org.trimtab.drivers.api.PriorState;
import org.trimtab.drivers.api.Reply;
import org.trimtab.drivers.api.Turn;
import org.trimtab.drivers.auradine.AuradineProtocol.Mode;
import org.trimtab.drivers.cgminer.CgminerReply;
import org.trimtab.drivers.rest.RestCommand;
import org.trimtab.drivers.rest.RestRequest;
import org.trimtab.drivers.rest.RestTalk;
import org.trimtab.quantity.Power;

/**
 * Puts a device to sleep, wakes it, or holds it at a power. A cap is its custom mode, tuned by power; the mode it was
 * in is kept first and put back by the wake, which follows even when that was refused.
 */
final class AuradineChange extends RestCommand {
    /** What follows an answer in the envelope. */
    private interface ThenReply {
        Turn<CommandOutcome> follow(Reply reply, CgminerReply answer);
    }

    private final Command command;
    private final PriorState priorState;
    private final Power least;
    private final Duration answersWithin;

    /**
     * A change.
     *
     * @param least lowest power it is asked to work at
     */
    AuradineChange(
            RestTalk talk,
            Command command,
            PriorState priorState,
            Power least,
            Duration answersWithin) {
        super(talk, command);
        this.command = command;
        this.priorState = priorState;
        this.least = least;
        this.answersWithin = answersWithin;
    }

    @Override
    public Turn<CommandOutcome> open() {
        return switch (command.action()) {
            case Action.State state -> {
                ModeOwed owed =
                        state == Action.State.WAKE
                                ? ModeOwed.parse(priorState.recall(command.device()))
                                : null;
                yield owed == null
                        ? act(
                                change(AuradineProtocol.sleep(state)),
                                answered((reply, answer) -> last(reply, answer, "")))
                        : act(change(AuradineProtocol.mode(owed)), answered(this::putBack));
            }
            case Action.CapAt cap ->
                    ask(
                            RestRequest.get(AuradineProtocol.MODE, AuradineDriver.READ_WITHIN)
                                    .withLogin(),
                            answered((reply, answer) -> mode(reply, answer, cap.most())));
        };
    }

    /** The mode it was in has been put back, or not; either way it is woken. */
    private Turn<CommandOutcome> putBack(Reply reply, CgminerReply answer) {
        String refusal = answer.success() ? "" : said(answer);
        if (refusal.isEmpty()) {
            priorState.remember(command.device(), ModeOwed.NOTHING);
        }
        return act(
                reply,
                change(AuradineProtocol.sleep(Action.State.WAKE)),
                answered((woken, its) -> last(woken, its, refusal)));
    }

    private Turn<CommandOutcome> mode(Reply reply, CgminerReply answer, Power most) {
        Mode mode = answer.success() ? AuradineProtocol.mode(answer) : null;
        if (mode == null) {
            return rejected(reply, Failure.SETTINGS_UNREADABLE, "its mode cannot be read");
        }
        ModeOwed owed = ModeOwed.parse(priorState.recall(command.device()));
        if (owed == null) {
            owed = mode.owed();
        }
        if (owed == null) {
            return rejected(
                    reply,
                    Failure.SETTINGS_UNREADABLE,
                    "it does not say what its custom mode is tuned by, so that mode could not be"
                            + " put back");
        }
        if (most.compareTo(least) < 0) {
            return rejected(
                    reply,
                    Failure.DEVICE_ERROR,
                    "it is held at no less than " + least + ", not at " + most);
        }
        Power held =
                owed.powerTarget() == null ? most : most.atMost(Power.ofWatts(owed.powerTarget()));
        if (ending.expired(reply)) {
            return done(ending.expiredBefore(reply));
        }
        if (!owed.text().equals(priorState.recall(command.device()))) {
            priorState.remember(command.device(), owed.text());
        }
        boolean asleep = Boolean.TRUE.equals(mode.asleep());
        return act(
                reply,
                change(AuradineProtocol.power(held)),
                answered((set, its) ->
                        asleep && its.success()
                                ? act(
                                        set,
                                        change(AuradineProtocol.sleep(Action.State.WAKE)),
                                        answered((on, end) -> last(on, end, "")))
                                : last(set, its, "")));
    }

    private Turn<CommandOutcome> last(Reply reply, CgminerReply answer, String refusal) {
        if (!answer.success()) {
            return rejected(reply, Failure.DEVICE_ERROR, said(answer));
        }
        return refusal.isEmpty()
                ? done(ending.accepted(reply))
                : rejected(
                        reply,
                        Failure.DEVICE_ERROR,
                        "it was woken but did not take its former mode back: " + refusal);
    }

    private Then<CommandOutcome> answered(ThenReply next) {
        return (reply, got) -> {
            @Nullable CgminerReply answer = CgminerReply.parse(got.body());
            if (answer == null || answer.json().truncated()) {
                return garbled(reply, "its answer cannot be read");
            }
            return !answer.success() && AuradineProtocol.wantsToken(answer)
                    ? tokenRefused(reply)
                    : next.follow(reply, answer);
        };
    }

    private RestRequest change(String body) {
        return RestRequest.send("POST", AuradineProtocol.MODE, body, answersWithin).withLogin();
    }

    private static String said(CgminerReply answer) {
        return "it answered \"" + answer.message() + "\"";
    }
}
