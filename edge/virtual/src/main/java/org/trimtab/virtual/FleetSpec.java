package org.trimtab.virtual;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
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
 * @param switches breakers before the machines; null when the fleet has none
 */
public record FleetSpec(
        long seed,
        Addressing addressing,
        Faults faults,
        List<FleetGroup> groups,
        @Nullable MeterPlace meter,
        @Nullable SwitchPlace switches) {
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

    /**
     * Breakers of the fleet.
     *
     * @param coils where their coils answer over Modbus TCP
     * @param outlets where they answer over SNMP, on UDP
     * @param community who may move them over SNMP
     * @param behind what is behind each breaker: names of groups, or of machines such as {@code lux-a-0001}
     */
    public record SwitchPlace(
            Endpoint coils, Endpoint outlets, String community, List<Set<String>> behind) {
        /** Most breakers of a fleet. */
        public static final int BREAKERS_MAX = 1_000;

        public SwitchPlace {
            behind = behind.stream().map(Set::copyOf).toList();
            if (behind.isEmpty() || behind.size() > BREAKERS_MAX) {
                throw new IllegalArgumentException(
                        "a fleet has 1 to "
                                + BREAKERS_MAX
                                + " breakers where it has any, got "
                                + behind.size());
            }
        }
    }

    /** A fleet without breakers. */
    public FleetSpec(
            long seed,
            Addressing addressing,
            Faults faults,
            List<FleetGroup> groups,
            @Nullable MeterPlace meter) {
        this(seed, addressing, faults, groups, meter, null);
    }

    public FleetSpec {
        groups = List.copyOf(groups);
        if (groups.isEmpty()) {
            throw new IllegalArgumentException("a fleet has at least one group");
        }
        checkCount(groups);
        checkNames(groups);
        checkAddresses(groups);
        if (switches != null) {
            machinesBehind(groups, switches);
        }
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
        return new FleetSpec(seed, addressing, faults, groups, meter, switches);
    }

    public FleetSpec withAddressing(Addressing addressing) {
        return new FleetSpec(seed, addressing, faults, groups, meter, switches);
    }

    public FleetSpec withMeter(MeterPlace meter) {
        return new FleetSpec(seed, addressing, faults, groups, meter, switches);
    }

    public FleetSpec withSwitches(SwitchPlace switches) {
        return new FleetSpec(seed, addressing, faults, groups, meter, switches);
    }

    /** The names of the machines behind each breaker; empty when the fleet has none. */
    List<Set<String>> machinesBehind() {
        return switches == null ? List.of() : machinesBehind(groups, switches);
    }

    private static List<Set<String>> machinesBehind(List<FleetGroup> groups, SwitchPlace switches) {
        Map<String, List<String>> meant = new HashMap<>();
        for (FleetGroup group : groups) {
            List<String> machines = new ArrayList<>();
            for (int i = 1; i <= group.placement().count(); i++) {
                String machine = group.machine(i);
                machines.add(machine);
                meant.put(machine, List.of(machine));
            }
            meant.put(group.name(), machines);
        }
        Set<String> taken = new HashSet<>();
        List<Set<String>> behind = new ArrayList<>();
        for (Set<String> names : switches.behind()) {
            Set<String> machines = new LinkedHashSet<>();
            for (String name : names) {
                List<String> these = meant.get(name);
                if (these == null) {
                    throw new IllegalArgumentException(
                            "there is no group or machine \"" + name + "\" to be behind a breaker");
                }
                machines.addAll(these);
            }
            for (String machine : machines) {
                if (!taken.add(machine)) {
                    throw new IllegalArgumentException(
                            "machine \"" + machine + "\" is behind two breakers; name it once");
                }
            }
            behind.add(machines);
        }
        return behind;
    }

    /** The same machines of a family at another port. */
    public FleetSpec withPort(Family family, int port) {
        List<FleetGroup> moved =
                groups.stream()
                        .map(group -> group.family() == family ? group.withPort(port) : group)
                        .toList();
        return new FleetSpec(seed, addressing, faults, moved, meter, switches);
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
