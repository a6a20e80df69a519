package org.trimtab.drivers.luxos;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.trimtab.dispatch.Failure;
import org.trimtab.drivers.api.Conversation;
import org.trimtab.drivers.api.DeviceReport;
import org.trimtab.drivers.api.Exchange;
import org.trimtab.drivers.api.Framing;
import org.trimtab.drivers.api.Reply;
import org.trimtab.drivers.api.Turn;
import org.trimtab.drivers.api.WireFailure;
import org.trimtab.drivers.cgminer.CgminerReply;
import org.trimtab.quantity.HashRate;
import org.trimtab.resource.Device;

/** Reads a LuxOS device: hash rate, power, settings and, when wanted, pools. */
final class LuxosPoll implements Conversation<DeviceReport> {
    private static final Duration ANSWERS_WITHIN = Duration.ofSeconds(5);

    private enum Step {
        SUMMARY("summary"),
        POWER("power"),
        CONFIG("config"),
        POOLS("pools");

        private final String command;

        Step(String command) {
            this.command = command;
        }
    }

    private final Device device;
    private final boolean withPools;
    private final Instant startedAt;
    private Step step = Step.SUMMARY;
    private HashRate hashRate = HashRate.ZERO;
    private LuxosProtocol.@Nullable PowerUse power;
    private LuxosProtocol.@Nullable Config config;

    LuxosPoll(Device device, boolean withPools, Instant startedAt) {
        this.device = device;
        this.withPools = withPools;
        this.startedAt = startedAt;
    }

    @Override
    public Turn<DeviceReport> open() {
        return ask(Step.SUMMARY);
    }

    @Override
    public Turn<DeviceReport> next(Reply reply) {
        WireFailure lost = WireFailure.of(reply);
        if (lost != null) {
            return failed(lost.failure(), lost.detail());
        }
        CgminerReply answer =
                reply instanceof Reply.Answered answered
                        ? CgminerReply.parse(answered.bytes())
                        : null;
        if (answer == null) {
            return failed(Failure.GARBLED, "its answer cannot be read");
        }
        // Without a power figure the nameplate's serves, so a refusal there is no failure.
        if (!answer.success() && step != Step.POWER) {
            return failed(Failure.DEVICE_ERROR, "it says \"" + answer.message() + "\"");
        }
        return switch (step) {
            case SUMMARY -> summary(answer);
            case POWER -> {
                power = LuxosProtocol.power(answer);
                yield power == null && answer.success()
                        ? failed(Failure.GARBLED, "its power answer gives no figure")
                        : ask(Step.CONFIG);
            }
            case CONFIG -> {
                config = LuxosProtocol.config(answer);
                yield config == null
                        ? failed(Failure.GARBLED, "its settings cannot be read")
                        : withPools ? ask(Step.POOLS) : done(config, null, "");
            }
            case POOLS -> {
                String digest = LuxosProtocol.poolsDigest(answer);
                yield config == null || digest == null
                        ? failed(Failure.GARBLED, "its pools cannot be read")
                        : done(config, digest, "");
            }
        };
    }

    private Turn<DeviceReport> summary(CgminerReply answer) {
        Long megahashes = LuxosProtocol.megahashesPerSecond(answer);
        if (megahashes == null) {
            return failed(Failure.GARBLED, "its summary gives no hash rate");
        }
        hashRate = new HashRate(megahashes);
        return ask(Step.POWER);
    }

    private Turn<DeviceReport> ask(Step next) {
        step = next;
        return new Turn.Ask<>(
                new Exchange(
                        device.endpoint().port(),
                        LuxosProtocol.ask(next.command),
                        Framing.CGMINER,
                        ANSWERS_WITHIN,
                        false));
    }

    private Turn<DeviceReport> done(
            LuxosProtocol.Config settings, @Nullable String poolsDigest, String detail) {
        return new Turn.Done<>(
                new DeviceReport(
                        LuxosMapping.reading(device, startedAt, hashRate, settings, power),
                        null,
                        detail,
                        poolsDigest));
    }

    private Turn<DeviceReport> failed(Failure failure, String detail) {
        if (step == Step.POOLS && config != null) {
            return done(config, null, "its pools could not be read: " + detail);
        }
        return new Turn.Done<>(new DeviceReport(null, failure, detail, null));
    }
}
