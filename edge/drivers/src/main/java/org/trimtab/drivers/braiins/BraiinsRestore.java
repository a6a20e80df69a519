package org.trimtab.drivers.braiins;

import org.jspecify.annotations.Nullable;
import org.trimtab.drivers.api.Exchange;
import org.trimtab.drivers.api.Reply;
import org.trimtab.drivers.braiins.BraiinsProtocol.Ramping;
import org.trimtab.drivers.rest.RestRequest;
import org.trimtab.drivers.rest.RestTalk;
import org.trimtab.resource.Device;

/**
 * Puts back, by the REST interface, what we changed of a device's settings, one after the other, and takes each off
 * what is kept as soon as the device has taken it. What it does not take stays kept for another time; an interface
 * that cannot be reached is not tried for the rest.
 */
final class BraiinsRestore {
    private enum Part {
        TARGET,
        SCALING,
        RAMPING,
        NONE
    }

    private final Device device;
    private final BraiinsRest rest;
    private final RestTalk talk;
    private final boolean targetAndScaling;
    private final boolean ramping;
    private Part part = Part.NONE;
    private String trouble = "";
    private boolean gone;

    /**
     * A restoring.
     *
     * @param targetAndScaling whether the power target and the scaling are put back
     * @param ramping whether how quickly it is paused and resumed is
     */
    BraiinsRestore(
            Device device,
            BraiinsRest rest,
            RestTalk talk,
            boolean targetAndScaling,
            boolean ramping) {
        this.device = device;
        this.rest = rest;
        this.talk = talk;
        this.targetAndScaling = targetAndScaling;
        this.ramping = ramping;
    }

    /** What to ask first; null when nothing is to be put back. */
    @Nullable Exchange first() {
        return ask(Part.TARGET);
    }

    /** What to ask after a reply; null when it is over. */
    @Nullable Exchange after(Reply reply) {
        return switch (talk.result(reply)) {
            case RestTalk.Result.Again again -> again.exchange();
            case RestTalk.Result.Failed failed -> {
                trouble = failed.detail();
                gone = true;
                yield null;
            }
            case RestTalk.Result.Refused refused -> {
                trouble = refused.detail();
                if (part == Part.RAMPING && (refused.status() == 404 || refused.status() == 501)) {
                    // It has no such page and never will; asking again would mend nothing.
                    rest.remember(device.id(), rest.prior(device.id()).withRamping(null));
                }
                yield ask(following());
            }
            case RestTalk.Result.Got got -> {
                taken(got);
                yield ask(following());
            }
        };
    }

    /** Why not everything was put back; empty when all was. */
    String trouble() {
        return trouble;
    }

    private void taken(RestTalk.Result.Got got) {
        BraiinsPrior prior = rest.prior(device.id());
        switch (part) {
            case TARGET -> {
                Long now = BraiinsProtocol.watts(got.json());
                if (now != null && now.equals(prior.powerTargetWatts())) {
                    rest.remember(device.id(), prior.withTarget(null));
                } else {
                    trouble =
                            "it did not take its power target of "
                                    + prior.powerTargetWatts()
                                    + " W";
                }
            }
            case SCALING -> rest.remember(device.id(), prior.withScaling(false));
            case RAMPING -> rest.remember(device.id(), prior.withRamping(null));
            case NONE -> {}
        }
    }

    private Part following() {
        return switch (part) {
            case TARGET -> Part.SCALING;
            case SCALING -> Part.RAMPING;
            case RAMPING, NONE -> Part.NONE;
        };
    }

    private @Nullable Exchange ask(Part from) {
        BraiinsPrior prior = rest.prior(device.id());
        part = from;
        while (part != Part.NONE && !gone) {
            RestRequest request = request(prior);
            if (request != null) {
                return talk.ask(request);
            }
            part = following();
        }
        return null;
    }

    private @Nullable RestRequest request(BraiinsPrior prior) {
        Long target = prior.powerTargetWatts();
        Ramping before = prior.ramping();
        return switch (part) {
            case TARGET ->
                    targetAndScaling && target != null
                            ? BraiinsProtocol.powerTarget(target, rest.within()).acting()
                            : null;
            case SCALING ->
                    targetAndScaling && prior.scaling()
                            ? BraiinsProtocol.scaling(true, rest.within())
                            : null;
            case RAMPING ->
                    ramping && before != null
                            ? BraiinsProtocol.ramping(before, rest.within())
                            : null;
            case NONE -> null;
        };
    }
}
