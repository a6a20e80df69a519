package org.trimtab.drivers.rest;

import org.trimtab.dispatch.Failure;
import org.trimtab.drivers.api.Readiness;
import org.trimtab.drivers.api.Reply;
import org.trimtab.drivers.api.Turn;

/** Makes a device ready by reading one page that needs a login, so that a token is held and still taken. */
public final class RestReadiness extends RestSteps<Readiness> {
    private final RestRequest page;

    public RestReadiness(RestTalk talk, RestRequest page) {
        super(talk);
        this.page = page.withLogin();
    }

    @Override
    public Turn<Readiness> open() {
        return ask(page, (reply, got) -> new Turn.Done<>(Readiness.READY));
    }

    @Override
    protected Turn<Readiness> failed(Reply reply, boolean acting, RestTalk.Result.Failed failed) {
        return new Turn.Done<>(new Readiness(failed.failure(), failed.detail()));
    }

    @Override
    protected Turn<Readiness> refused(
            Reply reply, boolean acting, RestTalk.Result.Refused refused) {
        return new Turn.Done<>(new Readiness(Failure.DEVICE_ERROR, refused.detail()));
    }
}
