package org.trimtab.drivers.whatsminer;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.trimtab.drivers.api.DeviceReport;
import org.trimtab.drivers.api.FamilyDescriptor;
import org.trimtab.drivers.api.Finding;
import org.trimtab.drivers.api.Inspection;
import org.trimtab.drivers.cgminer.JsonValue;
import org.trimtab.drivers.cgminer.Questions;
import org.trimtab.drivers.cgminer.SummaryHashRate;
import org.trimtab.quantity.HashRate;
import org.trimtab.resource.Device;
import tools.jackson.databind.JsonNode;

/** What an inspection by API V3 brings. Pure. */
final class WhatsminerInspection {
    private static final Duration CLOCK_OFF_MAX = Duration.ofMinutes(1);
    private static final String[] PLAIN_SETTINGS = {
        "upfreq-speed", "fast-boot", "fast-hash", "heat-mode", "target-freq"
    };

    private WhatsminerInspection() {}

    static Inspection of(
            Device device,
            FamilyDescriptor family,
            boolean loginAsDelivered,
            DeviceReport report,
            @Nullable Duration clockAhead,
            Questions.Answers<WhatsminerReply> answers) {
        WhatsminerReply info = answers.to(WhatsminerProtocol.DEVICE_INFO);
        WhatsminerReply setting = answers.to(WhatsminerProtocol.SETTING);
        WhatsminerReply status = answers.to(WhatsminerProtocol.STATUS);
        JsonNode told = setting == null ? null : setting.body();
        JsonNode summary = status == null ? null : status.part("summary");
        Long limit = JsonValue.whole(told, "power-limit");
        if (limit == null) {
            limit = JsonValue.whole(summary, "power-limit");
        }
        BigDecimal factory = JsonValue.number(summary, "factory-hash");
        HashRate full = factory == null ? null : SummaryHashRate.of(factory, 6);
        return new Inspection(
                info == null ? null : WhatsminerFingerprint.identity(info),
                report,
                family.capabilities(),
                settings(report, told, limit),
                info == null ? null : PowerShare.curve(device, limit, full, family),
                findings(info, loginAsDelivered, clockAhead));
    }

    private static SortedMap<String, String> settings(
            DeviceReport report, @Nullable JsonNode told, @Nullable Long limit) {
        TreeMap<String, String> settings = new TreeMap<>();
        if (report.poolsDigest() != null) {
            settings.put("pools_sha256", report.poolsDigest());
        }
        if (limit != null) {
            settings.put("power_limit_w", limit.toString());
        }
        String mode = JsonValue.text(told, "power-mode");
        if (mode != null) {
            settings.put("mode", mode);
        }
        if (told != null) {
            settings.put(
                    "throttle_percent",
                    String.valueOf(PowerShare.told(JsonValue.number(told, "power-percent"))));
            for (String name : PLAIN_SETTINGS) {
                JsonNode value = told.get(name);
                if (value != null && value.isValueNode()) {
                    settings.put(name.replace('-', '_'), value.asString());
                }
            }
        }
        return settings;
    }

    private static List<Finding> findings(
            @Nullable WhatsminerReply info,
            boolean loginAsDelivered,
            @Nullable Duration clockAhead) {
        List<Finding> findings = new ArrayList<>();
        if (info == null) {
            return findings;
        }
        if (Boolean.FALSE.equals(JsonValue.flag(info.part("system"), "apiswitch"))) {
            findings.add(
                    Finding.fault(
                            "writing by its API is switched off, so it takes no command",
                            "switch it on with WhatsMinerTool"));
        }
        if (loginAsDelivered) {
            findings.add(
                    Finding.note(
                            "its login is believed to be the one it was delivered with; give"
                                    + " another in the site file if it was changed"));
        }
        if (clockAhead != null && clockAhead.abs().compareTo(CLOCK_OFF_MAX) > 0) {
            findings.add(
                    Finding.note(
                            "its clock is off by "
                                    + clockAhead.toSeconds()
                                    + " s; commands are signed with its own time"));
        }
        JsonNode errors = info.part("error-code");
        if (errors != null && errors.isArray() && !errors.isEmpty()) {
            findings.add(
                    Finding.warning(
                            "it reports " + errors.size() + " error codes",
                            "look them up in the maker's list"));
        }
        return findings;
    }
}
