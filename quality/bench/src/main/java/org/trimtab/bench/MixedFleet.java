package org.trimtab.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.trimtab.drivers.DriverCatalogue;
import org.trimtab.drivers.api.FamilyDescriptor;
import org.trimtab.resource.Capability;
import org.trimtab.resource.Device;
import org.trimtab.resource.DeviceId;
import org.trimtab.resource.Endpoint;
import org.trimtab.resource.Envelope;
import org.trimtab.virtual.FleetGroup;
import org.trimtab.virtual.FleetSpec;
import org.trimtab.virtual.VirtualFleet;
import org.trimtab.virtual.machine.Family;

/**
 * Machines of every family that is both spoken to and imitated, an equal share of each. They think no time at all, so
 * that only our side and the network are measured.
 *
 * @param groups the machines by family
 * @param meterPort port of the site meter
 */
record MixedFleet(List<Group> groups, int meterPort) {
    private static final int FIRST_ADDRESS = 0x7F01_0001;

    /** Machines of one family. */
    record Group(FamilyDescriptor family, int first, int count, int port) {
        FamilyDescriptor.Model model() {
            return family.models().getFirst();
        }

        boolean isCurtailable() {
            return family.capabilities().contains(Capability.CURTAIL);
        }
    }

    MixedFleet {
        groups = List.copyOf(groups);
    }

    /** A fleet on ports nobody has now. */
    static MixedFleet onFreePorts(int miners) throws IOException {
        List<FamilyDescriptor> families = families();
        List<ServerSocket> held = new ArrayList<>();
        try {
            List<Group> groups = new ArrayList<>();
            int before = 0;
            for (int i = 0; i < families.size(); i++) {
                int until = (int) ((i + 1L) * miners / families.size());
                held.add(anyPort());
                int port = held.getLast().getLocalPort();
                if (until > before) {
                    groups.add(
                            new Group(
                                    families.get(i), FIRST_ADDRESS + before, until - before, port));
                }
                before = until;
            }
            held.add(anyPort());
            return new MixedFleet(groups, held.getLast().getLocalPort());
        } finally {
            for (ServerSocket socket : held) {
                socket.close();
            }
        }
    }

    /** Families with a driver that can be imitated too, in the order of the catalogue. */
    private static List<FamilyDescriptor> families() {
        List<FamilyDescriptor> families =
                DriverCatalogue.shipped().families().stream()
                        .filter(family -> !family.models().isEmpty() && isImitated(family.family()))
                        .toList();
        if (families.isEmpty()) {
            throw new BenchFailure("no family is both spoken to and imitated");
        }
        return families;
    }

    private static boolean isImitated(String name) {
        Family family =
                Arrays.stream(Family.values())
                        .filter(f -> f.text().equals(name))
                        .findFirst()
                        .orElse(null);
        if (family == null) {
            return false;
        }
        // The virtual fleet says what it imitates only by making one.
        FleetGroup one =
                FleetGroup.of(
                        "one",
                        family,
                        "Antminer S21",
                        new FleetGroup.Placement(1, "127.0.0.1", family.port()));
        FleetSpec spec = FleetSpec.of(1, one).withAddressing(FleetSpec.Addressing.PORT_PER_DEVICE);
        try (VirtualFleet fleet = VirtualFleet.start(spec)) {
            return !fleet.devices().isEmpty();
        } catch (IllegalArgumentException | IOException e) {
            return false;
        }
    }

    int count() {
        return groups.stream().mapToInt(Group::count).sum();
    }

    /** The families in it, in words. */
    String inWords() {
        return groups.stream()
                .map(g -> String.format(Locale.ROOT, "%,d %s", g.count, g.family.family()))
                .collect(Collectors.joining(", "));
    }

    /** Every machine that can be put to sleep, families in turn as they stand in a mixed hall. */
    List<Device> curtailable() {
        List<Device> devices = new ArrayList<>();
        int most = groups.stream().mapToInt(Group::count).max().orElse(0);
        for (int i = 0; i < most; i++) {
            for (Group group : groups) {
                if (i < group.count && group.isCurtailable()) {
                    devices.add(device(group, i));
                }
            }
        }
        return devices;
    }

    private static Device device(Group group, int index) {
        FamilyDescriptor family = group.family;
        return new Device(
                new DeviceId(family.family() + "-" + (index + 1)),
                family.family(),
                group.model().name(),
                new Endpoint(address(group.first + index), group.port),
                null,
                group.model().power(),
                family.standby(),
                group.model().hashRate(),
                new Envelope(Duration.ZERO, Duration.ZERO, false),
                family.timing(),
                Set.copyOf(family.capabilities()));
    }

    /**
     * Writes the file of the virtual fleet.
     *
     * @param faults lines of its {@code faults} section; empty for a sound fleet
     */
    Path writeFleet(Path file, List<String> faults) throws IOException {
        StringBuilder yaml =
                new StringBuilder(
                        """
                        # The fleet of `trimtab bench fleet`.
                        seed: 7
                        addressing: loopback-network
                        meter:
                          address: 127.0.0.1:%d
                        """
                                .formatted(meterPort));
        if (!faults.isEmpty()) {
            yaml.append("faults:\n");
            faults.forEach(fault -> yaml.append("  ").append(fault).append('\n'));
        }
        yaml.append("groups:\n");
        for (Group group : groups) {
            yaml.append(
                    """
                      - group: %s
                        family: %s
                        model: "%s"
                        running: %d W
                        hashrate: %d MH/s
                        count: %d
                        first: %s
                        port: %d
                        ramp-down: 0 s
                        boot: 0 s
                        ramp-up: 0 s
                        restart: 0 s
                        clock-skew: 0 s
                        think-least: 0 s
                        think-most: 0 s
                        command-least: 0 s
                        command-most: 0 s
                    """
                            .formatted(
                                    group.family.family(),
                                    group.family.family(),
                                    group.model().name(),
                                    group.model().power().watts(),
                                    group.model().hashRate().megahashesPerSecond(),
                                    group.count,
                                    address(group.first),
                                    group.port));
        }
        return Files.writeString(file, yaml);
    }

    Path writeSite(Path file) throws IOException {
        StringBuilder yaml = new StringBuilder(Mine.siteHead(meterPort));
        for (Group group : groups) {
            yaml.append(
                    """
                      - group: %s
                        family: %s
                        model: "%s"
                        running: %d W
                        hashrate: %d MH/s
                        min-off: 1 s
                        min-on: 1 s
                        addresses: [%s]
                    """
                            .formatted(
                                    group.family.family(),
                                    group.family.family(),
                                    group.model().name(),
                                    group.model().power().watts(),
                                    group.model().hashRate().megahashesPerSecond(),
                                    address(group.first)
                                            + "-"
                                            + address(group.first + group.count - 1)
                                            + ":"
                                            + group.port));
        }
        return Files.writeString(file, yaml.append(Mine.TERMS));
    }

    private static String address(int number) {
        return "127." + (number >> 16 & 255) + "." + (number >> 8 & 255) + "." + (number & 255);
    }

    private static ServerSocket anyPort() throws IOException {
        return new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    }
}
