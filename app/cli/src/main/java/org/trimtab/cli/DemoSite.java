package org.trimtab.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.trimtab.resource.Endpoint;
import org.trimtab.virtual.VirtualDevice;

/** Writes the site file of the demonstration from the fleet that runs. */
final class DemoSite {
    private DemoSite() {}

    /** Writes it; {@code openadr} is its block of that name. */
    static Path write(Path folder, List<VirtualDevice> devices, Endpoint meter, String openadr)
            throws IOException {
        StringBuilder yaml =
                new StringBuilder(
                        """
                        # The site of the demonstration, written by `trimtab demo`.
                        site: demo
                        meters:
                          - id: main
                            kind: sunspec
                            address: %s
                            unit: 1
                            every: 250 ms
                        devices:
                        """
                                .formatted(meter));
        Map<String, List<VirtualDevice>> groups =
                devices.stream()
                        .collect(
                                Collectors.groupingBy(
                                        VirtualDevice::group,
                                        LinkedHashMap::new,
                                        Collectors.toList()));
        groups.forEach((name, members) -> {
            VirtualDevice first = members.getFirst();
            yaml.append("  - group: ").append(name).append('\n');
            yaml.append("    family: ").append(first.family()).append('\n');
            yaml.append("    model: ").append(first.model()).append('\n');
            yaml.append("    running: ").append(first.running().watts()).append(" W\n");
            yaml.append("    hashrate: ")
                    .append(first.hashRate().megahashesPerSecond() / 1_000_000)
                    .append(" TH/s\n");
            yaml.append("    min-off: 10 s\n    min-on: 10 s\n");
            yaml.append("    falls-within: 15 s\n    wakes-within: 20 s\n");
            yaml.append("    addresses: [");
            yaml.append(
                    members.stream()
                            .map(d -> d.endpoint().toString())
                            .collect(Collectors.joining(", ")));
            yaml.append("]\n");
        });
        yaml.append(
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
                  name: Emergency response (demonstration terms)
                  baseline: meter-before-meter-after
                  baseline-window: 10 s
                  interval: 5 s
                  deliver-within: 30 s
                  availability: 5.15 $/MW/h
                  energy: 100 $/MWh
                  pass-ratio: 95 %
                policy:
                  attempts-max: 2
                """);
        yaml.append(openadr);
        Path file = folder.resolve("site.yaml");
        Files.writeString(file, yaml);
        return file;
    }
}
