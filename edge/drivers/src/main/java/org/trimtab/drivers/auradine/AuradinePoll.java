package org.trimtab.drivers.auradine;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.trimtab.dispatch.Failure;
import org.trimtab.drivers.api.DeviceReport;
import org.trimtab.drivers.api.Reply;
import org.trimtab.drivers.api.Turn;
import org.trimtab.drivers.auradine.AuradineProtocol.Mode;
import org.trimtab.drivers.cgminer.CgminerReply;
import org.trimtab.drivers.rest.RestPoll;
import org.trimtab.drivers.rest.RestRequest;
import org.trimtab.drivers.rest.RestTalk;
import org.trimtab.quantity.HashRate;
import org.trimtab.resource.Device;

/** Reads a device: its mode, its power supply, its hash rate and, when wanted, its pools. */
final class AuradinePoll extends RestPoll {
    /** What follows an answer in the envelope, whether it says yes or no. */
    private interface ThenReply {
        Turn<DeviceReport> follow(CgminerReply answer);
    }

    private final Device device;
    private final boolean withPools;
    private final Instant startedAt;
    private @Nullable Long watts;

    AuradinePoll(Device device, RestTalk talk, boolean withPools, Instant startedAt) {
        super(talk);
        this.device = device;
        this.withPools = withPools;
        this.startedAt = startedAt;
    }

    @Override
    public Turn<DeviceReport> open() {
        return page(AuradineProtocol.MODE, this::mode);
    }

    private Turn<DeviceReport> mode(CgminerReply answer) {
        if (!answer.success()) {
            return refused(answer);
        }
        Mode mode = AuradineProtocol.mode(answer);
        return mode == null
                ? trouble(Failure.GARBLED, "its mode cannot be read")
                : page(AuradineProtocol.SUPPLY, supply -> supply(mode, supply));
    }

    private Turn<DeviceReport> supply(Mode mode, CgminerReply answer) {
        // Without its figure the nameplate's serves, so a refusal here is no failure.
        watts = answer.success() ? AuradineProtocol.watts(answer) : null;
        return answer.success() && watts == null
                ? trouble(Failure.GARBLED, "its power supply gives no power")
                : page(AuradineProtocol.SUMMARY, summary -> summary(mode, summary));
    }

    private Turn<DeviceReport> summary(Mode mode, CgminerReply answer) {
        Long rate = answer.success() ? AuradineProtocol.megahashesPerSecond(answer) : null;
        if (rate == null && !atRest(mode)) {
            return answer.success()
                    ? trouble(Failure.GARBLED, "its summary gives no hash rate")
                    : refused(answer);
        }
        HashRate hashRate = rate == null ? HashRate.ZERO : new HashRate(rate);
        known(AuradineMapping.reading(device, startedAt, mode, hashRate, watts));
        return withPools ? page(AuradineProtocol.POOLS, this::pools) : done(null);
    }

    private Turn<DeviceReport> pools(CgminerReply answer) {
        String digest = answer.success() ? AuradineProtocol.poolsDigest(answer) : null;
        return digest == null ? trouble(Failure.DEVICE_ERROR, "it lists none") : done(digest);
    }

    /** Set to sleep, and its power supply measures next to nothing: a mining process that is gone tells no rate. */
    private boolean atRest(Mode mode) {
        Long measured = watts;
        return Boolean.TRUE.equals(mode.asleep())
                && measured != null
                && measured <= 2 * device.standby().watts();
    }

    private Turn<DeviceReport> refused(CgminerReply answer) {
        return trouble(Failure.DEVICE_ERROR, "it says \"" + answer.message() + "\"");
    }

    private Turn<DeviceReport> page(String path, ThenReply next) {
        return ask(
                RestRequest.get(path, AuradineDriver.READ_WITHIN).withLogin(),
                (reply, got) -> answered(reply, CgminerReply.parse(got.body()), next));
    }

    private Turn<DeviceReport> answered(
            Reply reply, @Nullable CgminerReply answer, ThenReply next) {
        if (answer == null || answer.json().truncated()) {
            return trouble(Failure.GARBLED, "its answer cannot be read");
        }
        return !answer.success() && AuradineProtocol.wantsToken(answer)
                ? tokenRefused(reply)
                : next.follow(answer);
    }
}
