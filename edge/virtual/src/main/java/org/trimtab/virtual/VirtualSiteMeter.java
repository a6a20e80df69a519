package org.trimtab.virtual;

import java.io.IOException;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.trimtab.quantity.Frequency;
import org.trimtab.resource.Endpoint;
import org.trimtab.virtual.FleetSpec.MeterPlace;
import org.trimtab.virtual.meter.MeterServer;
import org.trimtab.virtual.meter.MeterSpec;

/**
 * The meter at the head of a virtual site: a SunSpec meter over Modbus TCP that measures what its machines draw in
 * truth, the base load, and cooling that lags behind them.
 */
public final class VirtualSiteMeter implements AutoCloseable {
    private final MeterServer server;
    private final MeterSpec spec;

    private VirtualSiteMeter(MeterServer server, MeterSpec spec) {
        this.server = server;
        this.spec = spec;
    }

    /**
     * Starts the meter as the fleet's specification says, or a usual one when it says nothing.
     *
     * @param port TCP port, 0 for a free one
     * @throws IOException when the port cannot be opened; the message names it
     */
    public static VirtualSiteMeter start(VirtualFleet fleet, String host, int port)
            throws IOException {
        MeterPlace place = fleet.spec().meter();
        return start(fleet, place == null ? MeterSpec.USUAL : place.spec(), host, port);
    }

    /**
     * Starts a meter.
     *
     * @param port TCP port, 0 for a free one
     * @throws IOException when the port cannot be opened; the message names it
     */
    public static VirtualSiteMeter start(VirtualFleet fleet, MeterSpec spec, String host, int port)
            throws IOException {
        MeterServer server =
                new MeterServer(
                        spec,
                        host,
                        port,
                        fleet.clock(),
                        fleet::totalTruePowerW,
                        fleet.spec().seed());
        return new VirtualSiteMeter(server, spec);
    }

    /**
     * Starts a meter of a feeder: it measures the machines of some groups and nothing beside them.
     *
     * @param groups names of the groups behind the feeder
     * @param port TCP port, 0 for a free one
     * @throws IllegalArgumentException when the fleet has no such group
     * @throws IOException when the port cannot be opened; the message names it
     */
    public static VirtualSiteMeter ofFeeder(
            VirtualFleet fleet, Set<String> groups, MeterSpec spec, String host, int port)
            throws IOException {
        for (String group : groups) {
            if (fleet.spec().groups().stream().noneMatch(g -> g.name().equals(group))) {
                throw new IllegalArgumentException(
                        "the fleet has no group \"" + group + "\" to be behind a feeder");
            }
        }
        MeterServer server =
                new MeterServer(
                        spec,
                        host,
                        port,
                        fleet.clock(),
                        at -> fleet.truePowerW(at, groups),
                        fleet.spec().seed());
        return new VirtualSiteMeter(server, spec);
    }

    /** Where it answers. */
    public Endpoint endpoint() {
        return server.endpoint();
    }

    public MeterSpec spec() {
        return spec;
    }

    /** Stops answering, or answers again. */
    public void goSilent(boolean silent) {
        server.goSilent(silent);
    }

    /** Repeats the last value for ever, or measures again. */
    public void freeze(boolean freeze) {
        server.freeze(freeze);
    }

    /**
     * Sets the grid's frequency from now on, 60 Hz until then; the meter shows it with an error of at most 1 mHz. A dip
     * is one call down and one call up again.
     *
     * @param set null when the meter is to have no figure
     */
    public void frequency(@Nullable Frequency set) {
        server.frequency(set);
    }

    /** Measures now instead of at the next tenth of a second. */
    public void measureNow() {
        server.measureNow();
    }

    @Override
    public void close() {
        server.close();
    }
}
