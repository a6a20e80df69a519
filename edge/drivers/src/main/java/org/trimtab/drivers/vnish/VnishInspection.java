package org.trimtab.drivers.vnish;

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
import org.trimtab.drivers.rest.PagedInspection.Pages;
import org.trimtab.drivers.rest.RestRequest;
import org.trimtab.drivers.vnish.VnishProtocol.About;
import org.trimtab.drivers.vnish.VnishProtocol.Performance;
import org.trimtab.drivers.vnish.VnishProtocol.Preset;
import org.trimtab.drivers.vnish.VnishProtocol.Settings;
import org.trimtab.drivers.vnish.VnishProtocol.Summary;
import org.trimtab.quantity.HashRate;
import org.trimtab.quantity.Power;
import org.trimtab.resource.Capability;
import org.trimtab.resource.Device;
import org.trimtab.resource.PowerCurve;

/** What a device's pages tell of it. */
final class VnishInspection {
    private final Device device;
    private final VnishSite site;
    private final FamilyDescriptor family;

    VnishInspection(Device device, VnishSite site, FamilyDescriptor family) {
        this.device = device;
        this.site = site;
        this.family = family;
    }

    /** The pages it is made of. */
    List<RestRequest> pages() {
        return List.of(
                VnishProtocol.get(VnishProtocol.INFO, site.within()),
                VnishProtocol.get(VnishProtocol.SUMMARY, site.within()),
                VnishProtocol.get(VnishProtocol.STATUS, site.within()),
                VnishProtocol.get(VnishProtocol.PERFORMANCE, site.within()),
                VnishProtocol.get(VnishProtocol.SETTINGS, site.within()).withLogin(),
                VnishProtocol.get(VnishProtocol.PRESETS, site.within()).withLogin());
    }

    Inspection told(DeviceReport report, Pages pages) {
        About info = VnishProtocol.info(pages.page(VnishProtocol.INFO));
        Summary summary = VnishProtocol.summary(pages.page(VnishProtocol.SUMMARY));
        Performance performance = VnishProtocol.performance(pages.page(VnishProtocol.PERFORMANCE));
        Settings settings = VnishProtocol.settings(pages.page(VnishProtocol.SETTINGS));
        List<Preset> presets = VnishProtocol.presets(pages.page(VnishProtocol.PRESETS));
        boolean throttles = info != null && info.atLeast(site.throttleFrom());
        List<Preset> offered = new ArrayList<>();
        if (presets != null && settings != null) {
            presets.stream()
                    .filter(preset -> VnishCap.offered(preset, settings))
                    .forEach(offered::add);
        }
        boolean cap =
                throttles
                        || (settings != null
                                && !settings.switching()
                                && offered.stream()
                                        .anyMatch(p -> p.name().equals(settings.preset()))
                                && offered.size() > 1);
        Set<Capability> capabilities = EnumSet.copyOf(family.capabilities());
        if (!cap) {
            capabilities.remove(Capability.CAP);
        }
        return new Inspection(
                VnishFingerprint.identity(info),
                report,
                capabilities,
                settings(
                        report, VnishProtocol.throttle(pages.page(VnishProtocol.STATUS)), settings),
                curve(offered),
                findings(pages, summary, performance, cap, throttles));
    }

    private static SortedMap<String, String> settings(
            DeviceReport report, @Nullable Integer throttle, @Nullable Settings settings) {
        SortedMap<String, String> told = new TreeMap<>();
        put(told, "pools_sha256", report.poolsDigest());
        put(told, "throttle_percent", throttle);
        if (settings != null) {
            put(told, "preset", settings.preset());
            put(told, "preset_switcher", settings.switching() ? "on" : "off");
            put(told, "fan", settings.fan());
        }
        return told;
    }

    private static void put(SortedMap<String, String> into, String key, @Nullable Object value) {
        if (value != null) {
            into.put(key, value.toString());
        }
    }

    private static @Nullable PowerCurve curve(List<Preset> offered) {
        List<PowerCurve.Level> levels = new ArrayList<>();
        for (Preset preset : offered) {
            Long watts = preset.watts();
            Long rate = preset.megahashesPerSecond();
            if (watts != null && rate != null) {
                levels.add(
                        new PowerCurve.Level(
                                preset.name(), Power.ofWatts(watts), new HashRate(rate)));
            }
        }
        return levels.isEmpty() ? null : new PowerCurve(levels, PowerCurve.Origin.PROFILES);
    }

    private List<Finding> findings(
            Pages pages,
            @Nullable Summary summary,
            @Nullable Performance performance,
            boolean cap,
            boolean throttles) {
        List<Finding> findings = new ArrayList<>();
        String locked = pages.troubles().get(VnishProtocol.SETTINGS);
        if (locked != null) {
            findings.add(
                    Finding.fault(
                            "its settings cannot be read, nor can it be commanded: " + locked,
                            "give its password in the site file"));
        } else if (site.asDelivered(device)) {
            findings.add(
                    Finding.warning(
                            "it takes the password it was delivered with",
                            "give it one of its own, and put that into the site file"));
        }
        if (summary != null && summary.state().equals("failure")) {
            findings.add(
                    Finding.warning(
                            "it says that it has failed", "look into its own pages and its log"));
        }
        if (locked == null && !cap) {
            findings.add(
                    Finding.warning(
                            "it cannot be held at a lower power: it has no throttle, and not two"
                                    + " tuned presets with its preset switcher off",
                            "use firmware "
                                    + site.throttleFrom()
                                    + " or later, or let it tune the presets you want"));
        }
        if (throttles && performance != null && performance.switching()) {
            findings.add(
                    Finding.note(
                            "its preset switcher is on, so caps are reckoned from its top preset"
                                    + " and come out lower than asked"));
        }
        findings.add(
                Finding.note("it reckons its power from its settings and does not measure it"));
        return findings;
    }
}
