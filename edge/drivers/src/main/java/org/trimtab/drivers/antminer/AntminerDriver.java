package org.trimtab.drivers.antminer;

import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.trimtab.dispatch.Command;
import org.trimtab.dispatch.CommandOutcome;
import org.trimtab.drivers.api.Conversation;
import org.trimtab.drivers.api.Credentials;
import org.trimtab.drivers.api.DeviceReport;
import org.trimtab.drivers.api.Driver;
import org.trimtab.drivers.api.FamilyDescriptor;
import org.trimtab.drivers.api.PriorState;
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
    private final PriorState priorState;
    private final Function<DeviceId, Credentials> credentials;
    private final Map<DeviceId, DigestLogin> logins = new ConcurrentHashMap<>();

    /**
     * A driver.
     *
     * @param priorState keeps the work modes to go back to
     * @param credentials finds a device's login
     */
    public AntminerDriver(
            FamilyDescriptor descriptor,
            PriorState priorState,
            Function<DeviceId, Credentials> credentials) {
        this.descriptor = descriptor;
        this.priorState = priorState;
        this.credentials = credentials;
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
        return new AntminerModeChange(
                page(device), command, priorState, descriptor.timing().answersWithin());
    }

    private Page page(Device device) {
        return new Page(
                device.endpoint(),
                credentials.apply(device.id()),
                logins.computeIfAbsent(device.id(), id -> new DigestLogin()));
    }
}
