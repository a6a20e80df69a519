package org.trimtab.drivers.antminer;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.trimtab.dispatch.Action;
import org.trimtab.dispatch.Command;
import org.trimtab.dispatch.CommandOutcome;
import org.trimtab.dispatch.Failure;
import org.trimtab.drivers.antminer.AntminerProtocol.Taken;
import org.trimtab.drivers.antminer.AntminerProtocol.Work;
import org.trimtab.drivers.api.CommandEnding;
import org.trimtab.drivers.api.Conversation;
import org.trimtab.drivers.api.PriorState;
import org.trimtab.drivers.api.Reply;
import org.trimtab.drivers.api.Turn;
import org.trimtab.resource.DeviceId;

/**
 * Puts an Antminer to sleep or wakes it: reads its settings, keeps the work mode it was in, and writes the settings
 * back with another mode. It writes nothing when it could not read everything.
 */
final class AntminerModeChange implements Conversation<CommandOutcome> {
    /** Kept for a device that somebody else had put to sleep before we first asked it to. */
    static final String ASLEEP_BEFORE_US = "asleep";

    private static final Duration READ_WITHIN = Duration.ofSeconds(8);

    private enum Step {
        SETTINGS,
        WORK,
        CHANGE
    }

    private final Page page;
    private final Command command;
    private final Action.State wanted;
    private final PriorState priorState;
    private final Duration answersWithin;
    private final CommandEnding ending;
    private Step step = Step.SETTINGS;
    private @Nullable MinerSettings settings;

    AntminerModeChange(
            Page page,
            Command command,
            Action.State wanted,
            PriorState priorState,
            Duration answersWithin) {
        this.page = page;
        this.command = command;
        this.wanted = wanted;
        this.priorState = priorState;
        this.answersWithin = answersWithin;
        this.ending = new CommandEnding(command);
    }

    @Override
    public Turn<CommandOutcome> open() {
        return new Turn.Ask<>(page.get(AntminerProtocol.GET_SETTINGS, READ_WITHIN));
    }

    @Override
    public Turn<CommandOutcome> next(Reply reply) {
        if (step == Step.CHANGE) {
            ending.acted(reply);
        }
        return switch (page.result(reply)) {
            case Page.Result.Again again -> {
                ending.actedNot();
                yield ending.expired(reply)
                        ? done(ending.expiredBefore(reply))
                        : new Turn.Ask<>(again.exchange());
            }
            case Page.Result.Failed failed -> done(failed(reply, failed));
            case Page.Result.Refused refused -> done(refused(reply, refused.status()));
            case Page.Result.Got got ->
                    switch (step) {
                        case SETTINGS -> settings(reply, MinerSettings.parse(got.body()));
                        case WORK -> work(reply, AntminerProtocol.summary(got.body()));
                        case CHANGE -> done(changed(reply, AntminerProtocol.taken(got.body())));
                    };
        };
    }

    private Turn<CommandOutcome> settings(Reply reply, @Nullable MinerSettings read) {
        if (read == null) {
            return unreadable(reply, "its settings cannot be read; nothing was written");
        }
        if (!read.hasPool()) {
            return unreadable(reply, "its settings name no pool; nothing was written");
        }
        Integer mode = read.mode();
        if (mode == null) {
            return done(ending.unsupported(reply, "its settings have no work mode"));
        }
        settings = read;
        boolean asleep = mode == MinerSettings.SLEEP;
        if (asleep == (wanted == Action.State.SLEEP)) {
            // The setting is as asked already; whether the device obeys it is seen at its work.
            step = Step.WORK;
            return new Turn.Ask<>(page.get(AntminerProtocol.SUMMARY, READ_WITHIN));
        }
        if (ending.expired(reply)) {
            return done(ending.expiredBefore(reply));
        }
        if (!asleep) {
            remember(String.valueOf(mode));
        }
        return change(read);
    }

    private Turn<CommandOutcome> work(Reply reply, @Nullable Work work) {
        MinerSettings read = settings;
        boolean unclear = work != null && work.running() && work.megahashesPerSecond() == null;
        if (work == null || read == null || unclear) {
            return done(ending.lost(reply, Failure.GARBLED, "its summary cannot be read"));
        }
        if (wanted == Action.State.WAKE) {
            // Writing again would restart it while it starts.
            return done(work.hashing() ? ending.confirmed(reply) : ending.accepted(reply));
        }
        if (work.hashing()) {
            return ending.expired(reply) ? done(ending.expiredBefore(reply)) : change(read);
        }
        if (priorState.recall(device()) == null) {
            remember(ASLEEP_BEFORE_US);
        }
        return done(ending.confirmed(reply));
    }

    private Turn<CommandOutcome> change(MinerSettings read) {
        step = Step.CHANGE;
        int mode = wanted == Action.State.SLEEP ? MinerSettings.SLEEP : wakeMode();
        return new Turn.Ask<>(
                page.post(AntminerProtocol.SET_SETTINGS, read.withMode(mode), answersWithin));
    }

    private CommandOutcome changed(Reply reply, @Nullable Taken taken) {
        if (taken == null) {
            return ending.lost(reply, Failure.GARBLED, "its answer cannot be read");
        }
        return taken.taken()
                ? ending.accepted(reply)
                : ending.rejected(
                        reply, Failure.DEVICE_ERROR, "it answered \"" + taken.message() + "\"");
    }

    private CommandOutcome failed(Reply reply, Page.Result.Failed failed) {
        boolean answered = reply instanceof Reply.Answered;
        return switch (failed.failure()) {
            case WRONG_PASSWORD, DEVICE_ERROR -> {
                ending.actedNot();
                yield ending.rejected(reply, failed.failure(), failed.detail());
            }
            default ->
                    answered && step == Step.SETTINGS
                            ? ending.rejected(reply, Failure.SETTINGS_UNREADABLE, failed.detail())
                            : ending.lost(reply, failed.failure(), failed.detail());
        };
    }

    private CommandOutcome refused(Reply reply, int status) {
        String said = "it answered HTTP " + status;
        if (step == Step.SETTINGS) {
            return ending.rejected(
                    reply, Failure.SETTINGS_UNREADABLE, said + "; nothing was written");
        }
        if (step == Step.CHANGE && status < 500) {
            return ending.rejected(reply, Failure.DEVICE_ERROR, said);
        }
        return ending.lost(reply, Failure.DEVICE_ERROR, said);
    }

    private Turn<CommandOutcome> unreadable(Reply reply, String detail) {
        return done(ending.rejected(reply, Failure.SETTINGS_UNREADABLE, detail));
    }

    /** The mode it was in before we put it to sleep; the ordinary one when none is known. */
    private int wakeMode() {
        String kept = priorState.recall(device());
        return kept != null && kept.matches("[02-9]")
                ? Integer.parseInt(kept)
                : MinerSettings.NORMAL;
    }

    private void remember(String state) {
        if (!state.equals(priorState.recall(device()))) {
            priorState.remember(device(), state);
        }
    }

    private DeviceId device() {
        return command.device();
    }

    private static Turn<CommandOutcome> done(CommandOutcome outcome) {
        return new Turn.Done<>(outcome);
    }
}
