package org.trimtab.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.trimtab.resource.Endpoint;
import org.trimtab.virtual.StackedFleet;
import org.trimtab.virtual.VirtualDevice;
import org.trimtab.virtual.machine.Machine;

/** Writes the site file of the demonstration of stacked obligations from the fleet that runs. */
final class DemoStackedSite {
    static final String TRACK_PROGRAM = "clr";
    static final String EMERGENCY_PROGRAM = "ers";

    /** In a compressed hour a base point comes every 20 s; the ramp to it keeps the same part of that. */
    static final int BASE_RAMP_S = 16;

    /** LuxOS profiles lie 25 MHz apart from 490 MHz down; these three are given as points. */
    private static final int LUXOS_MEGAHERTZ = 490;

    private static final List<Integer> LUXOS_POINTS = List.of(190, 290, 390);

    /** VNish is throttled by percent of its preset, which is named in tens of watts. */
    private static final List<Integer> VNISH_POINTS = List.of(40, 60, 80);

    private DemoStackedSite() {}

    /**
     * Where the meters answer and what the feeders carry.
     *
     * @param main the meter the grid settles on
     * @param feeders the meter of each feeder
     * @param limitsW most each feeder may carry, W
     */
    record Wiring(Endpoint main, Map<String, Endpoint> feeders, Map<String, Long> limitsW) {}

    static Path write(Path folder, List<VirtualDevice> devices, Wiring wiring) throws IOException {
        StringBuilder yaml =
                new StringBuilder(
                        """
                        # The site of the demonstration, written by `trimtab demo --scenario stacked`.
                        site: stacked
                        meters:
                        """);
        yaml.append(meter("main", wiring.main));
        wiring.feeders.forEach((feeder, endpoint) -> {
            yaml.append(meter("meter-" + feeder, endpoint));
            yaml.append("    feeder: ").append(feeder).append('\n');
        });
        yaml.append("feeders:\n");
        wiring.limitsW.forEach((feeder, limit) ->
                yaml.append("  - id: ")
                        .append(feeder)
                        .append("\n    limit: ")
                        .append(limit)
                        .append(" W\n"));
        yaml.append("devices:\n");
        Map<String, List<VirtualDevice>> groups =
                devices.stream()
                        .collect(
                                Collectors.groupingBy(
                                        VirtualDevice::group,
                                        LinkedHashMap::new,
                                        Collectors.toList()));
        groups.forEach((name, members) -> yaml.append(group(name, members)));
        Path file = folder.resolve("site.yaml");
        return Files.writeString(file, yaml.append(TERMS));
    }

    private static String meter(String id, Endpoint endpoint) {
        return """
          - id: %s
            kind: sunspec
            address: %s
            unit: 1
            every: 250 ms
        """
                .formatted(id, endpoint);
    }

    private static String group(String name, List<VirtualDevice> members) {
        VirtualDevice first = members.getFirst();
        StringBuilder yaml =
                new StringBuilder(
                        """
                          - group: %s
                            family: %s
                            model: %s
                            feeder: %s
                            running: %d W
                            hashrate: %d GH/s
                            min-off: 10 s
                            min-on: 10 s
                            falls-within: 12 s
                            wakes-within: 20 s
                        """
                                .formatted(
                                        name,
                                        first.family(),
                                        first.model(),
                                        feederOf(name),
                                        first.running().watts(),
                                        first.hashRate().megahashesPerSecond() / 1_000));
        List<String> points = points(first);
        if (!points.isEmpty()) {
            yaml.append("    points:\n");
            points.forEach(point -> yaml.append("      - ").append(point).append('\n'));
        }
        yaml.append("    addresses: [")
                .append(
                        members.stream()
                                .map(device -> device.endpoint().toString())
                                .collect(Collectors.joining(", ")))
                .append("]\n");
        return yaml.toString();
    }

    /** Levels such machines really have; the power is what their model draws there. */
    private static List<String> points(VirtualDevice device) {
        long running = device.running().watts();
        List<String> points = new ArrayList<>();
        switch (device.family()) {
            case "luxos" -> {
                for (int megahertz : LUXOS_POINTS) {
                    double share = (double) megahertz / LUXOS_MEGAHERTZ;
                    points.add(point(Math.round(running * share), share, device));
                }
            }
            case "vnish" -> {
                long preset = Math.round(running / 10.0) * 10;
                for (int percent : VNISH_POINTS) {
                    points.add(point(Math.ceilDiv(preset * percent, 100), percent / 100.0, device));
                }
            }
            default -> {}
        }
        return points;
    }

    private static String point(long watts, double share, VirtualDevice device) {
        double work =
                device.hashRate().megahashesPerSecond() * Math.pow(share, Machine.WORK_BY_POWER);
        return String.format(
                Locale.ROOT, "{power: %d W, hashrate: %d GH/s}", watts, Math.round(work / 1_000));
    }

    private static String feederOf(String group) {
        for (Map.Entry<String, Set<String>> feeder : StackedFleet.feeders().entrySet()) {
            if (feeder.getValue().contains(group)) {
                return feeder.getKey();
            }
        }
        throw new IllegalArgumentException("group " + group + " hangs on no feeder");
    }

    private static final String TERMS =
            """
            mining:
              hashprice: 60 $/PH/s/day
              pool-fee: 1 %
              power-usage-effectiveness: 1.03
              adders: 2 $/MWh
              hysteresis: 5 $/MWh
              min-off: 10 s
              min-on: 10 s
            program:
              name: Emergency response (demonstration terms)
              baseline: meter-before-meter-after
              baseline-window: 5 s
              interval: 5 s
              deliver-within: 10 s
              availability: 5.15 $/MW/h
              energy: 100 $/MWh
              pass-ratio: 95 %
            programs:
              - name: clr
                rank: set-point
                full-within: 20 s
              - name: ers
                rank: grid-emergency
                full-within: 30 s
            policy:
              attempts-max: 2
              base-ramp: 16 s
              set-point-stale-after: 6 s
              failures-max: 2
            """;
}
