package org.trimtab.scenarios;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.trimtab.virtual.VirtualDevice;

/** The site file of a mine, with a program of short intervals and devices that may be turned often. */
final class SiteText {
    private static final String HEAD =
            """
            site: scenario
            meters:
              - id: main
                kind: sunspec
                address: %s
                unit: 1
                every: 100 ms
            devices:
            """;

    private static final String TERMS =
            """
            mining:
              hashprice: 60 $/PH/s/day
              pool-fee: 1 %
              power-usage-effectiveness: 1
              adders: 2 $/MWh
              hysteresis: 5 $/MWh
              min-off: 10 m
              min-on: 20 m
            program:
              name: Emergency response (scenario)
              baseline: meter-before-meter-after
              baseline-window: 4 s
              interval: 2 s
              deliver-within: 10 s
              availability: 5.15 $/MW/h
              energy: 100 $/MWh
              pass-ratio: 95 %
            policy:
              meter-stale-after: 2 s
              trim-after: 2 s
            """;

    private SiteText() {}

    static String of(Mine mine) {
        StringBuilder yaml = new StringBuilder(HEAD.formatted(mine.meter().endpoint()));
        Map<String, List<VirtualDevice>> groups =
                mine.devices().stream()
                        .collect(
                                Collectors.groupingBy(
                                        VirtualDevice::group,
                                        LinkedHashMap::new,
                                        Collectors.toList()));
        groups.forEach((name, members) -> yaml.append(group(name, members)));
        return yaml.append(TERMS).toString();
    }

    private static String group(String name, List<VirtualDevice> members) {
        VirtualDevice first = members.getFirst();
        String addresses =
                members.stream()
                        .map(device -> device.endpoint().toString())
                        .collect(Collectors.joining(", "));
        return """
          - group: %s
            family: %s
            model: %s
            running: %d W
            min-off: 1 s
            min-on: 1 s
            addresses: [%s]
        """
                .formatted(name, first.family(), first.model(), first.running().watts(), addresses);
    }
}
