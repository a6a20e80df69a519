package org.trimtab.drivers.antminer;

import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.trimtab.dispatch.Action;
import org.trimtab.dispatch.Command;
import org.trimtab.dispatch.CommandOutcome;
import org.trimtab.drivers.api.Conversation;
import org.trimtab.drivers.api.Credentials;
import org.trimtab.drivers.api.DeviceReport;
import org.trimtab.drivers.api.Driver;
import org.trimtab.drivers.api.FamilyDescriptor;
import org.trimtab.drivers.api.Fingerprint;
import org.trimtab.drivers.api.Inspection;
import org.trimtab.drivers.api.Settled;
import org.trimtab.drivers.api.Surroundings;
import org.trimtab.drivers.transport.DigestLogin;
import org.trimtab.resource.Device;
import org.trimtab.resource.DeviceId;

/** Speaks to Antminers with their maker's firmware. */
public final class AntminerDriver implements Driver {
    /** The family's name. */
    public static final String FAMILY = "antminer";

    /** The login these devices are delivered with. */
    public static final Credentials AS_DELIVERED = new Credentials("root", "root");

    private final FamilyDescriptor descriptor;
    private final Surroundings surroundings;
    private final Map<DeviceId, DigestLogin> logins = new ConcurrentHashMap<>();

    public AntminerDriver(FamilyDescriptor descriptor, Surroundings surroundings) {
        this.descriptor = descriptor;
        this.surroundings = surroundings;
    }

    @Override
    public FamilyDescriptor descriptor() {
        return descriptor;
    }

    @Override
    public Conversation<DeviceReport> poll(Device device, boolean withPools, Instant startedAt) {
        return new AntminerPoll(device, page(device), withPools, startedAt);
    }

    @Override
    public Conversation<CommandOutcome> perform(Device device, Command command) {
        if (!(command.action() instanceof Action.State wanted)) {
            return Settled.unsupported(
                    command,
                    "its firmware has no power limit; its work modes restart the machine and do not"
                            + " say what they draw");
        }
        return new AntminerModeChange(
                page(device),
                command,
                wanted,
                surroundings.priorState(),
                descriptor.timing().answersWithin());
    }

    @Override
    public Fingerprint fingerprint() {
        return new AntminerFingerprint();
    }

    @Override
    public Conversation<Inspection> inspect(Device device, Instant startedAt) {
        Page page = page(device);
        return new AntminerInspection(
                descriptor,
                page,
                new AntminerPoll(device, page, true, startedAt),
                surroundings.access().apply(device.id()).or(AS_DELIVERED).equals(AS_DELIVERED));
    }

    private Page page(Device device) {
        return new Page(
                device.endpoint(),
                surroundings.access().apply(device.id()),
                logins.computeIfAbsent(device.id(), id -> new DigestLogin()));
    }
}
