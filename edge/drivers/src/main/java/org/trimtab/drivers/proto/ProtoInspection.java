package org.trimtab.drivers.proto;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.trimtab.drivers.api.DeviceReport;
import org.trimtab.drivers.api.FamilyDescriptor;
import org.trimtab.drivers.api.Finding;
import org.trimtab.drivers.api.Inspection;
import org.trimtab.drivers.cgminer.JsonValue;
import org.trimtab.drivers.proto.ProtoProtocol.Target;
import org.trimtab.drivers.rest.PagedInspection.Pages;
import org.trimtab.quantity.HashRate;
import org.trimtab.quantity.Power;
import org.trimtab.resource.Device;
import org.trimtab.resource.PowerCurve;
import tools.jackson.databind.JsonNode;

/** What the rig's pages tell of it. Pure. */
final class ProtoInspection {
    private ProtoInspection() {}

    static Inspection of(FamilyDescriptor family, Device device, DeviceReport report, Pages pages) {
        Target target = ProtoProtocol.target(pages.page(ProtoProtocol.TARGET));
        return new Inspection(
                ProtoFingerprint.identity(pages.page(ProtoProtocol.SYSTEM)),
                report,
                family.capabilities(),
                settings(report, target, pages),
                curve(device, target),
                findings(target, pages));
    }

    private static SortedMap<String, String> settings(
            DeviceReport report, @Nullable Target target, Pages pages) {
        SortedMap<String, String> settings = new TreeMap<>();
        if (report.poolsDigest() != null) {
            settings.put("pools_sha256", report.poolsDigest());
        }
        if (target != null) {
            settings.put("power_target_w", Long.toString(target.watts()));
            if (target.mode() != null) {
                settings.put("mode", target.mode());
            }
            if (target.hashOnDisconnect() != null) {
                settings.put("hash_on_disconnect", target.hashOnDisconnect().toString());
            }
        }
        String fan =
                JsonValue.text(
                        inner(pages.page(ProtoProtocol.COOLING), "cooling-status"), "fan_mode");
        if (fan != null) {
            settings.put("fan", fan.toLowerCase(Locale.ROOT));
        }
        Boolean own = ownCurtailment(pages);
        if (own != null) {
            settings.put("own_curtailment", own.toString());
        }
        return settings;
    }

    /** Its limits, with the nameplate's work in proportion. */
    private static @Nullable PowerCurve curve(Device device, @Nullable Target target) {
        if (target == null || target.least() == null || target.most() == null) {
            return null;
        }
        List<PowerCurve.Level> levels = new ArrayList<>();
        levels.add(level("least", device, target.least()));
        if (target.most() > target.least()) {
            levels.add(level("most", device, target.most()));
        }
        return new PowerCurve(levels, PowerCurve.Origin.LIMITS);
    }

    private static PowerCurve.Level level(String name, Device device, long watts) {
        long rate =
                BigInteger.valueOf(device.hashRate().megahashesPerSecond())
                        .multiply(BigInteger.valueOf(watts))
                        .divide(BigInteger.valueOf(device.running().watts()))
                        .longValue();
        return new PowerCurve.Level(name, Power.ofWatts(watts), new HashRate(rate));
    }

    private static List<Finding> findings(@Nullable Target target, Pages pages) {
        List<Finding> findings = new ArrayList<>();
        pages.troubles()
                .forEach((path, trouble) -> {
                    // Firmware before 1.8 has no such page.
                    boolean older =
                            path.equals(ProtoProtocol.CURTAILMENT) && trouble.contains("404");
                    if (!older) {
                        findings.add(
                                Finding.warning(
                                        "its page " + path + " could not be read: " + trouble,
                                        "ask again"));
                    }
                });
        if (Boolean.TRUE.equals(ownCurtailment(pages))) {
            findings.add(
                    Finding.warning(
                            "its own curtailment by MQTT is on: it may stop and start it at any"
                                    + " time, and stops it when its broker falls silent",
                            "switch its own curtailment off, or leave this rig out here"));
        }
        if (target != null && Boolean.TRUE.equals(target.hashOnDisconnect())) {
            findings.add(
                    Finding.warning(
                            "it goes on drawing full power when it loses its pool",
                            "switch \"hash on disconnect\" off"));
        }
        JsonNode status = pages.page(ProtoProtocol.SYSTEM_STATUS);
        if (Boolean.TRUE.equals(JsonValue.flag(status, "default_password_active"))) {
            findings.add(
                    Finding.warning(
                            "it still has the password it was delivered with, so anybody on its"
                                    + " network can command it",
                            "change its password and give the new one in the site file"));
        }
        return findings;
    }

    /** Whether the rig curtails itself; null when it does not say. */
    private static @Nullable Boolean ownCurtailment(Pages pages) {
        JsonNode page = pages.page(ProtoProtocol.CURTAILMENT);
        Boolean plain = JsonValue.flag(page, "enabled");
        return plain == null ? JsonValue.flag(inner(page, "curtailment-config"), "enabled") : plain;
    }

    private static @Nullable JsonNode inner(@Nullable JsonNode page, String key) {
        return page == null ? null : page.get(key);
    }
}
