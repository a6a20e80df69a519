package org.trimtab.drivers.braiins;

import org.jspecify.annotations.Nullable;
import org.trimtab.dispatch.Command;
import org.trimtab.dispatch.CommandOutcome;
import org.trimtab.dispatch.Failure;
import org.trimtab.drivers.api.Reply;
import org.trimtab.drivers.api.Turn;
import org.trimtab.drivers.braiins.BraiinsProtocol.Configuration;
import org.trimtab.drivers.braiins.BraiinsProtocol.Targets;
import org.trimtab.drivers.rest.RestCommand;
import org.trimtab.drivers.rest.RestTalk;
import org.trimtab.quantity.Power;
import org.trimtab.resource.Device;

/**
 * Holds a device at a lower power by the power target of its tuner: reads its settings and its limits, keeps the
 * target it had, stops its scaling by heat, sets the new target, and reads it back. It never sets a higher target
 * than the one it had before us. A target taken is not power fallen, so its best outcome is accepted.
 */
final class BraiinsCap extends RestCommand {
    private final Device device;
    private final BraiinsRest rest;
    private final Power most;
    private long level;
    private @Nullable Configuration before;

    BraiinsCap(Device device, BraiinsRest rest, RestTalk talk, Command command, Power most) {
        super(talk, command);
        this.device = device;
        this.rest = rest;
        this.most = most;
    }

    @Override
    public Turn<CommandOutcome> open() {
        return ask(
                BraiinsProtocol.get(BraiinsProtocol.CONFIGURATION, rest.within()),
                this::configuration);
    }

    @Override
    protected Turn<CommandOutcome> refused(
            Reply reply, boolean acting, RestTalk.Result.Refused refused) {
        return refused.status() == 404 && before == null
                ? done(
                        ending.unsupported(
                                reply, "it has no REST interface, so it can sleep and no more"))
                : super.refused(reply, acting, refused);
    }

    private Turn<CommandOutcome> configuration(Reply reply, RestTalk.Result.Got got) {
        Configuration read = BraiinsProtocol.configuration(got.json());
        if (read == null) {
            return garbled(reply, "its settings cannot be read");
        }
        if (read.powerTargetWatts() == null) {
            return done(ending.unsupported(reply, "its tuner holds no power target"));
        }
        before = read;
        rest.sawScaling(device.id(), read.scaling());
        return ask(BraiinsProtocol.get(BraiinsProtocol.CONSTRAINTS, rest.within()), this::targets);
    }

    private Turn<CommandOutcome> targets(Reply reply, RestTalk.Result.Got got) {
        Targets targets = BraiinsProtocol.targets(got.json());
        Configuration read = before;
        Long current = read == null ? null : read.powerTargetWatts();
        if (targets == null || read == null || current == null) {
            return garbled(reply, "the power targets it takes cannot be read");
        }
        BraiinsPrior prior = rest.prior(device.id());
        long own = prior.powerTargetWatts() == null ? current : prior.powerTargetWatts();
        level = Math.min(Math.min(rest.targetFor(most.watts()), own), targets.mostWatts());
        if (level < targets.leastWatts()) {
            return rejected(
                    reply,
                    Failure.UNSUPPORTED,
                    "it cannot be held below "
                            + Power.ofWatts(rest.powerAt(targets.leastWatts()))
                            + "; "
                            + most
                            + " was asked");
        }
        if (level == current) {
            return done(ending.accepted(reply));
        }
        if (ending.expired(reply)) {
            return done(ending.expiredBefore(reply));
        }
        boolean scaling = Boolean.TRUE.equals(read.scaling());
        rest.remember(device.id(), prior.withTarget(own).withScaling(prior.scaling() || scaling));
        return scaling
                ? ask(BraiinsProtocol.scaling(false, rest.within()), (then, off) -> target(then))
                : target(reply);
    }

    private Turn<CommandOutcome> target(Reply reply) {
        return act(
                reply,
                BraiinsProtocol.powerTarget(level, rest.within()),
                (then, taken) ->
                        ask(
                                BraiinsProtocol.get(BraiinsProtocol.CONFIGURATION, rest.within()),
                                this::readBack));
    }

    private Turn<CommandOutcome> readBack(Reply reply, RestTalk.Result.Got got) {
        Configuration read = BraiinsProtocol.configuration(got.json());
        Long target = read == null ? null : read.powerTargetWatts();
        if (target == null) {
            return garbled(reply, "its power target cannot be read back");
        }
        return target <= level
                ? done(ending.accepted(reply))
                : rejected(
                        reply,
                        Failure.DEVICE_ERROR,
                        "it said yes, but its power target is still " + target + " W");
    }
}
