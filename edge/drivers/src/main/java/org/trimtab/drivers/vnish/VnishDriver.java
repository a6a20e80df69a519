package org.trimtab.drivers.vnish;

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
import org.trimtab.drivers.rest.PagedInspection;
import org.trimtab.drivers.rest.RestTalk;
import org.trimtab.resource.Device;

/** Speaks to VNish. */
public final class VnishDriver implements Driver {
    /** The family's name. */
    public static final String FAMILY = "vnish";

    private final FamilyDescriptor descriptor;
    private final VnishSite site;

    public VnishDriver(FamilyDescriptor descriptor, Surroundings surroundings) {
        this.descriptor = descriptor;
        this.site = new VnishSite(descriptor, surroundings);
    }

    @Override
    public FamilyDescriptor descriptor() {
        return descriptor;
    }

    @Override
    public Fingerprint fingerprint() {
        return new VnishFingerprint();
    }

    @Override
    public Conversation<DeviceReport> poll(Device device, boolean withPools, Instant startedAt) {
        return new VnishPoll(device, site, site.talk(device), withPools, startedAt);
    }

    @Override
    public Conversation<CommandOutcome> perform(Device device, Command command) {
        RestTalk talk = site.talk(device);
        return switch (command.action()) {
            case Action.State.SLEEP -> new VnishSleep(site, talk, command);
            case Action.State.WAKE -> new VnishWake(device, site, talk, command);
            case Action.CapAt cap -> new VnishCap(device, site, talk, command, cap.most());
        };
    }

    @Override
    public Conversation<Inspection> inspect(Device device, Instant startedAt) {
        RestTalk talk = site.talk(device);
        VnishInspection inspection = new VnishInspection(device, site, descriptor);
        return new PagedInspection(
                new VnishPoll(device, site, talk, true, startedAt),
                talk,
                inspection.pages(),
                descriptor.capabilities(),
                inspection::told);
    }

    @Override
    public Conversation<Readiness> prepare(Device device, Instant startedAt) {
        return new VnishReadying(site, site.talk(device));
    }

    /** Null when nothing of ours holds: tokens cost the device nothing and lapse by themselves. */
    @Override
    public @Nullable Conversation<Readiness> standDown(Device device, Instant startedAt) {
        return site.prior(device.id()).equals(VnishPrior.NONE)
                ? null
                : new VnishStandDown(new VnishRestore(device, site, site.talk(device)));
    }
}
