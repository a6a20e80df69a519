package org.trimtab.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.trimtab.drivers.DriverCatalogue;
import org.trimtab.drivers.api.FamilyDescriptor;
import org.trimtab.drivers.api.Identity;
import org.trimtab.drivers.scout.Sighting;
import org.trimtab.fleet.Learning;
import org.trimtab.fleet.Scan;
import org.trimtab.fleet.ScanTargets;
import org.trimtab.fleet.SiteWriter;
import org.trimtab.live.Accesses;
import org.trimtab.store.disk.AtomicRename;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "scan",
        description = {
            "Looks who answers at many addresses, by questions that need no login and change nothing.",
            "",
            "Ctrl-C ends it early: what was found until then is printed and written.",
            "",
            "Examples:",
            "  trimtab fleet scan 10.0.4.0/22",
            "  trimtab fleet scan 10.0.4.1-10.0.4.200 10.0.9.7 --write site.yaml",
            "  trimtab fleet scan 127.1.0.0/20 --port 80=8080 --json",
            "",
            "Exit 0 when something was found, 4 when nothing was."
        })
final class FleetScanVerb implements Callable<Integer> {
    @Parameters(
            arity = "1..*",
            paramLabel = "BLOCK",
            description = "Addresses, ranges and blocks, such as 10.0.4.0/24.")
    List<String> blocks = List.of();

    @Option(
            names = "--write",
            paramLabel = "SITE.yaml",
            description = "Write a site file with what was found.")
    @Nullable Path write;

    @Option(names = "--force", description = "Write over a file that is there already.")
    boolean force;

    @Mixin FleetPorts ports = new FleetPorts();

    @Mixin VaultAt vault = new VaultAt();

    @Option(names = "--json", description = "Print one JSON object.")
    boolean json;

    @Spec @Nullable CommandSpec spec;

    private static final int STRANGERS_SHOWN_MAX = 20;

    @Override
    public Integer call() throws IOException {
        ScanTargets targets = ScanTargets.parse(blocks);
        Path file = write;
        if (file != null && !force && Files.exists(file)) {
            throw occupied(file);
        }
        try (Stopping stopping = new Stopping()) {
            Scan scan = new Scan(ports.ports());
            PrintWriter err = Terminal.err(spec);
            Scan.Found found;
            SiteWriter.Written written = null;
            try (ProgressLine progress = new ProgressLine(err)) {
                found = scan.over(targets, progress, stopping);
                if (file != null && !found.recognised().isEmpty()) {
                    written = written(found, progress, stopping);
                    put(file, written.text());
                }
            }
            if (json) {
                Json.print(Terminal.out(spec), json(found, written, scan.atOnceMax()));
            } else {
                print(Terminal.out(spec), found, written);
            }
            return found.recognised().isEmpty() ? Fault.UNREACHABLE : 0;
        }
    }

    private SiteWriter.Written written(Scan.Found found, ProgressLine progress, Stopping stopping) {
        DriverCatalogue catalogue = DriverCatalogue.shipped();
        List<String> families =
                catalogue.families().stream().map(FamilyDescriptor::family).toList();
        Accesses accesses =
                new Accesses(
                        vault.place(write == null ? Path.of("site.yaml") : write), System::getenv);
        List<SiteWriter.Known> known =
                new Learning(catalogue, accesses.ofFamilies(families))
                        .of(found.recognised(), progress, stopping);
        return new SiteWriter(catalogue).write(known, found.strangers());
    }

    private void put(Path file, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (!force) {
            try {
                Files.write(file, bytes, StandardOpenOption.CREATE_NEW);
            } catch (FileAlreadyExistsException e) {
                throw occupied(file);
            }
            return;
        }
        Path unfinished = file.resolveSibling(file.getFileName() + ".new");
        Files.write(unfinished, bytes);
        AtomicRename.into(unfinished, file);
    }

    private static Fault occupied(Path file) {
        return Fault.badInput(
                file + " is there already; choose another name, or add --force to write over it");
    }

    private static void print(
            PrintWriter out, Scan.Found found, SiteWriter.@Nullable Written written) {
        Map<String, Integer> counts = new TreeMap<>();
        for (Scan.Recognised one : found.recognised()) {
            String model = one.identity().model();
            counts.merge(
                    one.identity().family() + (model == null ? "" : ", " + model), 1, Integer::sum);
        }
        if (!counts.isEmpty()) {
            TextTable table = new TextTable("FAMILY AND MODEL", "FOUND");
            counts.forEach(table::row);
            table.print(out);
        }
        found.strangers().stream()
                .limit(STRANGERS_SHOWN_MAX)
                .forEach(stranger ->
                        out.println("unknown: " + stranger.host() + " " + stranger.said()));
        SiteWriter.duplicates(found.recognised())
                .forEach((serial, hosts) ->
                        out.println(
                                "the same serial number "
                                        + serial
                                        + " at "
                                        + String.join(", ", hosts)
                                        + ": one machine at two addresses, or one number given twice"));
        out.printf(
                Locale.ROOT,
                "%,d of %,d addresses asked%s: %,d identified, %,d unknown, %,d take a connection and"
                        + " say nothing%n",
                found.asked(),
                found.of(),
                found.whole() ? "" : " (stopped early)",
                found.recognised().size(),
                found.strangers().size(),
                found.mute());
        if (written != null) {
            out.printf(
                    Locale.ROOT,
                    "site file written: %,d devices, %,d more as comments%n",
                    written.written(),
                    written.commented());
        }
        out.flush();
    }

    private static Map<String, @Nullable Object> json(
            Scan.Found found, SiteWriter.@Nullable Written written, int atOnceMax) {
        List<Map<String, @Nullable Object>> devices = new ArrayList<>();
        Map<String, Integer> families = new TreeMap<>();
        for (Scan.Recognised one : found.recognised()) {
            Identity identity = one.identity();
            families.merge(identity.family(), 1, Integer::sum);
            Map<String, @Nullable Object> device = new LinkedHashMap<>();
            device.put("address", one.host() + ":" + one.port());
            device.put("family", identity.family());
            device.put("make", identity.make());
            device.put("model", identity.model());
            device.put("firmware", identity.firmware());
            device.put("serial", identity.serial());
            devices.add(device);
        }
        List<Map<String, Object>> strangers = new ArrayList<>();
        for (Sighting stranger : found.strangers()) {
            strangers.add(Map.of("address", stranger.host(), "said", stranger.said()));
        }
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("addresses", found.of());
        object.put("asked", found.asked());
        object.put("at_once_max", atOnceMax);
        object.put("whole", found.whole());
        object.put("identified", found.recognised().size());
        object.put("unknown", found.strangers().size());
        object.put("mute", found.mute());
        object.put("families", families);
        object.put("duplicate_serials", SiteWriter.duplicates(found.recognised()));
        object.put("written", written == null ? null : written.written());
        object.put("commented", written == null ? null : written.commented());
        object.put("devices", devices);
        object.put("strangers", strangers);
        return object;
    }
}
