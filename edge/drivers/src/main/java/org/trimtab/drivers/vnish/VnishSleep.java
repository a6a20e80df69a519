package org.trimtab.drivers.vnish;

import org.trimtab.dispatch.Action;
import org.trimtab.dispatch.Command;
import org.trimtab.dispatch.CommandOutcome;
import org.trimtab.dispatch.Failure;
import org.trimtab.drivers.api.Turn;
import org.trimtab.drivers.rest.RestCommand;
import org.trimtab.drivers.rest.RestTalk;

/** Puts a device to sleep: one request when a token is at hand, else a login before it. */
final class VnishSleep extends RestCommand {
    private final VnishSite site;

    VnishSleep(VnishSite site, RestTalk talk, Command command) {
        super(talk, command);
        this.site = site;
    }

    @Override
    public Turn<CommandOutcome> open() {
        String verb = site.verb(Action.State.SLEEP);
        return act(
                VnishProtocol.mining(verb, site.within()),
                (reply, got) ->
                        VnishProtocol.done(got.json())
                                ? done(ending.accepted(reply))
                                : rejected(
                                        reply,
                                        Failure.DEVICE_ERROR,
                                        "it says that " + verb + " failed"));
    }
}
