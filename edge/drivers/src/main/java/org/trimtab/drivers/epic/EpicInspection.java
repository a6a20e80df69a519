package org.trimtab.drivers.epic;

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
import org.trimtab.drivers.rest.PagedInspection.Pages;
import tools.jackson.databind.JsonNode;

/** What the firmware's pages tell of a device. Pure. */
final class EpicInspection {
    private EpicInspection() {}

    static Inspection of(FamilyDescriptor family, DeviceReport report, Pages pages) {
        JsonNode summary = pages.page(EpicProtocol.SUMMARY);
        JsonNode capabilities = pages.page(EpicProtocol.CAPABILITIES);
        return new Inspection(
                EpicFingerprint.identity(family, capabilities, JsonValue.text(summary, "Software")),
                report,
                family.capabilities(),
                settings(report, summary),
                EpicProtocol.curve(capabilities),
                findings(summary, capabilities, pages));
    }

    private static SortedMap<String, String> settings(
            DeviceReport report, @Nullable JsonNode summary) {
        SortedMap<String, String> settings = new TreeMap<>();
        if (report.poolsDigest() != null) {
            settings.put("pools_sha256", report.poolsDigest());
        }
        Boolean idles = JsonValue.flag(summary, "IdleOnConnectionLost");
        if (idles != null) {
            settings.put("idle_on_connection_lost", idles.toString());
        }
        JsonNode fans = EpicProtocol.child(EpicProtocol.child(summary, "Fans"), "Fan Mode");
        if (fans != null) {
            settings.put("fan", fans.isString() ? fans.stringValue() : fans.toString());
        }
        JsonNode tuning =
                EpicProtocol.child(EpicProtocol.child(summary, "PerpetualTune"), "Algorithm");
        if (tuning != null && tuning.isObject()) {
            tuning.properties().stream()
                    .findFirst()
                    .ifPresent(by -> {
                        settings.put("mode", by.getKey());
                        Long target = JsonValue.whole(by.getValue(), "Target");
                        String unit = JsonValue.text(by.getValue(), "Unit");
                        if (target != null) {
                            settings.put("preset", target + (unit == null ? "" : " " + unit));
                        }
                    });
        }
        Long target = JsonValue.whole(EpicProtocol.child(summary, "PresetInfo"), "Target Power");
        if (target != null) {
            settings.put("power_target_w", target.toString());
        }
        return settings;
    }

    private static List<Finding> findings(
            @Nullable JsonNode summary, @Nullable JsonNode capabilities, Pages pages) {
        List<Finding> findings = new ArrayList<>();
        pages.troubles()
                .forEach((path, trouble) ->
                        findings.add(
                                Finding.warning(
                                        "its page " + path + " could not be read: " + trouble,
                                        "ask again; restart its web server if that stays")));
        if (Boolean.FALSE.equals(JsonValue.flag(summary, "IdleOnConnectionLost"))) {
            findings.add(
                    Finding.warning(
                            "it goes on drawing full power when it loses its pool",
                            "switch \"idle on connection lost\" on in its dashboard"));
        }
        JsonNode scheduler = EpicProtocol.child(summary, "Scheduler");
        if (Boolean.TRUE.equals(JsonValue.flag(scheduler, "Enable"))) {
            findings.add(
                    Finding.warning(
                            "its own idle schedule is on and may stop or start it at any time",
                            "switch its schedule off in its dashboard"));
        }
        JsonNode boards = EpicProtocol.child(summary, "HBStatus");
        if (boards != null && boards.isArray()) {
            long off = 0;
            for (JsonNode board : boards) {
                boolean detected = Boolean.TRUE.equals(JsonValue.flag(board, "Detected"));
                off += detected && Boolean.FALSE.equals(JsonValue.flag(board, "Enabled")) ? 1 : 0;
            }
            if (off > 0) {
                findings.add(
                        Finding.note(
                                off
                                        + " of its hash boards are there and switched off, so it"
                                        + " draws less than its nameplate"));
            }
        }
        JsonNode supply = EpicProtocol.child(capabilities, "Psu Info");
        if (capabilities != null && !Boolean.TRUE.equals(JsonValue.flag(supply, "True Power"))) {
            findings.add(Finding.note("its power supply does not say that its power is measured"));
        }
        findings.add(
                Finding.note("whether it takes the password is seen only when it is commanded"));
        return findings;
    }
}
