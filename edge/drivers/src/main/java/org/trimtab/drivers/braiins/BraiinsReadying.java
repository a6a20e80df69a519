package org.trimtab.drivers.braiins;

import org.jspecify.annotations.Nullable;
import org.trimtab.drivers.api.Conversation;
import org.trimtab.drivers.api.Exchange;
import org.trimtab.drivers.api.Readiness;
import org.trimtab.drivers.api.Reply;
import org.trimtab.drivers.api.Turn;
import org.trimtab.drivers.braiins.BraiinsProtocol.Configuration;
import org.trimtab.drivers.braiins.BraiinsProtocol.Ramping;
import org.trimtab.drivers.rest.RestTalk;
import org.trimtab.resource.Device;

/**
 * Makes a device ready to sleep quickly: gets a token, reads its settings, and sets how quickly it is paused and
 * resumed, having kept how that was before. It can sleep without any of this, so it is ready whatever comes of it; what
 * did not work is told.
 */
final class BraiinsReadying implements Conversation<Readiness> {
    private final Device device;
    private final BraiinsRest rest;
    private final RestTalk talk;
    private boolean setting;

    BraiinsReadying(Device device, BraiinsRest rest, RestTalk talk) {
        this.device = device;
        this.rest = rest;
        this.talk = talk;
    }

    @Override
    public Turn<Readiness> open() {
        return new Turn.Ask<>(
                talk.ask(BraiinsProtocol.get(BraiinsProtocol.CONFIGURATION, rest.within())));
    }

    @Override
    public Turn<Readiness> next(Reply reply) {
        RestTalk.Result result = talk.result(reply);
        if (BraiinsRest.absent(result) != null && !setting) {
            rest.setAside(device.id());
        }
        return switch (result) {
            case RestTalk.Result.Again again -> new Turn.Ask<>(again.exchange());
            case RestTalk.Result.Failed failed -> slowly(failed.detail());
            case RestTalk.Result.Refused refused -> {
                if (setting) {
                    // It did not take it, so there is nothing to put back.
                    rest.remember(device.id(), rest.prior(device.id()).withRamping(null));
                }
                yield slowly(refused.detail());
            }
            case RestTalk.Result.Got got ->
                    setting ? done("") : read(BraiinsProtocol.configuration(got.json()));
        };
    }

    private Turn<Readiness> read(@Nullable Configuration read) {
        if (read == null) {
            return slowly("its settings cannot be read");
        }
        rest.found(device.id());
        rest.sawScaling(device.id(), read.scaling());
        Ramping quick = rest.quick();
        BraiinsPrior prior = rest.prior(device.id());
        boolean set = prior.ramping() != null && !read.ramping().set();
        if (read.ramping().equals(quick) || set) {
            // As wanted, or set by us before on a machine that does not tell.
            return done("");
        }
        if (prior.ramping() == null) {
            rest.remember(device.id(), prior.withRamping(read.ramping()));
        }
        setting = true;
        Exchange exchange = talk.ask(BraiinsProtocol.ramping(quick, rest.within()));
        return new Turn.Ask<>(exchange);
    }

    private static Turn<Readiness> slowly(String detail) {
        return done("it will sleep as quickly as it is set to: " + detail);
    }

    private static Turn<Readiness> done(String detail) {
        return new Turn.Done<>(new Readiness(null, detail));
    }
}
