package org.trimtab.drivers.vnish;

import java.time.Instant;
import org.trimtab.dispatch.Failure;
import org.trimtab.drivers.api.DeviceReport;
import org.trimtab.drivers.api.Reply;
import org.trimtab.drivers.api.Turn;
import org.trimtab.drivers.rest.RestPoll;
import org.trimtab.drivers.rest.RestTalk;
import org.trimtab.drivers.vnish.VnishProtocol.Settings;
import org.trimtab.drivers.vnish.VnishProtocol.Summary;
import org.trimtab.resource.Device;

/**
 * Reads a device's summary, which needs no login on most versions, and its pools from its settings, where they stand
 * also while it sleeps.
 */
final class VnishPoll extends RestPoll {
    private final Device device;
    private final VnishSite site;
    private final boolean withPools;
    private final Instant startedAt;

    VnishPoll(Device device, VnishSite site, RestTalk talk, boolean withPools, Instant startedAt) {
        super(talk);
        this.device = device;
        this.site = site;
        this.withPools = withPools;
        this.startedAt = startedAt;
    }

    @Override
    public Turn<DeviceReport> open() {
        return ask(VnishProtocol.get(VnishProtocol.SUMMARY, site.within()), this::summary);
    }

    private Turn<DeviceReport> summary(Reply reply, RestTalk.Result.Got got) {
        Summary summary = VnishProtocol.summary(got.json());
        if (summary == null) {
            return trouble(Failure.GARBLED, "its summary gives no hash rate");
        }
        known(VnishMapping.reading(device, startedAt, summary));
        return withPools
                ? ask(
                        VnishProtocol.get(VnishProtocol.SETTINGS, site.within()).withLogin(),
                        this::pools)
                : done(null);
    }

    private Turn<DeviceReport> pools(Reply reply, RestTalk.Result.Got got) {
        Settings settings = VnishProtocol.settings(got.json());
        return settings == null || settings.poolsDigest() == null
                ? trouble(Failure.GARBLED, "its settings name none")
                : done(settings.poolsDigest());
    }
}
