package org.trimtab.drivers.luxos;

import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.trimtab.dispatch.Action;
import org.trimtab.dispatch.Command;
import org.trimtab.dispatch.CommandOutcome;
import org.trimtab.drivers.api.Conversation;
import org.trimtab.drivers.api.DeviceReport;
import org.trimtab.drivers.api.Driver;
import org.trimtab.drivers.api.FamilyDescriptor;
import org.trimtab.drivers.api.Fingerprint;
import org.trimtab.drivers.api.Inspection;
import org.trimtab.drivers.api.PolledInspection;
import org.trimtab.drivers.api.Settled;
import org.trimtab.resource.Device;
import org.trimtab.resource.DeviceId;

/** Speaks LuxOS. */
public final class LuxosDriver implements Driver {
    /** The family's name. */
    public static final String FAMILY = "luxos";

    private final FamilyDescriptor descriptor;

    /**
     * The last session we opened at each device. One that could not be given back is known as ours by it; a session
     * of anybody else is never touched.
     */
    private final Map<DeviceId, String> ownSessions = new ConcurrentHashMap<>();

    public LuxosDriver(FamilyDescriptor descriptor) {
        this.descriptor = descriptor;
    }

    @Override
    public FamilyDescriptor descriptor() {
        return descriptor;
    }

    @Override
    public Conversation<DeviceReport> poll(Device device, boolean withPools, Instant startedAt) {
        return new LuxosPoll(device, withPools, startedAt);
    }

    @Override
    public Conversation<CommandOutcome> perform(Device device, Command command) {
        return switch (command.action()) {
            case Action.State state ->
                    new LuxosCurtailment(
                            device,
                            command,
                            state,
                            ownSessions,
                            descriptor.timing().answersWithin());
            case Action.CapAt cap -> Settled.unsupported(command, "caps are not spoken yet");
        };
    }

    @Override
    public Fingerprint fingerprint() {
        return new LuxosFingerprint();
    }

    @Override
    public Conversation<Inspection> inspect(Device device, Instant startedAt) {
        return new PolledInspection(
                poll(device, true, startedAt),
                report -> PolledInspection.of(descriptor, report));
    }
}
