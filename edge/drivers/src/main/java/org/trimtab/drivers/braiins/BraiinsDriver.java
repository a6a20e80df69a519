package org.trimtab.drivers.braiins;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.trimtab.dispatch.Action;
import org.trimtab.dispatch.Command;
import org.trimtab.dispatch.CommandOutcome;
import org.trimtab.drivers.api.Conversation;
import org.trimtab.drivers.api.DeviceReport;
import org.trimtab.drivers.api.Driver;
import org.trimtab.drivers.api.FamilyDescriptor;
import org.trimtab.drivers.api.Fingerprint;
import org.trimtab.drivers.api.Inspection;
import org.trimtab.drivers.api.Readiness;
import org.trimtab.drivers.api.Surroundings;
import org.trimtab.resource.Device;

/** Speaks to Braiins OS. */
public final class BraiinsDriver implements Driver {
    /** The family's name. */
    public static final String FAMILY = "braiins";

    private final FamilyDescriptor descriptor;
    private final BraiinsRest rest;

    public BraiinsDriver(FamilyDescriptor descriptor, Surroundings surroundings) {
        this.descriptor = descriptor;
        this.rest = new BraiinsRest(descriptor, surroundings);
    }

    @Override
    public FamilyDescriptor descriptor() {
        return descriptor;
    }

    @Override
    public Fingerprint fingerprint() {
        return new BraiinsFingerprint();
    }

    @Override
    public Conversation<DeviceReport> poll(Device device, boolean withPools, Instant startedAt) {
        return new BraiinsPoll(device, rest, rest.talk(device), withPools, startedAt, false);
    }

    @Override
    public Conversation<CommandOutcome> perform(Device device, Command command) {
        return switch (command.action()) {
            case Action.State.SLEEP ->
                    new BraiinsSleep(
                            device,
                            rest,
                            rest.talk(device),
                            command,
                            descriptor.timing().answersWithin());
            case Action.State.WAKE ->
                    new BraiinsWake(
                            device,
                            rest,
                            rest.talk(device),
                            command,
                            descriptor.timing().answersWithin());
            case Action.CapAt cap ->
                    new BraiinsCap(device, rest, rest.talk(device), command, cap.most());
        };
    }

    @Override
    public Conversation<Inspection> inspect(Device device, Instant startedAt) {
        var talk = rest.talk(device);
        return new BraiinsInspection(
                device,
                rest,
                talk,
                descriptor,
                new BraiinsPoll(device, rest, talk, true, startedAt, true));
    }

    /** Null while its REST interface is known not to be usable: it sleeps in one trip all the same. */
    @Override
    public @Nullable Conversation<Readiness> prepare(Device device, Instant startedAt) {
        return rest.worthAsking(device.id())
                ? new BraiinsReadying(device, rest, rest.talk(device))
                : null;
    }

    @Override
    public @Nullable Conversation<Readiness> standDown(Device device, Instant startedAt) {
        return rest.prior(device.id()).equals(BraiinsPrior.NONE)
                ? null
                : new BraiinsStandDown(
                        new BraiinsRestore(device, rest, rest.talk(device), true, true));
    }
}
