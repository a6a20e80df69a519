package org.trimtab.drivers.vnish;

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
 * Takes our throttle or preset off a device and wakes it. A device that refuses the first is woken all the same; the
 * outcome says what is not as before, and it is tried again at the next wake or when nothing is armed any more.
 */
final class VnishWake implements Conversation<CommandOutcome> {
    private final Device device;
    private final VnishSite site;
    private final RestTalk talk;
    private final CommandEnding ending;
    private final VnishRestore restore;
    private boolean restoring;

    VnishWake(Device device, VnishSite site, RestTalk talk, Command command) {
        this.device = device;
        this.site = site;
        this.talk = talk;
        this.ending = new CommandEnding(command);
        this.restore = new VnishRestore(device, site, talk);
    }

    @Override
    public Turn<CommandOutcome> open() {
        Exchange first = restore.first();
        restoring = first != null;
        return first == null ? resume() : new Turn.Ask<>(first);
    }

    @Override
    public Turn<CommandOutcome> next(Reply reply) {
        boolean acting = talk.acting();
        if (acting) {
            ending.acted(reply);
        }
        return restoring ? restored(reply) : resumed(reply, acting);
    }

    private Turn<CommandOutcome> restored(Reply reply) {
        Exchange following = restore.after(reply);
        if (ending.expired(reply)) {
            return done(ending.expiredBefore(reply));
        }
        if (following != null) {
            return new Turn.Ask<>(following);
        }
        restoring = false;
        Failure gone = restore.gone();
        if (gone != null) {
            return done(ending.lost(reply, gone, restore.trouble()));
        }
        return resume();
    }

    private Turn<CommandOutcome> resumed(Reply reply, boolean acting) {
        return switch (talk.result(reply)) {
            case RestTalk.Result.Again again -> {
                if (acting) {
                    ending.actedNot();
                }
                yield ending.expired(reply)
                        ? done(ending.expiredBefore(reply))
                        : new Turn.Ask<>(again.exchange());
            }
            case RestTalk.Result.Failed failed -> done(failed(reply, acting, failed));
            case RestTalk.Result.Refused refused ->
                    done(
                            acting && refused.status() >= 500
                                    ? ending.lost(reply, Failure.DEVICE_ERROR, refused.detail())
                                    : ending.rejected(
                                            reply, Failure.DEVICE_ERROR, refused.detail()));
            case RestTalk.Result.Got got ->
                    done(
                            VnishProtocol.done(got.json())
                                    ? awake(reply)
                                    : ending.rejected(
                                            reply,
                                            Failure.DEVICE_ERROR,
                                            "it says that "
                                                    + site.verb(Action.State.WAKE)
                                                    + " failed"));
        };
    }

    private CommandOutcome failed(Reply reply, boolean acting, RestTalk.Result.Failed failed) {
        return switch (failed.failure()) {
            case WRONG_PASSWORD, DEVICE_ERROR -> {
                if (acting) {
                    ending.actedNot();
                }
                yield ending.rejected(reply, failed.failure(), failed.detail());
            }
            default -> ending.lost(reply, failed.failure(), failed.detail());
        };
    }

    private CommandOutcome awake(Reply reply) {
        return site.prior(device.id()).equals(VnishPrior.NONE)
                ? ending.accepted(reply)
                : ending.lost(reply, Failure.DEVICE_ERROR, "it resumes, but " + restore.trouble());
    }

    private Turn<CommandOutcome> resume() {
        return new Turn.Ask<>(
                talk.ask(VnishProtocol.mining(site.verb(Action.State.WAKE), site.within())));
    }

    private static Turn<CommandOutcome> done(CommandOutcome outcome) {
        return new Turn.Done<>(outcome);
    }
}
