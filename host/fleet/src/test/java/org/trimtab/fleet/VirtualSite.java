package org.trimtab.fleet;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.trimtab.live.VaultPlace;
import org.trimtab.resource.Endpoint;
import org.trimtab.virtual.DeviceTruth;
import org.trimtab.virtual.FleetGroup;
import org.trimtab.virtual.FleetGroup.Placement;
import org.trimtab.virtual.FleetSpec;
import org.trimtab.virtual.VirtualDevice;
import org.trimtab.virtual.VirtualFleet;
import org.trimtab.virtual.machine.Family;
import org.trimtab.virtual.machine.Manners;
import org.trimtab.virtual.machine.Physics.Times;

/** A quick virtual fleet and the site file that goes with it. */
final class VirtualSite implements AutoCloseable {
    static final String TERMS =
            """
            mining:
              hashprice: 60 $/PH/s/day
              pool-fee: 1 %
              power-usage-effectiveness: 1.03
              adders: 2 $/MWh
              hysteresis: 5 $/MWh
              min-off: 10 m
              min-on: 20 m
            program:
              name: Test
              baseline: meter-before-meter-after
              baseline-window: 5 m
              interval: 1 m
              deliver-within: 30 s
              availability: 5.15 $/MW/h
              energy: 100 $/MWh
              pass-ratio: 95 %
            """;

    private static final String HEAD =
            """
            site: test
            meters: [{id: main, kind: sunspec, address: "127.0.0.1:9", unit: 1, every: 1 s}]
            devices:
            """;

    final VirtualFleet fleet;
    final Path siteFile;
    private final Path folder;

    private VirtualSite(VirtualFleet fleet, Path folder, Path siteFile) {
        this.fleet = fleet;
        this.folder = folder;
        this.siteFile = siteFile;
    }

    static FleetGroup quick(String name, Family family, String model, String first, int count) {
        FleetGroup group = FleetGroup.of(name, family, model, new Placement(count, first, 0));
        return group.withManners(Manners.INSTANT.withRestart(Duration.ofMillis(200)))
                .withPhysics(group.traits().physics().withTimes(Times.ofSeconds(1, 0, 1)));
    }

    /**
     * Starts a fleet and writes its site file.
     *
     * @param more further lines of a group, by group
     */
    static VirtualSite start(FleetSpec spec, Path folder, Map<String, String> more)
            throws IOException {
        VirtualFleet fleet = VirtualFleet.start(spec);
        StringBuilder yaml = new StringBuilder(HEAD);
        Map<String, List<VirtualDevice>> groups = new LinkedHashMap<>();
        for (VirtualDevice device : fleet.devices()) {
            groups.computeIfAbsent(device.group(), _ -> new ArrayList<>()).add(device);
        }
        groups.forEach((name, members) -> {
            VirtualDevice first = members.getFirst();
            yaml.append("  - group: ").append(name).append('\n');
            yaml.append("    family: ").append(first.family()).append('\n');
            yaml.append("    model: ").append(first.model()).append('\n');
            yaml.append("    falls-within: 4 s\n    wakes-within: 5 s\n");
            yaml.append(more.getOrDefault(name, "    min-off: 0 s\n    min-on: 0 s\n"));
            yaml.append("    addresses: ")
                    .append(members.stream().map(d -> d.endpoint().toString()).toList())
                    .append('\n');
        });
        Path file = Files.writeString(folder.resolve("site.yaml"), yaml + TERMS);
        return new VirtualSite(fleet, folder, file);
    }

    FleetPlace place() {
        return new FleetPlace(siteFile, folder.resolve("data"), VaultPlace.beside(siteFile));
    }

    FleetSession open() throws IOException {
        return FleetSession.open(place());
    }

    FleetResult act(Wish wish, Selector selector) throws IOException {
        try (FleetSession session = open()) {
            FleetPlan plan =
                    new Planner(session, false)
                            .plan(
                                    wish,
                                    selector.of(session.devices()),
                                    Progress.SILENT,
                                    () -> false);
            FleetResult result =
                    new CommandRun(session, plan, Progress.SILENT, () -> false).carryOut();
            return wish instanceof Wish.Restore
                    ? new Restored(session, Progress.SILENT, () -> false).compared(result)
                    : result;
        }
    }

    DeviceTruth truth(Endpoint endpoint) {
        return fleet.truth().stream()
                .filter(truth -> truth.device().endpoint().equals(endpoint))
                .findFirst()
                .orElseThrow();
    }

    @Override
    public void close() {
        fleet.close();
    }
}
