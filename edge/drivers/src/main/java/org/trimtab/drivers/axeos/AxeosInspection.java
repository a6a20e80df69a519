package org.trimtab.drivers.axeos;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.trimtab.drivers.api.DeviceReport;
import org.trimtab.drivers.api.FamilyDescriptor;
import org.trimtab.drivers.api.Finding;
import org.trimtab.drivers.api.Inspection;
import org.trimtab.drivers.cgminer.JsonValue;
import org.trimtab.drivers.rest.PagedInspection.Pages;
import org.trimtab.resource.Capability;
import tools.jackson.databind.JsonNode;

/** What the information page tells of a device. Pure. */
final class AxeosInspection {
    private AxeosInspection() {}

    static Inspection of(FamilyDescriptor family, DeviceReport report, Pages pages) {
        JsonNode page = pages.page(AxeosProtocol.INFO);
        boolean pauses = JsonValue.flag(page, "miningPaused") != null;
        Set<Capability> capabilities = EnumSet.noneOf(Capability.class);
        capabilities.addAll(family.capabilities());
        if (page != null && !pauses) {
            capabilities.remove(Capability.CURTAIL);
        }
        return new Inspection(
                AxeosFingerprint.identity(page),
                report,
                capabilities,
                settings(report, page),
                null,
                findings(page, pauses, pages));
    }

    private static SortedMap<String, String> settings(
            DeviceReport report, @Nullable JsonNode page) {
        SortedMap<String, String> settings = new TreeMap<>();
        if (report.poolsDigest() != null) {
            settings.put("pools_sha256", report.poolsDigest());
        }
        put(settings, "frequency_mhz", JsonValue.whole(page, "frequency"));
        put(settings, "core_voltage_mv", JsonValue.whole(page, "coreVoltage"));
        Boolean automatic = JsonValue.flag(page, "autofanspeed");
        if (automatic != null) {
            Long percent = JsonValue.whole(page, "fanspeed");
            settings.put(
                    "fan",
                    automatic ? "automatic" : percent == null ? "manual" : percent + " percent");
        }
        return settings;
    }

    private static List<Finding> findings(@Nullable JsonNode page, boolean pauses, Pages pages) {
        List<Finding> findings = new ArrayList<>();
        pages.troubles()
                .forEach((path, trouble) ->
                        findings.add(
                                Finding.warning(
                                        "its page " + path + " could not be read: " + trouble,
                                        "ask again")));
        if (page != null && !pauses) {
            String version = JsonValue.text(page, "version");
            findings.add(
                    Finding.warning(
                            "its firmware "
                                    + (version == null ? "" : shown(version) + " ")
                                    + "cannot be paused, so it cannot be put to sleep",
                            "update it to AxeOS " + AxeosProtocol.PAUSES_SINCE + " or later"));
        }
        Long overheated = JsonValue.whole(page, "overheat_mode");
        if (overheated != null && overheated != 0) {
            findings.add(
                    Finding.warning(
                            "it has been too hot and holds itself back",
                            "see to its fan and heat sink, then end its overheat mode"));
        }
        String fault = JsonValue.text(page, "power_fault");
        if (fault != null && !fault.isBlank()) {
            findings.add(
                    Finding.warning(
                            "its voltage regulator reports a fault: " + shown(fault),
                            "check its power adapter and restart it"));
        }
        if (Boolean.TRUE.equals(JsonValue.flag(page, "isUsingFallbackStratum"))) {
            findings.add(Finding.note("it works for its second pool: the first cannot be reached"));
        }
        return findings;
    }

    private static void put(SortedMap<String, String> settings, String key, @Nullable Long value) {
        if (value != null) {
            settings.put(key, value.toString());
        }
    }

    private static String shown(String text) {
        String clean = text.replaceAll("\\p{Cntrl}", " ").trim();
        return clean.substring(0, Math.min(clean.length(), 60));
    }
}
