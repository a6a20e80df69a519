package org.trimtab.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.trimtab.virtual.FleetSpec;
import org.trimtab.virtual.VirtualDevice;
import org.trimtab.virtual.VirtualFleet;
import org.trimtab.virtual.VirtualSiteMeter;
import org.trimtab.virtual.VirtualSwitch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "virtual-fleet",
        description =
                "Runs virtual miners that speak their makers' protocols on this machine's own addresses,"
                        + " a site meter that measures them, and breakers before them.",
        footerHeading = "%nThe truth file:%n",
        footer = {
            "One JSON object per machine and line, in the order of the specification; the whole file is"
                    + " replaced every second, and once more at the end, so a reader never sees half of it.",
            "",
            "  name               such as lux-a-0001",
            "  endpoint           address and port it answers on",
            "  family, model      what it imitates",
            "  mode               normal, sleep, high or low: how it works, whatever it says",
            "  asleep             true when the mode is sleep",
            "  level              share of full power it was held to; 1 for all of it",
            "  power_w            what it draws, W, without the error of its own reading",
            "  pools              address and user of each pool, in a list",
            "  pools_changed      true when they are not those it started with",
            "  commands_received  commands heard so far, whatever came of them",
            "  last_command_at    when the last was heard (RFC 3339); null before the first",
            "  fault              what is wrong with it, such as deaf; null for nothing",
            "  unplugged          true while an open breaker keeps the power from it; mode is then how it"
                    + " will boot",
            "  at                 when this was so (RFC 3339), the same in every line"
        })
final class VirtualFleetVerb implements Callable<Integer> {
    @Option(
            names = "--spec",
            required = true,
            paramLabel = "fleet.yaml",
            description =
                    "What fleet; see samples/fleet-all-families.yaml, which has every family.")
    Path file = Path.of("fleet.yaml");

    @Option(
            names = "--truth",
            paramLabel = "FILE",
            description =
                    "Write how every machine is in truth to this file, every second; see below.")
    @Nullable Path truth;

    @Option(names = "--json", description = "Print one JSON object when running.")
    boolean json;

    @Spec @Nullable CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        FleetSpec fleetSpec = FleetSpec.read(file);
        VirtualFleet fleet = VirtualFleet.start(fleetSpec);
        FleetSpec.MeterPlace place = fleetSpec.meter();
        VirtualSiteMeter meter =
                place == null
                        ? null
                        : VirtualSiteMeter.start(
                                fleet, place.endpoint().host(), place.endpoint().port());
        VirtualSwitch switches = VirtualSwitch.start(fleet);
        TruthFile truthFile = truth == null ? null : TruthFile.start(fleet, truth);
        Runtime.getRuntime()
                .addShutdownHook(
                        new Thread(() -> {
                            if (truthFile != null) {
                                truthFile.close();
                            }
                            if (meter != null) {
                                meter.close();
                            }
                            if (switches != null) {
                                switches.close();
                            }
                            fleet.close();
                        }));
        announce(fleet, meter, switches);
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return 0;
    }

    private void announce(
            VirtualFleet fleet,
            @Nullable VirtualSiteMeter meter,
            @Nullable VirtualSwitch switches) {
        Map<String, Integer> families = new TreeMap<>();
        for (VirtualDevice device : fleet.devices()) {
            families.merge(device.family(), 1, Integer::sum);
        }
        PrintWriter out = Terminal.out(spec);
        String first = fleet.devices().getFirst().endpoint().toString();
        String last = fleet.devices().getLast().endpoint().toString();
        if (json) {
            Map<String, @Nullable Object> object = new LinkedHashMap<>();
            object.put("devices", fleet.devices().size());
            object.put("families", families);
            object.put("first", first);
            object.put("last", last);
            object.put("meter", meter == null ? null : meter.endpoint().toString());
            object.put("breakers", switches == null ? 0 : switches.count());
            object.put("coils", switches == null ? null : switches.coils().toString());
            object.put("outlets", switches == null ? null : switches.outlets().toString());
            object.put("truth", truth == null ? null : truth.toString());
            Json.print(out, object);
        } else {
            out.printf(
                    "%d virtual miners %s answer from %s to %s%n",
                    fleet.devices().size(), families, first, last);
            out.println(
                    meter == null
                            ? "no site meter: the specification has none"
                            : "the site meter answers Modbus TCP at " + meter.endpoint());
            if (switches != null) {
                out.printf(
                        "%d breakers answer Modbus TCP at %s (unit %d, coil n moves breaker n, input n"
                                + " shows it) and SNMP at %s%n",
                        switches.count(), switches.coils(), VirtualSwitch.UNIT, switches.outlets());
            }
            if (truth != null) {
                out.println("how they are in truth stands in " + truth + ", anew every second");
            }
            out.flush();
        }
    }
}
