package org.trimtab.virtual;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.trimtab.resource.Endpoint;
import org.trimtab.virtual.breaker.Breakers;
import org.trimtab.virtual.breaker.CoilServer;
import org.trimtab.virtual.breaker.OutletServer;

/**
 * Breakers before the machines of a virtual fleet. Opening one takes the power from those behind it, and their
 * interfaces with it; closing it lets them boot. They are moved over Modbus TCP and, when asked for, over SNMP.
 */
public final class VirtualSwitch implements AutoCloseable {
    /** The Modbus unit it answers as. */
    public static final int UNIT = 1;

    private final int count;
    private final Breakers breakers;
    private final CoilServer coils;
    private final OutletServer outlets;

    private VirtualSwitch(int count, Breakers breakers, CoilServer coils, OutletServer outlets) {
        this.count = count;
        this.breakers = breakers;
        this.coils = coils;
        this.outlets = outlets;
    }

    /**
     * Starts breakers, all closed, on free ports.
     *
     * @param behind the names of the machines behind each breaker
     * @param community who may move them over SNMP
     * @throws IOException when a port cannot be opened; the message names it
     */
    public static VirtualSwitch start(
            VirtualFleet fleet, List<Set<String>> behind, String host, String community)
            throws IOException {
        return start(fleet, behind, new Door(host, 0), new Door(host, 0), community);
    }

    /**
     * Starts the breakers of a fleet as its specification says, all closed.
     *
     * @return null when it has none
     * @throws IOException when a port cannot be opened; the message names it
     */
    public static @Nullable VirtualSwitch start(VirtualFleet fleet) throws IOException {
        FleetSpec.SwitchPlace place = fleet.spec().switches();
        return place == null
                ? null
                : start(
                        fleet,
                        fleet.spec().machinesBehind(),
                        Door.of(place.coils()),
                        Door.of(place.outlets()),
                        place.community());
    }

    /** A port to open; 0 for a free one. */
    private record Door(String host, int port) {
        static Door of(Endpoint endpoint) {
            return new Door(endpoint.host(), endpoint.port());
        }
    }

    private static VirtualSwitch start(
            VirtualFleet fleet,
            List<Set<String>> behind,
            Door coilsAt,
            Door outletsAt,
            String community)
            throws IOException {
        List<Set<String>> names = new ArrayList<>(behind);
        Breakers breakers =
                new Breakers(
                        names.size(),
                        moved -> {
                            if (moved.closed()) {
                                fleet.plug(names.get(moved.number()));
                            } else {
                                fleet.unplug(names.get(moved.number()));
                            }
                        });
        CoilServer coils = new CoilServer(breakers, UNIT, coilsAt.host, coilsAt.port);
        try {
            OutletServer outlets =
                    new OutletServer(breakers, community, outletsAt.host, outletsAt.port);
            outlets.start();
            return new VirtualSwitch(names.size(), breakers, coils, outlets);
        } catch (IOException e) {
            coils.close();
            throw e;
        }
    }

    /** Where its coils answer over Modbus TCP. */
    public Endpoint coils() {
        return coils.endpoint();
    }

    /** Where its outlets answer over SNMP, on UDP. */
    public Endpoint outlets() {
        return outlets.endpoint();
    }

    /** How many breakers there are. */
    public int count() {
        return count;
    }

    /** Whether a breaker is closed in truth, counted from 0. */
    public boolean closed(int number) {
        return breakers.closed(number);
    }

    /** Moves a breaker as a hand at the panel does; a jammed one stays where it stands. */
    public void move(int number, boolean wish) {
        breakers.tell(number, wish);
    }

    /** Lets a breaker take commands without moving, or move again. */
    public void jam(int number, boolean stuck) {
        breakers.jam(number, stuck);
    }

    @Override
    public void close() {
        coils.close();
        outlets.close();
    }
}
