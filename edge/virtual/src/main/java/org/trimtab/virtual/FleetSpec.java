package org.trimtab.virtual;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.trimtab.quantity.Share;
import org.trimtab.resource.Endpoint;
import org.trimtab.virtual.machine.Family;
import org.trimtab.virtual.meter.MeterSpec;

/**
 * A virtual fleet as it shall be. The same specification always makes the same fleet.
 *
 * @param seed of everything that is drawn
 * @param addressing how machines are told apart
 * @param faults who is at fault
 * @param groups the machines
 * @param meter what a site meter sees beside them, and where it answers; null when the fleet has none
 */
public record FleetSpec(
        long seed,
        Addressing addressing,
        Faults faults,
        List<FleetGroup> groups,
        @Nullable MeterPlace meter) {
    private static final int DEVICES_MAX = 100_000;

    /** How machines are told apart. */
    public enum Addressing {
        /** By address where the system answers for all of 127.0.0.0/8, else by port. */
        AUTO,
        /** One address each, as real machines have. */
        LOOPBACK_NETWORK,
        /** All at 127.0.0.1, a port of its own each. */
        PORT_PER_DEVICE
    }

    /**
     * A site meter of the fleet.
     *
     * @param spec what it sees
     * @param endpoint where it answers
     */
    public record MeterPlace(MeterSpec spec, Endpoint endpoint) {}

    public FleetSpec {
        groups = List.copyOf(groups);
        if (groups.isEmpty()) {
            throw new IllegalArgumentException("a fleet has at least one group");
        }
        checkCount(groups);
        checkNames(groups);
        checkAddresses(groups);
    }

    public static FleetSpec of(long seed, FleetGroup... groups) {
        return new FleetSpec(seed, Addressing.AUTO, Faults.NONE, List.of(groups), null);
    }

    /**
     * Reads {@code fleet.yaml}.
     *
     * @throws org.trimtab.documents.BadDocument naming line, key and the allowed form
     */
    public static FleetSpec read(Path file) {
        return FleetFile.read(file);
    }

    /**
     * The fleet of the demonstration; see {@link DemoFleet}.
     *
     * @param count machines in all, at least 5
     * @param seed of everything that is drawn
     * @param faultsShare part of the machines at fault, spread over every kind
     * @param antminerPort port of the stock Antminers, since 80 is seldom free
     */
    public static FleetSpec demo(int count, long seed, Share faultsShare, int antminerPort) {
        return DemoFleet.spec(count, seed, faultsShare, antminerPort);
    }

    public FleetSpec withFaults(Faults faults) {
        return new FleetSpec(seed, addressing, faults, groups, meter);
    }

    public FleetSpec withAddressing(Addressing addressing) {
        return new FleetSpec(seed, addressing, faults, groups, meter);
    }

    public FleetSpec withMeter(MeterPlace meter) {
        return new FleetSpec(seed, addressing, faults, groups, meter);
    }

    /** The same machines of a family at another port. */
    public FleetSpec withPort(Family family, int port) {
        List<FleetGroup> moved =
                groups.stream()
                        .map(group -> group.family() == family ? group.withPort(port) : group)
                        .toList();
        return new FleetSpec(seed, addressing, faults, moved, meter);
    }

    /** How many machines there are. */
    public int count() {
        return groups.stream().mapToInt(group -> group.placement().count()).sum();
    }

    private static void checkCount(List<FleetGroup> groups) {
        long count = groups.stream().mapToLong(group -> group.placement().count()).sum();
        if (count > DEVICES_MAX) {
            throw new IllegalArgumentException(
                    "a fleet has at most " + DEVICES_MAX + " machines, got " + count);
        }
    }

    private static void checkNames(List<FleetGroup> groups) {
        Set<String> names = new HashSet<>();
        for (FleetGroup group : groups) {
            if (!names.add(group.name())) {
                throw new IllegalArgumentException(
                        "two groups are called \"" + group.name() + "\"; give each its own name");
            }
        }
    }

    private static void checkAddresses(List<FleetGroup> groups) {
        Set<Endpoint> taken = new HashSet<>();
        for (FleetGroup group : groups) {
            for (Endpoint endpoint : fixedEndpoints(group)) {
                if (!taken.add(endpoint)) {
                    throw new IllegalArgumentException(
                            "group \""
                                    + group.name()
                                    + "\" uses "
                                    + endpoint
                                    + ", which another group has; choose another first address");
                }
            }
        }
    }

    private static List<Endpoint> fixedEndpoints(FleetGroup group) {
        List<Endpoint> endpoints = new ArrayList<>();
        FleetGroup.Placement placement = group.placement();
        for (int i = 0; placement.port() != 0 && i < placement.count(); i++) {
            endpoints.add(new Endpoint(placement.address(i).getHostAddress(), placement.port()));
        }
        return endpoints;
    }
}
