package org.trimtab.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The mine that is measured: 60 % LuxOS and 40 % stock Antminers, in the models of the demonstration. The machines
 * answer as slowly as usual ones, 5 to 50 ms and stock Antminers 1 to 4 s to a command; only falling asleep and waking
 * are quick, so that a measurement does not wait for physics.
 *
 * @param miners how many
 * @param luxosPort port of all LuxOS machines
 * @param antminerPort port of all Antminers
 * @param meterPort port of the site meter
 */
record Mine(int miners, int luxosPort, int antminerPort, int meterPort) {
    static final int MINERS_LEAST = 5;
    static final int MINERS_MOST = 100_000;

    /** What a site file says after its devices. */
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
              name: Emergency response
              baseline: meter-before-meter-after
              baseline-window: 5 s
              interval: 5 s
              deliver-within: 30 s
              availability: 5.15 $/MW/h
              energy: 100 $/MWh
              pass-ratio: 95 %
            """;

    private static final int FIRST_ADDRESS = 0x7F01_0001;

    /** A model's part, up to this percentage of the fleet. */
    private record Part(
            String name,
            String family,
            String firmware,
            String model,
            int watts,
            int hashrate,
            int upTo) {}

    private static final List<Part> PARTS =
            List.of(
                    new Part("lux-s21", "luxos", "2025-04", "Antminer S21", 3500, 200, 25),
                    new Part("lux-s19k", "luxos", "2025-04", "Antminer S19k Pro", 2760, 120, 45),
                    new Part("lux-s19j", "luxos", "2025-04", "Antminer S19j Pro", 3068, 104, 60),
                    new Part("ant-s19xp", "antminer", "2022-12", "Antminer S19 XP", 3010, 141, 80),
                    new Part("ant-t21", "antminer", "2023-07", "Antminer T21", 3610, 190, 100));

    /** Machines of one model. */
    private record Group(Part part, int first, int count, int port) {
        String addresses() {
            return address(first) + "-" + address(first + count - 1) + ":" + port;
        }
    }

    /** A mine on ports nobody has now. */
    static Mine onFreePorts(int miners) throws IOException {
        try (ServerSocket luxos = anyPort();
                ServerSocket antminer = anyPort();
                ServerSocket meter = anyPort()) {
            return new Mine(
                    miners, luxos.getLocalPort(), antminer.getLocalPort(), meter.getLocalPort());
        }
    }

    Path writeFleet(Path folder) throws IOException {
        StringBuilder yaml =
                new StringBuilder(
                        """
                        # The fleet of `trimtab bench`.
                        seed: 7
                        addressing: loopback-network
                        meter:
                          address: 127.0.0.1:%d
                        groups:
                        """
                                .formatted(meterPort));
        for (Group group : groups()) {
            boolean isStock = group.part.family.equals("antminer");
            yaml.append(
                    """
                      - group: %s
                        family: %s
                        firmware: "%s"
                        model: %s
                        count: %d
                        first: %s
                        port: %d
                        ramp-down: 1 s
                        boot: 1 s
                        ramp-up: 1 s
                        restart: 1 s
                        command-least: %d ms
                        command-most: %d ms
                    """
                            .formatted(
                                    group.part.name,
                                    group.part.family,
                                    group.part.firmware,
                                    group.part.model,
                                    group.count,
                                    address(group.first),
                                    group.port,
                                    isStock ? 1_000 : 5,
                                    isStock ? 4_000 : 50));
        }
        return Files.writeString(folder.resolve("fleet.yaml"), yaml);
    }

    Path writeSite(Path folder) throws IOException {
        StringBuilder yaml = new StringBuilder(siteHead(meterPort));
        for (Group group : groups()) {
            yaml.append(
                    """
                      - group: %s
                        family: %s
                        model: %s
                        running: %d W
                        hashrate: %d TH/s
                        min-off: 1 s
                        min-on: 1 s
                        addresses: [%s]
                    """
                            .formatted(
                                    group.part.name,
                                    group.part.family,
                                    group.part.model,
                                    group.part.watts,
                                    group.part.hashrate,
                                    group.addresses()));
        }
        return Files.writeString(folder.resolve("site.yaml"), yaml.append(TERMS));
    }

    /** What a site file says before its devices. */
    static String siteHead(int meterPort) {
        return """
        # The site of `trimtab bench`.
        site: bench
        meters:
          - id: main
            kind: sunspec
            address: 127.0.0.1:%d
            unit: 1
            every: 250 ms
        devices:
        """
                .formatted(meterPort);
    }

    private List<Group> groups() {
        List<Group> groups = new ArrayList<>();
        int before = 0;
        for (Part part : PARTS) {
            int left = PARTS.size() - 1 - groups.size();
            int until =
                    Math.min(
                            miners - left,
                            Math.max(before + 1, Math.round(miners * part.upTo / 100f)));
            int port = part.family.equals("luxos") ? luxosPort : antminerPort;
            groups.add(new Group(part, before, until - before, port));
            before = until;
        }
        return groups;
    }

    private static String address(int index) {
        int number = FIRST_ADDRESS + index;
        return "127." + (number >> 16 & 255) + "." + (number >> 8 & 255) + "." + (number & 255);
    }

    private static ServerSocket anyPort() throws IOException {
        return new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    }
}
