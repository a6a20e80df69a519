package org.trimtab.drivers.vnish;

import org.trimtab.drivers.api.Readiness;
import org.trimtab.drivers.api.Reply;
import org.trimtab.drivers.api.Turn;
import org.trimtab.drivers.rest.RestSteps;
import org.trimtab.drivers.rest.RestTalk;

/** Gets a token, so that a sleep takes one trip; and sees that it is still taken. */
final class VnishReadying extends RestSteps<Readiness> {
    private final VnishSite site;

    VnishReadying(VnishSite site, RestTalk talk) {
        super(talk);
        this.site = site;
    }

    @Override
    public Turn<Readiness> open() {
        return ask(
                VnishProtocol.get(VnishProtocol.SETTINGS, site.within()).withLogin(),
                (reply, got) -> new Turn.Done<>(Readiness.READY));
    }

    @Override
    protected Turn<Readiness> failed(Reply reply, boolean acting, RestTalk.Result.Failed failed) {
        return new Turn.Done<>(new Readiness(failed.failure(), failed.detail()));
    }

    @Override
    protected Turn<Readiness> refused(
            Reply reply, boolean acting, RestTalk.Result.Refused refused) {
        // The login was taken, which is all that is wanted.
        return new Turn.Done<>(new Readiness(null, refused.detail()));
    }
}
