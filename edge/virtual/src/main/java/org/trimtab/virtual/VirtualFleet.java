package org.trimtab.virtual;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.trimtab.quantity.Power;
import org.trimtab.resource.Endpoint;
import org.trimtab.virtual.antminer.AntminerMiner;
import org.trimtab.virtual.auradine.AuradineMiner;
import org.trimtab.virtual.avalon.AvalonMiner;
import org.trimtab.virtual.axeos.AxeosMiner;
import org.trimtab.virtual.braiins.BraiinsMiner;
import org.trimtab.virtual.cgminer.PlainCgminer;
import org.trimtab.virtual.epic.EpicMiner;
import org.trimtab.virtual.luxos.LuxosMiner;
import org.trimtab.virtual.machine.Family;
import org.trimtab.virtual.machine.Fault;
import org.trimtab.virtual.machine.Machine;
import org.trimtab.virtual.machine.VirtualMiner;
import org.trimtab.virtual.net.Speaker;
import org.trimtab.virtual.net.Switchboard;
import org.trimtab.virtual.proto.ProtoMiner;
import org.trimtab.virtual.sealminer.SealminerMiner;
import org.trimtab.virtual.vnish.VnishMiner;
import org.trimtab.virtual.whatsminer.WhatsminerMiner;

/**
 * A running fleet of virtual machines. One thread answers for all of them: where the system answers for all of
 * 127.0.0.0/8, every machine has an address of its own there; elsewhere a port of its own at 127.0.0.1. Callers that
 * come in by any other address are turned away.
 */
public final class VirtualFleet implements AutoCloseable {
    private static final InetAddress PROBE = FleetGroup.Placement.addressOf(0x7F01_0203);
    private static final InetAddress LOCALHOST = FleetGroup.Placement.addressOf(0x7F00_0001);
    private static final InetAddress WILDCARD = FleetGroup.Placement.addressOf(0);

    /** Ports below this one need rights that not everybody has. */
    private static final int LOW_PORTS = 1_024;

    private final FleetSpec spec;
    private final InstantSource clock;
    private final Switchboard board;
    private final List<Member> members;

    /** A machine, how callers know it, and the pools it had at first. */
    private record Member(
            VirtualDevice device,
            VirtualMiner miner,
            String firstPools,
            Map<Integer, Integer> doors) {}

    private VirtualFleet(
            FleetSpec spec, InstantSource clock, Switchboard board, List<Member> members) {
        this.spec = spec;
        this.clock = clock;
        this.board = board;
        this.members = members;
    }

    /**
     * Starts a fleet by the system's clock.
     *
     * @throws IOException when a port cannot be opened; the message names it
     */
    public static VirtualFleet start(FleetSpec spec) throws IOException {
        return start(spec, InstantSource.system());
    }

    /**
     * Starts a fleet whose machines live by a given clock. Only the time they take to answer is real.
     *
     * @throws IOException when a port cannot be opened; the message names it
     */
    public static VirtualFleet start(FleetSpec spec, InstantSource clock) throws IOException {
        Switchboard board = new Switchboard("virtual-fleet");
        try {
            List<Member> members = new Opening(spec, clock, board).open();
            board.start();
            return new VirtualFleet(spec, clock, board, members);
        } catch (IOException | RuntimeException e) {
            board.close();
            throw e;
        }
    }

    /** True where the system answers for all of 127.0.0.0/8, as Linux does. */
    static boolean answersForLoopbackNetwork() {
        try (ServerSocket probe = new ServerSocket()) {
            probe.bind(new InetSocketAddress(PROBE, 0));
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    public FleetSpec spec() {
        return spec;
    }

    /** Every machine, in the order of the specification. */
    public List<VirtualDevice> devices() {
        return members.stream().map(Member::device).toList();
    }

    /** How every machine is in truth now, in the order of {@link #devices}. */
    public List<DeviceTruth> truth() {
        Instant now = clock.instant();
        return members.stream().map(member -> truth(member, now)).toList();
    }

    private static DeviceTruth truth(Member member, Instant now) {
        Machine machine = member.miner.machine();
        String pools = member.miner.pools();
        return new DeviceTruth(
                member.device,
                machine.mode(),
                machine.level(),
                Power.ofWatts(Math.round(machine.watts(now.toEpochMilli()))),
                pools,
                !pools.equals(member.firstPools),
                machine.commandsReceived(),
                machine.lastCommandAt(),
                machine.fault(),
                machine.unplugged());
    }

    /** What all machines together draw at a moment, W. Cheap enough to ask many times a second. */
    public long totalTruePowerW(Instant at) {
        long millis = at.toEpochMilli();
        double sum = 0;
        for (Member member : members) {
            sum += member.miner.machine().watts(millis);
        }
        return Math.round(sum);
    }

    /** What the machines of some groups draw at a moment, W. Cheap enough to ask many times a second. */
    public long truePowerW(Instant at, Set<String> groups) {
        long millis = at.toEpochMilli();
        double sum = 0;
        for (Member member : members) {
            if (groups.contains(member.device.group())) {
                sum += member.miner.machine().watts(millis);
            }
        }
        return Math.round(sum);
    }

    /**
     * Where a machine answers on another port than its first.
     *
     * @param number the port by its maker, such as 443
     * @return empty when it does not answer there, or is out of reach there
     */
    public Optional<Endpoint> endpoint(VirtualDevice device, int number) {
        return members.stream()
                .filter(member -> member.device.equals(device) && member.doors.containsKey(number))
                .findFirst()
                .map(member ->
                        new Endpoint(
                                device.endpoint().host(), member.doors.getOrDefault(number, 0)));
    }

    /** Opens a breaker: the power of these machines goes, and their interfaces with it. */
    public void unplug(Set<String> names) {
        board.onItsThread(() -> each(names, Machine::unplug));
    }

    /** Closes a breaker: these machines boot as they were last told to be. */
    public void plug(Set<String> names) {
        board.onItsThread(() -> each(names, Machine::plug));
    }

    private void each(Set<String> names, Consumer<Machine> act) {
        members.stream()
                .filter(member -> names.contains(member.device.name()))
                .forEach(member -> act.accept(member.miner.machine()));
    }

    InstantSource clock() {
        return clock;
    }

    /** Ends every conversation and frees the ports. */
    @Override
    public void close() {
        board.close();
    }

    /** Builds the machines and opens their ports. */
    private static final class Opening {
        private final FleetSpec spec;
        private final InstantSource clock;
        private final Switchboard board;
        private final boolean byAddress;
        private final Map<Integer, Fault> faults;
        private final SplittableRandom seeds;
        private final List<Member> members = new ArrayList<>();
        private int built;

        Opening(FleetSpec spec, InstantSource clock, Switchboard board) {
            this.spec = spec;
            this.clock = clock;
            this.board = board;
            this.byAddress =
                    switch (spec.addressing()) {
                        case AUTO -> answersForLoopbackNetwork();
                        case LOOPBACK_NETWORK -> true;
                        case PORT_PER_DEVICE -> false;
                    };
            this.faults = spec.faults().draw(families(spec), spec.seed());
            this.seeds = new SplittableRandom(spec.seed());
        }

        List<Member> open() throws IOException {
            if (byAddress) {
                openByAddress();
            } else {
                openByPort();
            }
            return List.copyOf(members);
        }

        private static List<Family> families(FleetSpec spec) {
            return spec.groups().stream()
                    .flatMap(group ->
                            Collections.nCopies(group.placement().count(), group.family()).stream())
                    .toList();
        }

        /** Machines of a group without a port of its own have all their ports chosen by the system. */
        private void openByAddress() throws IOException {
            Map<Door, Map<InetAddress, Speaker>> desks = new LinkedHashMap<>();
            for (FleetGroup group : spec.groups()) {
                int port = group.placement().port();
                Map<Door, Map<InetAddress, Speaker>> own = new LinkedHashMap<>();
                List<VirtualMiner> miners = new ArrayList<>();
                for (int i = 0; i < group.placement().count(); i++) {
                    InetAddress address = group.placement().address(i);
                    VirtualMiner miner = miner(group, address);
                    miners.add(miner);
                    for (VirtualMiner.Port each : miner.ports()) {
                        own.computeIfAbsent(Door.of(each), door -> new HashMap<>())
                                .put(address, each.speaker());
                    }
                }
                Map<Integer, Integer> doors = new HashMap<>();
                int first = miners.getFirst().ports().getFirst().number();
                for (Map.Entry<Door, Map<InetAddress, Speaker>> desk : own.entrySet()) {
                    Door door = desk.getKey();
                    Integer other = group.placement().otherPorts().get(door.number);
                    int number = door.number == first ? port : other == null ? door.number : other;
                    boolean moved = port != first && port != 0 && other == null;
                    if (moved && number < LOW_PORTS) {
                        // A group is moved to another port where the low ones may not be opened.
                        continue;
                    }
                    if (port == 0) {
                        doors.put(door.number, listen(new Door(0, door.secure), desk.getValue()));
                    } else {
                        doors.put(door.number, number);
                        desks.computeIfAbsent(new Door(number, door.secure), d -> new HashMap<>())
                                .putAll(desk.getValue());
                    }
                }
                join(group, miners, Map.copyOf(doors));
            }
            for (Map.Entry<Door, Map<InetAddress, Speaker>> desk : desks.entrySet()) {
                listen(desk.getKey(), desk.getValue());
            }
        }

        /** A port to open, with TLS or without. */
        private record Door(int number, boolean secure) {
            static Door of(VirtualMiner.Port port) {
                return new Door(port.number(), port.secure());
            }
        }

        private int listen(Door door, Map<InetAddress, Speaker> speakers) throws IOException {
            return door.secure
                    ? board.listenSecurely(WILDCARD, door.number, speakers)
                    : board.listen(WILDCARD, door.number, speakers);
        }

        private void join(
                FleetGroup group, List<VirtualMiner> miners, Map<Integer, Integer> doors) {
            int first = miners.getFirst().ports().getFirst().number();
            for (int i = 0; i < miners.size(); i++) {
                String host = miners.get(i).machine().nameplate().host();
                Endpoint endpoint = new Endpoint(host, doors.getOrDefault(first, 0));
                join(group, i + 1, miners.get(i), endpoint, doors);
            }
        }

        /** Each machine at one port of its own; what it serves on others is out of reach. */
        private void openByPort() throws IOException {
            for (FleetGroup group : spec.groups()) {
                for (int i = 0; i < group.placement().count(); i++) {
                    VirtualMiner miner = miner(group, LOCALHOST);
                    Speaker speaker = miner.ports().getFirst().speaker();
                    int port = board.listen(LOCALHOST, 0, Map.of(LOCALHOST, speaker));
                    Endpoint endpoint = new Endpoint(LOCALHOST.getHostAddress(), port);
                    int number = miner.ports().getFirst().number();
                    join(group, i + 1, miner, endpoint, Map.of(number, port));
                }
            }
        }

        private VirtualMiner miner(FleetGroup group, InetAddress address) {
            int index = built++;
            Machine.Nameplate nameplate =
                    new Machine.Nameplate(
                            index, group.model(), address.getHostAddress(), group.firmware());
            Machine machine =
                    new Machine(
                            nameplate, group.traits(), faults.get(index), clock, seeds.nextLong());
            return switch (group.family()) {
                case LUXOS -> new LuxosMiner(machine);
                case ANTMINER -> new AntminerMiner(machine);
                case WHATSMINER, WHATSMINER_V2 -> new WhatsminerMiner(machine);
                case BRAIINS -> new BraiinsMiner(machine);
                case AVALON -> new AvalonMiner(machine);
                case SEALMINER -> new SealminerMiner(machine);
                case CGMINER -> new PlainCgminer(machine);
                case VNISH -> new VnishMiner(machine);
                case EPIC -> new EpicMiner(machine);
                case AURADINE -> new AuradineMiner(machine);
                case PROTO -> new ProtoMiner(machine);
                case AXEOS -> new AxeosMiner(machine);
            };
        }

        private void join(
                FleetGroup group,
                int number,
                VirtualMiner miner,
                Endpoint endpoint,
                Map<Integer, Integer> doors) {
            VirtualDevice device =
                    new VirtualDevice(
                            group.machine(number),
                            group.name(),
                            group.family().text(),
                            group.model(),
                            endpoint,
                            group.traits().physics().running(),
                            group.traits().physics().standby(),
                            group.traits().physics().hashRate());
            members.add(new Member(device, miner, miner.pools(), doors));
        }
    }
}
