package org.trimtab.scenarios;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.trimtab.resource.Endpoint;
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
            programs:
              - {name: plan, rank: price}
              - {name: ers, rank: grid-emergency}
            policy:
              meter-stale-after: 2 s
              trim-after: 2 s
            """;

    private SiteText() {}

    static String of(Mine mine) {
        return of(mine.meter().endpoint(), mine.devices(), "min-off: 1 s\n    min-on: 1 s");
    }

    /** The site file of machines that move within seconds and may be turned at any time; its meter is not there. */
    static String quick(List<VirtualDevice> devices) {
        return of(
                new Endpoint("127.0.0.1", 9),
                devices,
                """
                min-off: 0 s
                    min-on: 0 s
                    falls-within: 6 s
                    wakes-within: 8 s\
                """);
    }

    private static String of(Endpoint meter, List<VirtualDevice> devices, String timing) {
        StringBuilder yaml = new StringBuilder(HEAD.formatted(meter));
        Map<String, List<VirtualDevice>> groups =
                devices.stream()
                        .collect(
                                Collectors.groupingBy(
                                        VirtualDevice::group,
                                        LinkedHashMap::new,
                                        Collectors.toList()));
        groups.forEach((name, members) -> yaml.append(group(name, members, timing)));
        return yaml.append(TERMS).toString();
    }

    private static String group(String name, List<VirtualDevice> members, String timing) {
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
            hashrate: %d GH/s
            standby: %d W
            %s
            addresses: [%s]
        """
                .formatted(
                        name,
                        first.family(),
                        first.model(),
                        first.running().watts(),
                        first.hashRate().megahashesPerSecond() / 1_000,
                        first.standby().watts(),
                        timing,
                        addresses);
    }
}
