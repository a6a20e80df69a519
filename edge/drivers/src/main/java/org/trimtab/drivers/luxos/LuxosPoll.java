package org.trimtab.drivers.luxos;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.trimtab.dispatch.Failure;
import org.trimtab.drivers.api.Conversation;
import org.trimtab.drivers.api.DeviceReport;
import org.trimtab.drivers.api.Exchange;
import org.trimtab.drivers.api.Framing;
import org.trimtab.drivers.api.Reply;
import org.trimtab.drivers.api.Turn;
import org.trimtab.drivers.api.WireFailure;
import org.trimtab.drivers.cgminer.CgminerJson;
import org.trimtab.drivers.cgminer.CgminerReply;
import org.trimtab.quantity.HashRate;
import org.trimtab.resource.Device;

/**
 * Reads a LuxOS device: hash rate, power, settings and, when wanted, pools; all in one trip from firmware that answers
 * joined commands, else one by one. Firmware that does not understand them says so once, which is remembered.
 */
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
    private final LuxosMemory memory;
    private final boolean withPools;
    private final Instant startedAt;
    private boolean joined;
    private Step step = Step.SUMMARY;
    private HashRate hashRate = HashRate.ZERO;
    private LuxosProtocol.@Nullable PowerUse power;
    private LuxosProtocol.@Nullable Config config;

    LuxosPoll(Device device, LuxosMemory memory, boolean withPools, Instant startedAt) {
        this.device = device;
        this.memory = memory;
        this.withPools = withPools;
        this.startedAt = startedAt;
    }

    @Override
    public Turn<DeviceReport> open() {
        joined = memory.joined() != LuxosMemory.Joined.NOT_UNDERSTOOD;
        return joined ? ask(String.join("+", wanted())) : ask(Step.SUMMARY);
    }

    @Override
    public Turn<DeviceReport> next(Reply reply) {
        WireFailure lost = WireFailure.of(reply);
        if (lost != null) {
            boolean heardIt = reply.writtenAt() != null;
            if (joined && heardIt && memory.joined() == LuxosMemory.Joined.UNTRIED) {
                memory.joined(LuxosMemory.Joined.NOT_UNDERSTOOD); // next time one by one
            }
            return failed(lost.failure(), lost.detail());
        }
        byte[] bytes = reply instanceof Reply.Answered answered ? answered.bytes() : new byte[0];
        return joined ? all(bytes) : one(CgminerReply.parse(bytes));
    }

    private Turn<DeviceReport> all(byte[] bytes) {
        CgminerJson json = CgminerJson.parse(bytes);
        if (json == null || json.truncated()) {
            return failed(Failure.GARBLED, "its answer cannot be read");
        }
        if (json.root().get(Step.SUMMARY.command) == null) {
            if (CgminerReply.parse(bytes) == null) {
                return failed(Failure.GARBLED, "its answer cannot be read");
            }
            memory.joined(LuxosMemory.Joined.NOT_UNDERSTOOD);
            joined = false;
            return ask(Step.SUMMARY);
        }
        memory.joined(LuxosMemory.Joined.UNDERSTOOD);
        Turn<DeviceReport> turn = ask(Step.SUMMARY);
        for (String command : wanted()) {
            turn = one(CgminerReply.joined(json, command));
            if (turn instanceof Turn.Done<DeviceReport>) {
                return turn;
            }
        }
        return turn;
    }

    private Turn<DeviceReport> one(@Nullable CgminerReply answer) {
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

    private List<String> wanted() {
        List<String> commands = new ArrayList<>();
        for (Step each : Step.values()) {
            if (each != Step.POOLS || withPools) {
                commands.add(each.command);
            }
        }
        return commands;
    }

    private Turn<DeviceReport> ask(Step next) {
        step = next;
        return ask(next.command);
    }

    private Turn<DeviceReport> ask(String command) {
        return new Turn.Ask<>(
                new Exchange(
                        device.endpoint().port(),
                        LuxosProtocol.ask(command),
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
