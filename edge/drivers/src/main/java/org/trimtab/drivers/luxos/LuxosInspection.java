package org.trimtab.drivers.luxos;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.trimtab.dispatch.Failure;
import org.trimtab.drivers.api.Conversation;
import org.trimtab.drivers.api.DeviceReport;
import org.trimtab.drivers.api.FamilyDescriptor;
import org.trimtab.drivers.api.Finding;
import org.trimtab.drivers.api.Identity;
import org.trimtab.drivers.api.Inspection;
import org.trimtab.drivers.api.WireFailure;
import org.trimtab.drivers.cgminer.Cgminer;
import org.trimtab.drivers.cgminer.CgminerReply;
import org.trimtab.drivers.cgminer.JsonValue;
import org.trimtab.drivers.cgminer.Questions;
import org.trimtab.quantity.HashRate;
import org.trimtab.resource.Device;
import org.trimtab.resource.PowerCurve;
import org.trimtab.telemetry.DeviceReading;
import tools.jackson.databind.JsonNode;

/** What an inspection of a LuxOS device asks and what its answers tell. */
final class LuxosInspection {
    private static final Duration ANSWERS_WITHIN = Duration.ofSeconds(5);

    private LuxosInspection() {}

    static Conversation<Inspection> of(
            Device device, FamilyDescriptor family, LuxosMemory memory, Instant startedAt) {
        return new Questions<>(
                Cgminer.LANGUAGE,
                device.endpoint().port(),
                ANSWERS_WITHIN,
                List.of(
                        Cgminer.needed("summary"),
                        Cgminer.needed("config"),
                        Cgminer.wanted("power"),
                        Cgminer.wanted(Cgminer.POOLS),
                        Cgminer.wanted("profiles"),
                        Cgminer.wanted("fans"),
                        Cgminer.wanted("session"),
                        Cgminer.wanted("version")),
                answers -> told(device, family, memory.session(), startedAt, answers));
    }

    private static Inspection told(
            Device device,
            FamilyDescriptor family,
            @Nullable String ownSession,
            Instant startedAt,
            Questions.Answers<CgminerReply> answers) {
        CgminerReply configReply = answers.to("config");
        JsonNode config = configReply == null ? null : configReply.first("CONFIG");
        CgminerReply powerReply = answers.to("power");
        LuxosProtocol.PowerUse use = powerReply == null ? null : LuxosProtocol.power(powerReply);
        DeviceReport report = Cgminer.report(answers, reading(device, startedAt, use, answers));
        WireFailure powerMissed = answers.missed().get("power");
        if (powerMissed != null && powerMissed.failure() != Failure.DEVICE_ERROR) {
            report = new DeviceReport(null, powerMissed.failure(), powerMissed.detail(), null);
        }
        PowerCurve curve = LuxosProfiles.curve(answers.to("profiles"));
        return new Inspection(
                identity(config, answers.to("version")),
                report,
                family.capabilities(),
                settings(config, answers.to("fans"), report),
                curve,
                findings(use, curve, ownSession, report, answers));
    }

    private static @Nullable DeviceReading reading(
            Device device,
            Instant startedAt,
            LuxosProtocol.@Nullable PowerUse use,
            Questions.Answers<CgminerReply> answers) {
        CgminerReply summary = answers.to("summary");
        CgminerReply config = answers.to("config");
        Long megahashes = summary == null ? null : LuxosProtocol.megahashesPerSecond(summary);
        LuxosProtocol.Config told = config == null ? null : LuxosProtocol.config(config);
        return megahashes == null || told == null
                ? null
                : LuxosMapping.reading(device, startedAt, new HashRate(megahashes), told, use);
    }

    private static @Nullable Identity identity(
            @Nullable JsonNode config, @Nullable CgminerReply versionReply) {
        JsonNode version = versionReply == null ? null : versionReply.first("VERSION");
        if (config == null && version == null) {
            return null;
        }
        String model = JsonValue.text(config, "Model");
        String serial = JsonValue.text(config, "SerialNumber");
        return new Identity(
                LuxosDriver.FAMILY,
                "Bitmain",
                model == null ? JsonValue.text(version, "Type") : model,
                JsonValue.text(version, "LUXminer"),
                serial == null || serial.isBlank() ? JsonValue.text(config, "MACAddr") : serial);
    }

    private static SortedMap<String, String> settings(
            @Nullable JsonNode config, @Nullable CgminerReply fans, DeviceReport report) {
        TreeMap<String, String> settings = new TreeMap<>();
        put(settings, "pools_sha256", report.poolsDigest());
        put(settings, "mode", JsonValue.text(config, "CurtailMode"));
        put(settings, "preset", JsonValue.text(config, "Profile"));
        put(settings, "cooling", JsonValue.text(config, "Cooling"));
        Boolean balanced = JsonValue.flag(config, "IsAtmEnabled");
        put(settings, "atm", balanced == null ? null : balanced.toString());
        JsonNode control = fans == null ? null : fans.first("FANCTRL");
        Long least = JsonValue.whole(control, "MinFans");
        Long off = JsonValue.whole(control, "PowerOffSpeed");
        if (least != null || off != null) {
            settings.put("fan", "at least " + least + " fans, " + off + " % when off");
        }
        return settings;
    }

    private static List<Finding> findings(
            LuxosProtocol.@Nullable PowerUse use,
            @Nullable PowerCurve curve,
            @Nullable String ownSession,
            DeviceReport report,
            Questions.Answers<CgminerReply> answers) {
        List<Finding> findings = new ArrayList<>();
        if (report.reading() == null) {
            return findings;
        }
        if (use == null) {
            findings.add(
                    Finding.warning(
                            "it gives no power figure, so its nameplate stands for it",
                            "have a meter or a switched outlet measure it"));
        } else if (!use.measured()) {
            findings.add(
                    Finding.note(
                            "its power is modelled by the firmware, not measured at its supply"));
        }
        CgminerReply session = answers.to("session");
        String holder = session == null ? null : LuxosProtocol.sessionId(session);
        if (holder != null && !holder.isEmpty() && !holder.equals(ownSession)) {
            findings.add(
                    Finding.warning(
                            "somebody else holds its control session, so it takes no command",
                            "log off there, or wait a minute after its last use"));
        }
        if (curve == null) {
            findings.add(
                    Finding.warning(
                            "it tells no profiles, so it cannot be held at a lower power",
                            "update its firmware"));
        }
        return findings;
    }

    private static void put(
            SortedMap<String, String> settings, String key, @Nullable String value) {
        if (value != null) {
            settings.put(key, value);
        }
    }
}
