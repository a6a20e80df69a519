package org.trimtab.drivers.axeos;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.trimtab.dispatch.Failure;
import org.trimtab.drivers.api.DeviceReport;
import org.trimtab.drivers.api.Reply;
import org.trimtab.drivers.api.Turn;
import org.trimtab.drivers.axeos.AxeosProtocol.About;
import org.trimtab.drivers.rest.RestPoll;
import org.trimtab.drivers.rest.RestRequest;
import org.trimtab.drivers.rest.RestTalk;
import org.trimtab.resource.Device;
import tools.jackson.databind.JsonNode;

/** Reads a device: its information page holds everything, its pools too. */
final class AxeosPoll extends RestPoll {
    private final Device device;
    private final boolean withPools;
    private final Instant startedAt;

    AxeosPoll(Device device, RestTalk talk, boolean withPools, Instant startedAt) {
        super(talk);
        this.device = device;
        this.withPools = withPools;
        this.startedAt = startedAt;
    }

    @Override
    public Turn<DeviceReport> open() {
        return ask(
                RestRequest.get(AxeosProtocol.INFO, AxeosDriver.READ_WITHIN),
                (reply, got) -> info(got.json()));
    }

    @Override
    protected Turn<DeviceReport> failed(
            Reply reply, boolean acting, RestTalk.Result.Failed failed) {
        return failed.failure() == Failure.WRONG_PASSWORD
                ? trouble(Failure.DEVICE_ERROR, AxeosChange.STRANGER)
                : super.failed(reply, acting, failed);
    }

    private Turn<DeviceReport> info(@Nullable JsonNode page) {
        About info = AxeosProtocol.info(page);
        if (info == null) {
            return trouble(Failure.GARBLED, "its information page cannot be read");
        }
        known(AxeosMapping.reading(device, startedAt, info));
        if (!withPools) {
            return done(null);
        }
        String digest = AxeosProtocol.poolsDigest(page);
        return digest == null ? trouble(Failure.GARBLED, "it names none") : done(digest);
    }
}
