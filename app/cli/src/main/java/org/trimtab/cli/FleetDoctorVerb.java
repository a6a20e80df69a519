package org.trimtab.cli;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.trimtab.drivers.api.FamilyDescriptor;
import org.trimtab.drivers.api.Finding;
import org.trimtab.drivers.api.Identity;
import org.trimtab.drivers.api.Inspection;
import org.trimtab.drivers.api.SpeedClass;
import org.trimtab.fleet.Doctor;
import org.trimtab.resource.PowerCurve;
import org.trimtab.telemetry.DeviceReading;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "doctor",
        description = {
            "Examines one device: what it is, what it can do, how it is set, what is wrong and how to mend"
                    + " it. Changes nothing; a site may run meanwhile.",
            "",
            "With a site file it also says whether the machine is what the file says, and uses the login"
                    + " given there or in the vault.",
            "",
            "Examples:",
            "  trimtab fleet doctor 10.0.4.7",
            "  trimtab fleet doctor 127.1.2.89:8080 --family antminer --json",
            "",
            "Exit 0 when it can be used, 3 when a fault was found."
        })
final class FleetDoctorVerb implements Callable<Integer> {
    @Parameters(paramLabel = "ADDRESS", description = "IPv4 address, with or without a port.")
    String address = "";

    @Option(
            names = "--family",
            paramLabel = "NAME",
            description = "The family it is believed to be of (default: found out).")
    @Nullable String family;

    @Mixin FleetPorts ports = new FleetPorts();

    @Option(names = "--json", description = "Print one JSON object.")
    boolean json;

    @Mixin FleetAt at = new FleetAt();

    @Spec @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        boolean named =
                spec != null && spec.commandLine().getParseResult().hasMatchedOption("--site");
        boolean withSite = named || Files.exists(at.siteFile);
        Doctor.Diagnosis diagnosis =
                new Doctor(withSite ? at.place() : null, ports.ports()).examine(address, family);
        PrintWriter out = Terminal.out(spec);
        if (json) {
            Json.print(out, json(diagnosis));
        } else {
            print(out, diagnosis);
        }
        return diagnosis.isIll() ? Fault.FAILED : 0;
    }

    private static void print(PrintWriter out, Doctor.Diagnosis diagnosis) {
        Identity identity = diagnosis.identity();
        FamilyDescriptor family = diagnosis.family();
        out.printf("%s: %s%n", diagnosis.endpoint(), family == null ? "unknown" : family.title());
        if (identity != null) {
            line(out, "make", identity.make());
            line(out, "model", identity.model());
            line(out, "firmware", identity.firmware());
            line(out, "serial", identity.serial());
        }
        if (diagnosis.listed() != null) {
            line(
                    out,
                    "site file",
                    diagnosis.listed().id()
                            + ", "
                            + diagnosis.listed().family()
                            + ", "
                            + diagnosis.listed().model());
        }
        Inspection inspection = diagnosis.inspection();
        if (inspection != null && family != null) {
            print(out, family, inspection);
        }
        for (Finding finding : diagnosis.findings()) {
            out.printf(
                    "  %-9s %s%n",
                    finding.weight().name().toLowerCase(Locale.ROOT), finding.what());
            if (!finding.mend().isEmpty()) {
                out.printf("            -> %s%n", finding.mend());
            }
        }
        if (diagnosis.findings().isEmpty()) {
            out.println("  nothing is wrong with it as far as it says");
        }
        out.flush();
    }

    private static void print(PrintWriter out, FamilyDescriptor family, Inspection inspection) {
        DeviceReading reading = inspection.report().reading();
        if (reading != null) {
            line(
                    out,
                    "now",
                    reading.activity()
                            + ", "
                            + reading.power()
                            + " ("
                            + reading.source().name().toLowerCase(Locale.ROOT)
                            + "), "
                            + reading.hashRate());
        }
        line(out, "can", String.valueOf(new TreeSet<>(inspection.capabilities())));
        line(out, "speed", SpeedClass.of(family.timing()).text());
        line(out, "asleep by", family.proof().confirmedBy());
        inspection.settings().forEach((key, value) -> line(out, key, value));
        PowerCurve curve = inspection.curve();
        if (curve != null) {
            out.printf(
                    "  levels    from %s%n",
                    curve.origin().name().toLowerCase(Locale.ROOT).replace('_', ' '));
            for (PowerCurve.Level level : curve.levels()) {
                out.printf(
                        "            %-10s %-10s %s%n",
                        level.power(), level.hashRate(), level.name());
            }
        }
    }

    private static void line(PrintWriter out, String what, @Nullable String value) {
        if (value != null) {
            out.printf("  %-9s %s%n", what, value);
        }
    }

    private static Map<String, @Nullable Object> json(Doctor.Diagnosis diagnosis) {
        Identity identity = diagnosis.identity();
        Inspection inspection = diagnosis.inspection();
        DeviceReading reading = inspection == null ? null : inspection.report().reading();
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("address", diagnosis.endpoint());
        object.put("family", diagnosis.family() == null ? null : diagnosis.family().family());
        object.put("make", identity == null ? null : identity.make());
        object.put("model", identity == null ? null : identity.model());
        object.put("firmware", identity == null ? null : identity.firmware());
        object.put("serial", identity == null ? null : identity.serial());
        object.put("device", diagnosis.listed() == null ? null : diagnosis.listed().id().value());
        object.put("activity", reading == null ? null : reading.activity());
        object.put("power_w", reading == null ? null : reading.power().watts());
        object.put("power_source", reading == null ? null : reading.source());
        object.put(
                "hash_rate_mhs", reading == null ? null : reading.hashRate().megahashesPerSecond());
        object.put(
                "capabilities",
                inspection == null ? null : new TreeSet<>(inspection.capabilities()));
        object.put("settings", inspection == null ? null : inspection.settings());
        object.put("curve", inspection == null ? null : curve(inspection.curve()));
        List<Map<String, Object>> findings = new ArrayList<>();
        for (Finding finding : diagnosis.findings()) {
            findings.add(
                    Map.of(
                            "weight", finding.weight(),
                            "what", finding.what(),
                            "mend", finding.mend()));
        }
        object.put("findings", findings);
        object.put("fault", diagnosis.isIll());
        return object;
    }

    private static @Nullable List<Map<String, Object>> curve(@Nullable PowerCurve curve) {
        if (curve == null) {
            return null;
        }
        List<Map<String, Object>> levels = new ArrayList<>();
        for (PowerCurve.Level level : curve.levels()) {
            levels.add(
                    Map.of(
                            "name", level.name(),
                            "power_w", level.power().watts(),
                            "hash_rate_mhs", level.hashRate().megahashesPerSecond()));
        }
        return levels;
    }
}
