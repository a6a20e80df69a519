package org.trimtab.drivers.whatsminer;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.trimtab.dispatch.Command;
import org.trimtab.dispatch.CommandOutcome;
import org.trimtab.dispatch.Failure;
import org.trimtab.drivers.api.Conversation;
import org.trimtab.drivers.api.Credentials;
import org.trimtab.drivers.api.DeviceReport;
import org.trimtab.drivers.api.Driver;
import org.trimtab.drivers.api.FamilyDescriptor;
import org.trimtab.drivers.api.Finding;
import org.trimtab.drivers.api.Fingerprint;
import org.trimtab.drivers.api.Identity;
import org.trimtab.drivers.api.Inspection;
import org.trimtab.drivers.api.Readiness;
import org.trimtab.drivers.api.Settled;
import org.trimtab.drivers.api.Surroundings;
import org.trimtab.drivers.api.WireFailure;
import org.trimtab.drivers.cgminer.Cgminer;
import org.trimtab.drivers.cgminer.CgminerReply;
import org.trimtab.drivers.cgminer.JsonValue;
import org.trimtab.drivers.cgminer.Questions;
import org.trimtab.quantity.HashRate;
import org.trimtab.resource.Device;
import org.trimtab.resource.DeviceId;
import org.trimtab.telemetry.DeviceReading;
import tools.jackson.databind.JsonNode;

/** Speaks to WhatsMiners by API V2, for firmware that does not speak V3 yet. */
public final class WhatsminerV2Driver implements Driver {
    /** The family's name. */
    public static final String FAMILY = "whatsminer-v2";

    /** The login these devices are delivered with; the user is never sent. */
    public static final Credentials AS_DELIVERED = new Credentials("admin", "admin");

    private final FamilyDescriptor descriptor;
    private final Surroundings surroundings;
    private final WhatsminerV2Fingerprint fingerprint;
    private final Map<DeviceId, WhatsminerV2Tokens> tokens = new ConcurrentHashMap<>();

    public WhatsminerV2Driver(FamilyDescriptor descriptor, Surroundings surroundings) {
        this.descriptor = descriptor;
        this.surroundings = surroundings;
        this.fingerprint =
                new WhatsminerV2Fingerprint(Long.parseLong(descriptor.setting("v3-since").trim()));
    }

    @Override
    public FamilyDescriptor descriptor() {
        return descriptor;
    }

    @Override
    public Fingerprint fingerprint() {
        return fingerprint;
    }

    @Override
    public Conversation<DeviceReport> poll(Device device, boolean withPools, Instant startedAt) {
        List<Questions.Question> questions = new ArrayList<>();
        questions.add(WhatsminerV2Protocol.wanted(WhatsminerV2Protocol.STATUS));
        questions.add(WhatsminerV2Protocol.wanted(WhatsminerV2Protocol.SUMMARY));
        if (withPools) {
            questions.add(WhatsminerV2Protocol.wanted(Cgminer.POOLS));
        }
        return ask(device, questions, answers -> report(device, startedAt, answers));
    }

    @Override
    public Conversation<CommandOutcome> perform(Device device, Command command) {
        return new WhatsminerV2Write(
                device,
                command,
                descriptor,
                password(device),
                tokens(device),
                surroundings.priorState(),
                surroundings.clock().instant());
    }

    @Override
    public Conversation<Inspection> inspect(Device device, Instant startedAt) {
        return ask(
                device,
                List.of(
                        WhatsminerV2Protocol.wanted(WhatsminerV2Protocol.STATUS),
                        WhatsminerV2Protocol.wanted(WhatsminerV2Protocol.SUMMARY),
                        WhatsminerV2Protocol.wanted(Cgminer.POOLS),
                        WhatsminerV2Protocol.wanted(WhatsminerV2Protocol.VERSION),
                        WhatsminerV2Protocol.wanted(WhatsminerV2Protocol.DETAILS)),
                answers -> inspection(device, startedAt, answers));
    }

    @Override
    public Conversation<Readiness> prepare(Device device, Instant startedAt) {
        WhatsminerV2Tokens its = tokens(device);
        if (its.at(startedAt.plus(FamilyDescriptor.READY_EVERY.multipliedBy(2))) != null) {
            return new Settled<>(Readiness.READY);
        }
        if (!its.mayAsk(startedAt)) {
            return new Settled<>(new Readiness(Failure.SESSION_TAKEN, its.exhausted()));
        }
        return ask(
                device,
                List.of(
                        new Questions.Question(
                                WhatsminerV2Protocol.TOKEN,
                                WhatsminerV2Protocol.ask(WhatsminerV2Protocol.TOKEN),
                                true)),
                answers -> readiness(device, its, answers));
    }

    private Readiness readiness(
            Device device, WhatsminerV2Tokens its, Questions.Answers<CgminerReply> answers) {
        WireFailure failure = answers.failure();
        if (failure != null) {
            return new Readiness(failure.failure(), failure.detail());
        }
        JsonNode told = WhatsminerV2Protocol.told(answers.to(WhatsminerV2Protocol.TOKEN));
        WhatsminerV2Tokens.Token token =
                its.make(
                        password(device),
                        JsonValue.text(told, "salt"),
                        time(told),
                        JsonValue.text(told, "newsalt"),
                        answers.heard().knownAt());
        return token == null
                ? new Readiness(Failure.GARBLED, "it gives no token")
                : Readiness.READY;
    }

    /** The time a device gives with a token, as the text it is hashed as: some write a number. */
    static @Nullable String time(@Nullable JsonNode told) {
        JsonNode time = told == null ? null : told.get("time");
        return time != null && time.isValueNode() ? time.asString() : null;
    }

    private static DeviceReport report(
            Device device, Instant startedAt, Questions.Answers<CgminerReply> answers) {
        CgminerReply summary = answers.to(WhatsminerV2Protocol.SUMMARY);
        Boolean working = WhatsminerV2Protocol.working(answers.to(WhatsminerV2Protocol.STATUS));
        WireFailure missed = answers.missed().get(WhatsminerV2Protocol.STATUS);
        // Older firmware has no status: then only work itself can be seen.
        if (missed != null && missed.failure() != Failure.DEVICE_ERROR) {
            return failed(missed);
        }
        WireFailure summaryMissed = answers.missed().get(WhatsminerV2Protocol.SUMMARY);
        HashRate rate = WhatsminerV2Protocol.hashRate(summary);
        boolean stopped =
                Boolean.FALSE.equals(working)
                        && (summaryMissed == null
                                || summaryMissed.failure() == Failure.DEVICE_ERROR);
        if (rate == null && stopped) {
            rate = HashRate.ZERO; // a machine that is off has no summary
        }
        if (rate == null) {
            return failed(
                    summaryMissed == null
                            ? new WireFailure(Failure.GARBLED, "its summary gives no hash rate")
                            : summaryMissed);
        }
        DeviceReading reading =
                WhatsminerMapping.reading(
                        device,
                        startedAt,
                        working,
                        rate,
                        WhatsminerV2Protocol.watts(summary),
                        WhatsminerV2Protocol.temperature(summary));
        return Cgminer.report(answers, reading);
    }

    private static DeviceReport failed(WireFailure why) {
        return new DeviceReport(null, why.failure(), why.detail(), null);
    }

    private Inspection inspection(
            Device device, Instant startedAt, Questions.Answers<CgminerReply> answers) {
        DeviceReport report = report(device, startedAt, answers);
        JsonNode status = WhatsminerV2Protocol.told(answers.to(WhatsminerV2Protocol.STATUS));
        CgminerReply summaryReply = answers.to(WhatsminerV2Protocol.SUMMARY);
        JsonNode summary = summaryReply == null ? null : summaryReply.first("SUMMARY");
        JsonNode version = WhatsminerV2Protocol.told(answers.to(WhatsminerV2Protocol.VERSION));
        CgminerReply details = answers.to(WhatsminerV2Protocol.DETAILS);
        String firmware = JsonValue.text(version, "fw_ver");
        Identity identity =
                firmware == null
                        ? null
                        : new Identity(
                                FAMILY,
                                "MicroBT",
                                WhatsminerModel.named(
                                        JsonValue.text(
                                                details == null
                                                        ? null
                                                        : details.first("DEVDETAILS"),
                                                "Model")),
                                firmware,
                                JsonValue.text(summary, "MAC"));
        Long limit = JsonValue.whole(status, "power_limit_set");
        List<Finding> findings = new ArrayList<>();
        if (fingerprint.speaksV3(JsonValue.text(version, "api_ver"), firmware)) {
            findings.add(
                    Finding.warning(
                            "its firmware speaks API V3; by V2 it tells less",
                            "name the family whatsminer in the site file"));
        }
        if (surroundings.access().apply(device.id()).credentials() == null) {
            findings.add(
                    Finding.warning(
                            "no password is given; with the one it was delivered with it takes no"
                                    + " command",
                            "switch its API on with WhatsMinerTool, change its password, and give"
                                    + " it in the site file"));
        }
        return new Inspection(
                identity,
                report,
                descriptor.capabilities(),
                settings(report, status, summary, limit),
                status == null ? null : PowerShare.curve(device, limit, null, descriptor),
                findings);
    }

    private static SortedMap<String, String> settings(
            DeviceReport report,
            @Nullable JsonNode status,
            @Nullable JsonNode summary,
            @Nullable Long limit) {
        TreeMap<String, String> settings = new TreeMap<>();
        if (report.poolsDigest() != null) {
            settings.put("pools_sha256", report.poolsDigest());
        }
        if (limit != null) {
            settings.put("power_limit_w", limit.toString());
        }
        String mode = JsonValue.text(summary, "Power Mode");
        if (mode != null) {
            settings.put("mode", mode);
        }
        if (status != null && status.get("power_pct") != null) {
            settings.put(
                    "throttle_percent",
                    String.valueOf(PowerShare.told(JsonValue.number(status, "power_pct"))));
        }
        String fastBoot = JsonValue.text(summary, "Btminer Fast Boot");
        if (fastBoot != null) {
            settings.put("fast_boot", fastBoot);
        }
        return settings;
    }

    private <R> Conversation<R> ask(
            Device device,
            List<Questions.Question> questions,
            Function<Questions.Answers<CgminerReply>, R> end) {
        return new Questions<>(
                Cgminer.LANGUAGE,
                device.endpoint().port(),
                descriptor.timing().answersWithin(),
                questions,
                end);
    }

    private String password(Device device) {
        return surroundings.access().apply(device.id()).or(AS_DELIVERED).password();
    }

    private WhatsminerV2Tokens tokens(Device device) {
        return tokens.computeIfAbsent(device.id(), this::freshTokens);
    }

    /** Lives are spread, so that a fleet made ready at once does not ask for all its tokens at once again. */
    private WhatsminerV2Tokens freshTokens(DeviceId id) {
        long jitterSeconds = Math.max(1, descriptor.duration("token-jitter").toSeconds());
        Duration life =
                descriptor
                        .duration("token-life")
                        .minusSeconds(Math.floorMod(id.hashCode(), jitterSeconds));
        return new WhatsminerV2Tokens(
                new WhatsminerV2Tokens.Rule(
                        life,
                        Integer.parseInt(descriptor.setting("tokens-max").trim()),
                        descriptor.duration("tokens-window")));
    }
}
