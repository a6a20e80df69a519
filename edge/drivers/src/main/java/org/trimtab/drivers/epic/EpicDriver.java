package org.trimtab.drivers.epic;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
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
import org.trimtab.drivers.rest.PagedInspection;
import org.trimtab.drivers.rest.RestRequest;
import org.trimtab.drivers.rest.RestTalk;
import org.trimtab.drivers.rest.Tokens;
import org.trimtab.resource.Device;

/** Speaks ePIC's PowerPlay: HTTP on the port others use for cgminer, the password in every request that changes. */
public final class EpicDriver implements Driver {
    /** The family's name. */
    public static final String FAMILY = "epic";

    /** The login these devices are delivered with; it has no user. */
    public static final Credentials AS_DELIVERED = new Credentials("", "letmein");

    static final Duration READ_WITHIN = Duration.ofSeconds(5);

    private final FamilyDescriptor descriptor;
    private final Surroundings surroundings;
    private final Tokens tokens = new Tokens();

    public EpicDriver(FamilyDescriptor descriptor, Surroundings surroundings) {
        this.descriptor = descriptor;
        this.surroundings = surroundings;
    }

    @Override
    public FamilyDescriptor descriptor() {
        return descriptor;
    }

    @Override
    public Fingerprint fingerprint() {
        return new EpicFingerprint(descriptor);
    }

    @Override
    public Conversation<DeviceReport> poll(Device device, boolean withPools, Instant startedAt) {
        return new EpicPoll(device, talk(device), withPools, startedAt);
    }

    @Override
    public Conversation<CommandOutcome> perform(Device device, Command command) {
        return switch (command.action()) {
            case Action.State state ->
                    new EpicChange(
                            talk(device),
                            command,
                            EpicProtocol.change(
                                    state,
                                    surroundings
                                            .access()
                                            .apply(device.id())
                                            .or(AS_DELIVERED)
                                            .password(),
                                    descriptor.timing().answersWithin()));
            case Action.CapAt cap ->
                    Settled.unsupported(
                            command,
                            "its firmware is tuned to a hash rate, not to a power, so no cap can"
                                    + " be promised");
        };
    }

    @Override
    public Conversation<Inspection> inspect(Device device, Instant startedAt) {
        return new PagedInspection(
                poll(device, true, startedAt),
                talk(device),
                List.of(
                        RestRequest.get(EpicProtocol.SUMMARY, READ_WITHIN),
                        RestRequest.get(EpicProtocol.CAPABILITIES, READ_WITHIN)),
                descriptor.capabilities(),
                (report, pages) -> EpicInspection.of(descriptor, report, pages));
    }

    private RestTalk talk(Device device) {
        return new RestTalk(
                new RestTalk.Server(
                        device.id(),
                        device.endpoint().host(),
                        device.endpoint().port(),
                        surroundings.access().apply(device.id()),
                        AS_DELIVERED),
                null,
                tokens,
                surroundings.clock().instant());
    }
}
