package org.trimtab.drivers.proto;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.trimtab.dispatch.Failure;
import org.trimtab.drivers.api.DeviceReport;
import org.trimtab.drivers.api.Reply;
import org.trimtab.drivers.api.Turn;
import org.trimtab.drivers.proto.ProtoProtocol.Mining;
import org.trimtab.drivers.rest.RestPoll;
import org.trimtab.drivers.rest.RestTalk;
import org.trimtab.resource.Device;
import tools.jackson.databind.JsonNode;

/** Reads a rig: its mining status, what its supplies measure and, when wanted, its pools. */
final class ProtoPoll extends RestPoll {
    private final Device device;
    private final boolean withPools;
    private final Instant startedAt;
    private @Nullable Mining mining;
    private boolean readable;

    ProtoPoll(Device device, RestTalk talk, boolean withPools, Instant startedAt) {
        super(talk);
        this.device = device;
        this.withPools = withPools;
        this.startedAt = startedAt;
    }

    @Override
    public Turn<DeviceReport> open() {
        return ask(ProtoProtocol.read(ProtoProtocol.MINING), (reply, got) -> mining(got.json()));
    }

    @Override
    protected Turn<DeviceReport> refused(
            Reply reply, boolean acting, RestTalk.Result.Refused refused) {
        Mining known = mining;
        boolean noTelemetry = refused.status() == 404 || refused.status() == 400;
        return known != null && !readable && noTelemetry
                ? read(known, null)
                : super.refused(reply, acting, refused);
    }

    private Turn<DeviceReport> mining(@Nullable JsonNode page) {
        Mining read = ProtoProtocol.mining(page);
        if (read == null) {
            return trouble(Failure.GARBLED, "its mining status cannot be read");
        }
        mining = read;
        return ask(
                ProtoProtocol.read(ProtoProtocol.TELEMETRY),
                (reply, got) -> {
                    JsonNode telemetry = got.json();
                    return telemetry == null
                            ? trouble(Failure.GARBLED, "its telemetry cannot be read")
                            : read(read, ProtoProtocol.measured(telemetry));
                });
    }

    private Turn<DeviceReport> read(Mining known, @Nullable Long measured) {
        readable = true;
        known(ProtoMapping.reading(device, startedAt, known, measured));
        return withPools
                ? ask(ProtoProtocol.read(ProtoProtocol.POOLS), (reply, got) -> pools(got.json()))
                : done(null);
    }

    private Turn<DeviceReport> pools(@Nullable JsonNode page) {
        String digest = ProtoProtocol.poolsDigest(page);
        return digest == null ? trouble(Failure.GARBLED, "it lists none") : done(digest);
    }
}
