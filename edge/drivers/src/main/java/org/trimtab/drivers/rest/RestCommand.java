package org.trimtab.drivers.rest;

import org.trimtab.dispatch.Command;
import org.trimtab.dispatch.CommandOutcome;
import org.trimtab.dispatch.Failure;
import org.trimtab.drivers.api.CommandEnding;
import org.trimtab.drivers.api.Exchange;
import org.trimtab.drivers.api.Reply;
import org.trimtab.drivers.api.Turn;

/**
 * A command over a device's web server. What fails before an acting request was written, or was answered with a no,
 * has not acted; what fails after is uncertain.
 */
public abstract class RestCommand extends RestSteps<CommandOutcome> {
    protected final CommandEnding ending;
    private boolean actedBefore;
    private boolean forgotten;

    protected RestCommand(RestTalk talk, Command command) {
        super(talk);
        this.ending = new CommandEnding(command);
    }

    @Override
    protected final void heard(Reply reply, boolean acting) {
        if (acting) {
            ending.acted(reply);
        }
    }

    @Override
    protected final Turn<CommandOutcome> again(Reply reply, boolean acting, Exchange exchange) {
        if (acting) {
            forgetAct();
        }
        return ending.expired(reply)
                ? done(ending.expiredBefore(reply))
                : super.again(reply, acting, exchange);
    }

    @Override
    protected Turn<CommandOutcome> failed(
            Reply reply, boolean acting, RestTalk.Result.Failed failed) {
        return switch (failed.failure()) {
            case WRONG_PASSWORD, DEVICE_ERROR -> {
                if (acting) {
                    forgetAct();
                }
                yield done(
                        actedBefore && !acting
                                ? ending.lost(reply, failed.failure(), failed.detail())
                                : ending.rejected(reply, failed.failure(), failed.detail()));
            }
            default -> done(ending.lost(reply, failed.failure(), failed.detail()));
        };
    }

    @Override
    protected Turn<CommandOutcome> refused(
            Reply reply, boolean acting, RestTalk.Result.Refused refused) {
        return done(
                (acting && refused.status() >= 500) || (actedBefore && !acting)
                        ? ending.lost(reply, Failure.DEVICE_ERROR, refused.detail())
                        : ending.rejected(reply, Failure.DEVICE_ERROR, refused.detail()));
    }

    /** Asks for what makes the device act, unless the command has expired. */
    protected final Turn<CommandOutcome> act(
            Reply seen, RestRequest request, Then<CommandOutcome> next) {
        return ending.expired(seen) ? done(ending.expiredBefore(seen)) : act(request, next);
    }

    /** Asks for what makes the device act, as the first thing of all; the loop has seen that there is time. */
    protected final Turn<CommandOutcome> act(RestRequest request, Then<CommandOutcome> next) {
        return ask(
                request.acting(),
                (reply, got) -> {
                    forgotten = false;
                    Turn<CommandOutcome> turn = next.follow(reply, got);
                    actedBefore |= !forgotten;
                    return turn;
                });
    }

    /** The device said in words that it did not do what it was asked last. */
    protected final Turn<CommandOutcome> rejected(Reply reply, Failure failure, String detail) {
        forgetAct();
        return done(ending.rejected(reply, failure, detail));
    }

    /** The answer cannot be read. */
    protected final Turn<CommandOutcome> garbled(Reply reply, String detail) {
        return done(ending.lost(reply, Failure.GARBLED, detail));
    }

    protected static Turn<CommandOutcome> done(CommandOutcome outcome) {
        return new Turn.Done<>(outcome);
    }

    /** The last act was none; one before it stays one. */
    private void forgetAct() {
        forgotten = true;
        if (!actedBefore) {
            ending.actedNot();
        }
    }
}
