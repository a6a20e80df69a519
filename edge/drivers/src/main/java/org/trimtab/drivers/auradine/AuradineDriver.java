package org.trimtab.drivers.auradine;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.trimtab.dispatch.Command;
import org.trimtab.dispatch.CommandOutcome;
import org.trimtab.drivers.api.Conversation;
import org.trimtab.drivers.api.Credentials;
import org.trimtab.drivers.api.DeviceReport;
import org.trimtab.drivers.api.Driver;
import org.trimtab.drivers.api.FamilyDescriptor;
import org.trimtab.drivers.api.Fingerprint;
import org.trimtab.drivers.api.Inspection;
import org.trimtab.drivers.api.Readiness;
import org.trimtab.drivers.api.Surroundings;
import org.trimtab.drivers.rest.PagedInspection;
import org.trimtab.drivers.rest.RestReadiness;
import org.trimtab.drivers.rest.RestRequest;
import org.trimtab.drivers.rest.RestTalk;
import org.trimtab.drivers.rest.TokenLogin;
import org.trimtab.drivers.rest.Tokens;
import org.trimtab.quantity.Power;
import org.trimtab.resource.Device;

/** Speaks FluxOS: cgminer's envelope over HTTP, behind a token. */
public final class AuradineDriver implements Driver {
    /** The family's name. */
    public static final String FAMILY = "auradine";

    /** The login these devices are delivered with. */
    public static final Credentials AS_DELIVERED = new Credentials("admin", "admin");

    static final Duration READ_WITHIN = Duration.ofSeconds(5);

    private final FamilyDescriptor descriptor;
    private final Surroundings surroundings;
    private final TokenLogin login;
    private final Tokens tokens = new Tokens();

    public AuradineDriver(FamilyDescriptor descriptor, Surroundings surroundings) {
        this.descriptor = descriptor;
        this.surroundings = surroundings;
        this.login = new AuradineLogin(descriptor.duration("token-life"));
    }

    @Override
    public FamilyDescriptor descriptor() {
        return descriptor;
    }

    @Override
    public Fingerprint fingerprint() {
        return new AuradineFingerprint();
    }

    @Override
    public Conversation<DeviceReport> poll(Device device, boolean withPools, Instant startedAt) {
        return new AuradinePoll(device, talk(device), withPools, startedAt);
    }

    @Override
    public Conversation<CommandOutcome> perform(Device device, Command command) {
        FamilyDescriptor.Cap cap = descriptor.cap();
        Power least = cap == null ? device.running() : cap.least().of(device.running());
        return new AuradineChange(
                talk(device),
                command,
                surroundings.priorState(),
                least,
                descriptor.timing().answersWithin());
    }

    @Override
    public Conversation<Inspection> inspect(Device device, Instant startedAt) {
        return new PagedInspection(
                poll(device, true, startedAt),
                talk(device),
                List.of(
                        RestRequest.get(AuradineProtocol.MODE, READ_WITHIN).withLogin(),
                        RestRequest.get(AuradineProtocol.REPORT, READ_WITHIN).withLogin()),
                descriptor.capabilities(),
                (report, pages) -> AuradineInspection.of(descriptor, report, pages));
    }

    @Override
    public Conversation<Readiness> prepare(Device device, Instant startedAt) {
        return new RestReadiness(talk(device), RestRequest.get(AuradineProtocol.MODE, READ_WITHIN));
    }

    private RestTalk talk(Device device) {
        return new RestTalk(
                new RestTalk.Server(
                        device.id(),
                        device.endpoint().host(),
                        device.endpoint().port(),
                        surroundings.access().apply(device.id()),
                        AS_DELIVERED),
                login,
                tokens,
                surroundings.clock().instant());
    }
}
