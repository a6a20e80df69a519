package org.trimtab.drivers.epic;

import org.jspecify.annotations.Nullable;
import org.trimtab.dispatch.Command;
import org.trimtab.dispatch.CommandOutcome;
import org.trimtab.dispatch.Failure;
import org.trimtab.drivers.api.Reply;
import org.trimtab.drivers.api.Turn;
import org.trimtab.drivers.epic.EpicProtocol.Taken;
import org.trimtab.drivers.rest.RestCommand;
import org.trimtab.drivers.rest.RestRequest;
import org.trimtab.drivers.rest.RestTalk;

/** Puts a device to sleep or wakes it, in one request: its settings stay as they are. */
final class EpicChange extends RestCommand {
    private final RestRequest request;

    EpicChange(RestTalk talk, Command command, RestRequest request) {
        super(talk, command);
        this.request = request;
    }

    @Override
    public Turn<CommandOutcome> open() {
        return act(request, (reply, got) -> taken(reply, EpicProtocol.taken(got.json())));
    }

    private Turn<CommandOutcome> taken(Reply reply, @Nullable Taken taken) {
        if (taken == null) {
            return garbled(reply, "its answer cannot be read");
        }
        if (taken.taken()) {
            return done(ending.accepted(reply));
        }
        return taken.wrongPassword()
                ? rejected(reply, Failure.WRONG_PASSWORD, "it does not accept the password")
                : rejected(reply, Failure.DEVICE_ERROR, "it answered \"" + taken.message() + "\"");
    }
}
