package org.trimtab.drivers.axeos;

import org.trimtab.dispatch.Command;
import org.trimtab.dispatch.CommandOutcome;
import org.trimtab.dispatch.Failure;
import org.trimtab.drivers.api.Reply;
import org.trimtab.drivers.api.Turn;
import org.trimtab.drivers.rest.RestCommand;
import org.trimtab.drivers.rest.RestRequest;
import org.trimtab.drivers.rest.RestTalk;

/** Pauses a device or lets it go on, in one request: its settings stay as they are. */
final class AxeosChange extends RestCommand {
    static final String STRANGER = "it listens only to addresses of its own network";

    private final RestRequest request;

    AxeosChange(RestTalk talk, Command command, RestRequest request) {
        super(talk, command);
        this.request = request;
    }

    @Override
    public Turn<CommandOutcome> open() {
        return act(request, (reply, got) -> done(ending.accepted(reply)));
    }

    @Override
    protected Turn<CommandOutcome> failed(
            Reply reply, boolean acting, RestTalk.Result.Failed failed) {
        return failed.failure() == Failure.WRONG_PASSWORD
                ? rejected(reply, Failure.DEVICE_ERROR, STRANGER)
                : super.failed(reply, acting, failed);
    }

    @Override
    protected Turn<CommandOutcome> refused(
            Reply reply, boolean acting, RestTalk.Result.Refused refused) {
        boolean unknown = refused.status() == 404 || refused.status() == 405;
        return unknown
                ? done(
                        ending.unsupported(
                                reply,
                                "its firmware cannot be paused; "
                                        + AxeosProtocol.PAUSES_SINCE
                                        + " and later can"))
                : super.refused(reply, acting, refused);
    }
}
