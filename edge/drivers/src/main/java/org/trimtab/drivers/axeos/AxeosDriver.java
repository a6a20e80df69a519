package org.trimtab.drivers.axeos;

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

/** Speaks AxeOS: a page that tells everything, and two requests, to pause and to resume. It knows no login. */
public final class AxeosDriver implements Driver {
    /** The family's name. */
    public static final String FAMILY = "axeos";

    static final Duration READ_WITHIN = Duration.ofSeconds(8);

    private static final Credentials NO_LOGIN = new Credentials("", "");

    private final FamilyDescriptor descriptor;
    private final Surroundings surroundings;
    private final Tokens tokens = new Tokens();

    public AxeosDriver(FamilyDescriptor descriptor, Surroundings surroundings) {
        this.descriptor = descriptor;
        this.surroundings = surroundings;
    }

    @Override
    public FamilyDescriptor descriptor() {
        return descriptor;
    }

    @Override
    public Fingerprint fingerprint() {
        return new AxeosFingerprint();
    }

    @Override
    public Conversation<DeviceReport> poll(Device device, boolean withPools, Instant startedAt) {
        return new AxeosPoll(device, talk(device), withPools, startedAt);
    }

    @Override
    public Conversation<CommandOutcome> perform(Device device, Command command) {
        return switch (command.action()) {
            case Action.State state ->
                    new AxeosChange(
                            talk(device),
                            command,
                            AxeosProtocol.change(state, descriptor.timing().answersWithin()));
            case Action.CapAt cap ->
                    Settled.unsupported(
                            command,
                            "its power follows its frequency and voltage, which are never written");
        };
    }

    @Override
    public Conversation<Inspection> inspect(Device device, Instant startedAt) {
        return new PagedInspection(
                poll(device, true, startedAt),
                talk(device),
                List.of(RestRequest.get(AxeosProtocol.INFO, READ_WITHIN)),
                descriptor.capabilities(),
                (report, pages) -> AxeosInspection.of(descriptor, report, pages));
    }

    private RestTalk talk(Device device) {
        return new RestTalk(
                new RestTalk.Server(
                        device.id(),
                        device.endpoint().host(),
                        device.endpoint().port(),
                        surroundings.access().apply(device.id()),
                        NO_LOGIN),
                null,
                tokens,
                surroundings.clock().instant());
    }
}
