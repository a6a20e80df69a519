package org.trimtab.drivers.auradine;

import java.nio.charset.StandardCharsets;
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
import org.trimtab.drivers.auradine.AuradineProtocol.Mode;
import org.trimtab.drivers.cgminer.CgminerReply;
import org.trimtab.drivers.rest.PagedInspection.Pages;
import org.trimtab.resource.Capability;
import org.trimtab.telemetry.PowerSource;
import tools.jackson.databind.JsonNode;

/** What the firmware's pages tell of a device. Pure. */
final class AuradineInspection {
    private AuradineInspection() {}

    static Inspection of(FamilyDescriptor family, DeviceReport report, Pages pages) {
        Mode mode = mode(pages.page(AuradineProtocol.MODE));
        boolean puttable = mode != null && mode.owed() != null;
        Set<Capability> capabilities = EnumSet.noneOf(Capability.class);
        capabilities.addAll(family.capabilities());
        if (!puttable) {
            capabilities.remove(Capability.CAP);
        }
        return new Inspection(
                AuradineFingerprint.identity(family, pages.page(AuradineProtocol.REPORT)),
                report,
                capabilities,
                settings(report, mode),
                null,
                findings(report, mode, puttable, pages));
    }

    private static SortedMap<String, String> settings(DeviceReport report, @Nullable Mode mode) {
        SortedMap<String, String> settings = new TreeMap<>();
        if (report.poolsDigest() != null) {
            settings.put("pools_sha256", report.poolsDigest());
        }
        if (mode == null || mode.name() == null) {
            return settings;
        }
        settings.put("mode", mode.name());
        if (mode.custom()) {
            if (mode.tunedBy() != null) {
                settings.put("tuned_by", mode.tunedBy());
            }
            if (mode.powerTarget() != null) {
                settings.put("power_target_w", mode.powerTarget().toString());
            }
            if (mode.rateTarget() != null) {
                settings.put("rate_target_ths", mode.rateTarget().toPlainString());
            }
        }
        return settings;
    }

    private static List<Finding> findings(
            DeviceReport report, @Nullable Mode mode, boolean puttable, Pages pages) {
        List<Finding> findings = new ArrayList<>();
        pages.troubles()
                .forEach((path, trouble) ->
                        findings.add(
                                Finding.warning(
                                        "its page " + path + " could not be read: " + trouble,
                                        "ask again; restart its web server if that stays")));
        if (mode != null && !puttable) {
            findings.add(
                    Finding.warning(
                            "it does not say what its custom mode is tuned by, so it is given no cap:"
                                    + " that mode could not be put back",
                            "choose eco, normal or turbo, or one target only"));
        }
        boolean measured =
                report.reading() != null && report.reading().source() == PowerSource.MEASURED;
        findings.add(
                measured
                        ? Finding.note("its power is measured at the input of its power supply")
                        : Finding.warning(
                                "its power supply does not say what it draws",
                                "check its connection to the control board"));
        return findings;
    }

    private static @Nullable Mode mode(@Nullable JsonNode page) {
        CgminerReply reply =
                page == null
                        ? null
                        : CgminerReply.parse(page.toString().getBytes(StandardCharsets.UTF_8));
        return reply == null || !reply.success() ? null : AuradineProtocol.mode(reply);
    }
}
