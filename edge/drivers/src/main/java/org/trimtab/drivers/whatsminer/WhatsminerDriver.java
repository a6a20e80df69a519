package org.trimtab.drivers.whatsminer;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.trimtab.dispatch.Command;
import org.trimtab.dispatch.CommandOutcome;
import org.trimtab.dispatch.Failure;
import org.trimtab.drivers.api.Conversation;
import org.trimtab.drivers.api.Credentials;
import org.trimtab.drivers.api.DeviceReport;
import org.trimtab.drivers.api.Driver;
import org.trimtab.drivers.api.FamilyDescriptor;
import org.trimtab.drivers.api.Fingerprint;
import org.trimtab.drivers.api.Inspection;
import org.trimtab.drivers.api.Readiness;
import org.trimtab.drivers.api.Settled;
import org.trimtab.drivers.api.Surroundings;
import org.trimtab.drivers.api.WireFailure;
import org.trimtab.drivers.cgminer.JsonValue;
import org.trimtab.drivers.cgminer.PoolsDigest;
import org.trimtab.drivers.cgminer.Questions;
import org.trimtab.quantity.HashRate;
import org.trimtab.resource.Device;
import org.trimtab.resource.DeviceId;
import org.trimtab.telemetry.DeviceReading;
import tools.jackson.databind.JsonNode;

/** Speaks to WhatsMiners by API V3. */
public final class WhatsminerDriver implements Driver {
    /** The family's name. */
    public static final String FAMILY = "whatsminer";

    /** The login these devices are delivered with. */
    public static final Credentials AS_DELIVERED = new Credentials("super", "super");

    private final FamilyDescriptor descriptor;
    private final Surroundings surroundings;
    private final Map<DeviceId, WhatsminerMemory> memories = new ConcurrentHashMap<>();

    public WhatsminerDriver(FamilyDescriptor descriptor, Surroundings surroundings) {
        this.descriptor = descriptor;
        this.surroundings = surroundings;
    }

    @Override
    public FamilyDescriptor descriptor() {
        return descriptor;
    }

    @Override
    public Fingerprint fingerprint() {
        return new WhatsminerFingerprint();
    }

    @Override
    public Conversation<DeviceReport> poll(Device device, boolean withPools, Instant startedAt) {
        return new Questions<>(
                WhatsminerReply.LANGUAGE,
                device.endpoint().port(),
                descriptor.timing().answersWithin(),
                List.of(info(), status(withPools)),
                answers -> report(device, withPools, startedAt, answers));
    }

    @Override
    public Conversation<CommandOutcome> perform(Device device, Command command) {
        return new WhatsminerWrite(
                device,
                command,
                descriptor,
                login(device),
                memory(device),
                surroundings.priorState(),
                surroundings.clock().instant());
    }

    @Override
    public Conversation<Inspection> inspect(Device device, Instant startedAt) {
        return new Questions<>(
                WhatsminerReply.LANGUAGE,
                device.endpoint().port(),
                descriptor.timing().answersWithin(),
                List.of(
                        info(),
                        status(true),
                        new Questions.Question(
                                WhatsminerProtocol.SETTING,
                                WhatsminerProtocol.ask(WhatsminerProtocol.SETTING, null),
                                false)),
                answers ->
                        WhatsminerInspection.of(
                                device,
                                descriptor,
                                login(device).equals(AS_DELIVERED),
                                report(device, true, startedAt, answers),
                                memory(device).ahead(),
                                answers));
    }

    @Override
    public Conversation<Readiness> prepare(Device device, Instant startedAt) {
        WhatsminerMemory memory = memory(device);
        if (memory.salt() != null) {
            return new Settled<>(Readiness.READY);
        }
        return new Questions<>(
                WhatsminerReply.LANGUAGE,
                device.endpoint().port(),
                descriptor.timing().answersWithin(),
                List.of(
                        new Questions.Question(
                                WhatsminerProtocol.DEVICE_INFO,
                                WhatsminerProtocol.ask(WhatsminerProtocol.DEVICE_INFO, "salt"),
                                true)),
                answers -> readiness(memory, answers));
    }

    private static Readiness readiness(
            WhatsminerMemory memory, Questions.Answers<WhatsminerReply> answers) {
        learn(memory, answers);
        WireFailure failure = answers.failure();
        if (failure != null) {
            return new Readiness(failure.failure(), failure.detail());
        }
        return memory.salt() == null
                ? new Readiness(Failure.GARBLED, "it gives no salt")
                : Readiness.READY;
    }

    private DeviceReport report(
            Device device,
            boolean withPools,
            Instant startedAt,
            Questions.Answers<WhatsminerReply> answers) {
        learn(memory(device), answers);
        WireFailure failure = answers.failure();
        WhatsminerReply info = answers.to(WhatsminerProtocol.DEVICE_INFO);
        if (failure != null || info == null) {
            return failed(failure, "its answer cannot be read");
        }
        Boolean working = JsonValue.flag(info.part("miner"), "working");
        WhatsminerReply status = answers.to(WhatsminerProtocol.STATUS);
        JsonNode summary = status == null ? null : status.part("summary");
        HashRate rate = WhatsminerMapping.hashRate(summary);
        WireFailure missed = answers.missed().get(WhatsminerProtocol.STATUS);
        boolean stopped =
                Boolean.FALSE.equals(working)
                        && (missed == null || missed.failure() == Failure.DEVICE_ERROR);
        if (rate == null && stopped) {
            rate = HashRate.ZERO; // a stopped service has no summary
        }
        if (rate == null) {
            return failed(missed, "its summary gives no hash rate");
        }
        DeviceReading reading =
                WhatsminerMapping.reading(
                        device,
                        startedAt,
                        working,
                        rate,
                        WhatsminerMapping.watts(summary),
                        WhatsminerMapping.temperature(summary));
        JsonNode pools = status == null ? null : status.part("pools");
        if (!withPools || pools == null || !pools.isArray()) {
            return new DeviceReport(
                    reading, null, withPools ? "it does not tell its pools" : "", null);
        }
        return new DeviceReport(reading, null, "", PoolsDigest.of(pools, "url", "account"));
    }

    private static DeviceReport failed(@Nullable WireFailure failure, String otherwise) {
        WireFailure why = failure == null ? new WireFailure(Failure.GARBLED, otherwise) : failure;
        return new DeviceReport(null, why.failure(), why.detail(), null);
    }

    private static void learn(WhatsminerMemory memory, Questions.Answers<WhatsminerReply> answers) {
        // Of several answers the last one tells the time at which the last one was known.
        WhatsminerReply info = answers.to(WhatsminerProtocol.DEVICE_INFO);
        WhatsminerReply last = answers.answers().get(answers.last());
        if (info != null) {
            memory.learn(info, last == null ? null : last.whenSeconds(), answers.heard().knownAt());
        }
    }

    private static Questions.Question info() {
        return new Questions.Question(
                WhatsminerProtocol.DEVICE_INFO,
                WhatsminerProtocol.ask(WhatsminerProtocol.DEVICE_INFO, null),
                true);
    }

    private static Questions.Question status(boolean withPools) {
        return new Questions.Question(
                WhatsminerProtocol.STATUS,
                WhatsminerProtocol.ask(
                        WhatsminerProtocol.STATUS, withPools ? "summary+pools" : "summary"),
                false);
    }

    private Credentials login(Device device) {
        return surroundings.access().apply(device.id()).or(AS_DELIVERED);
    }

    private WhatsminerMemory memory(Device device) {
        return memories.computeIfAbsent(device.id(), id -> new WhatsminerMemory());
    }
}
