package org.trimtab.drivers.epic;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.trimtab.dispatch.Failure;
import org.trimtab.drivers.api.DeviceReport;
import org.trimtab.drivers.api.Turn;
import org.trimtab.drivers.epic.EpicProtocol.Summary;
import org.trimtab.drivers.rest.RestPoll;
import org.trimtab.drivers.rest.RestRequest;
import org.trimtab.drivers.rest.RestTalk;
import org.trimtab.resource.Device;
import tools.jackson.databind.JsonNode;

/** Reads a device: its summary holds everything, its pools too. */
final class EpicPoll extends RestPoll {
    private final Device device;
    private final boolean withPools;
    private final Instant startedAt;

    EpicPoll(Device device, RestTalk talk, boolean withPools, Instant startedAt) {
        super(talk);
        this.device = device;
        this.withPools = withPools;
        this.startedAt = startedAt;
    }

    @Override
    public Turn<DeviceReport> open() {
        return ask(
                RestRequest.get(EpicProtocol.SUMMARY, EpicDriver.READ_WITHIN),
                (reply, got) -> summary(got.json()));
    }

    private Turn<DeviceReport> summary(@Nullable JsonNode page) {
        Summary summary = EpicProtocol.summary(page);
        if (summary == null) {
            return trouble(Failure.GARBLED, "its summary cannot be read");
        }
        known(EpicMapping.reading(device, startedAt, summary));
        if (!withPools) {
            return done(null);
        }
        String digest = EpicProtocol.poolsDigest(page);
        return digest == null ? trouble(Failure.GARBLED, "it lists none") : done(digest);
    }
}
