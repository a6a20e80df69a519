package org.trimtab.drivers.proto;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.trimtab.dispatch.Command;
import org.trimtab.dispatch.CommandOutcome;
import org.trimtab.drivers.api.Access;
import org.trimtab.drivers.api.Conversation;
import org.trimtab.drivers.api.Credentials;
import org.trimtab.drivers.api.DeviceReport;
import org.trimtab.drivers.api.Driver;
import org.trimtab.drivers.api.Encryption;
import org.trimtab.drivers.api.FamilyDescriptor;
import org.trimtab.drivers.api.Fingerprint;
import org.trimtab.drivers.api.Inspection;
import org.trimtab.drivers.api.Readiness;
import org.trimtab.drivers.api.Surroundings;
import org.trimtab.drivers.rest.PagedInspection;
import org.trimtab.drivers.rest.RestReadiness;
import org.trimtab.drivers.rest.RestTalk;
import org.trimtab.drivers.rest.TokenLogin;
import org.trimtab.drivers.rest.Tokens;
import org.trimtab.resource.Device;

/** Speaks to the Proto Rig: JSON over HTTP or HTTPS, behind a token. */
public final class ProtoDriver implements Driver {
    /** The family's name. */
    public static final String FAMILY = "proto";

    /** The login these devices are delivered with; it has no user. */
    public static final Credentials AS_DELIVERED = new Credentials("", "proto");

    static final Duration READ_WITHIN = Duration.ofSeconds(8);

    private static final int HTTPS = 443;

    private final FamilyDescriptor descriptor;
    private final Surroundings surroundings;
    private final TokenLogin login;
    private final Tokens tokens = new Tokens();

    public ProtoDriver(FamilyDescriptor descriptor, Surroundings surroundings) {
        this.descriptor = descriptor;
        this.surroundings = surroundings;
        this.login = new ProtoLogin(descriptor.duration("token-life"));
    }

    @Override
    public FamilyDescriptor descriptor() {
        return descriptor;
    }

    @Override
    public Fingerprint fingerprint() {
        return new ProtoFingerprint();
    }

    @Override
    public Conversation<DeviceReport> poll(Device device, boolean withPools, Instant startedAt) {
        return new ProtoPoll(device, talk(device), withPools, startedAt);
    }

    @Override
    public Conversation<CommandOutcome> perform(Device device, Command command) {
        return new ProtoChange(
                talk(device),
                command,
                surroundings.priorState(),
                descriptor.timing().answersWithin());
    }

    @Override
    public Conversation<Inspection> inspect(Device device, Instant startedAt) {
        return new PagedInspection(
                poll(device, true, startedAt),
                talk(device),
                List.of(
                        ProtoProtocol.read(ProtoProtocol.TARGET),
                        ProtoProtocol.read(ProtoProtocol.SYSTEM),
                        ProtoProtocol.read(ProtoProtocol.SYSTEM_STATUS),
                        ProtoProtocol.read(ProtoProtocol.COOLING),
                        ProtoProtocol.read(ProtoProtocol.CURTAILMENT)),
                descriptor.capabilities(),
                (report, pages) -> ProtoInspection.of(descriptor, device, report, pages));
    }

    @Override
    public Conversation<Readiness> prepare(Device device, Instant startedAt) {
        return new RestReadiness(talk(device), ProtoProtocol.read(ProtoProtocol.MINING));
    }

    private RestTalk talk(Device device) {
        Access access = surroundings.access().apply(device.id());
        // A device file that names no port means the family's; encrypted, that is the port of
        // HTTPS.
        boolean familys = device.endpoint().port() == descriptor.port();
        int port =
                access.encryption() != Encryption.NONE && familys
                        ? access.port("https", HTTPS)
                        : device.endpoint().port();
        return new RestTalk(
                new RestTalk.Server(
                        device.id(), device.endpoint().host(), port, access, AS_DELIVERED),
                login,
                tokens,
                surroundings.clock().instant());
    }
}
