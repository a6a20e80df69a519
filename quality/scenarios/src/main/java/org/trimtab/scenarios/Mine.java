package org.trimtab.scenarios;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.trimtab.quantity.Power;
import org.trimtab.virtual.DeviceTruth;
import org.trimtab.virtual.Faults;
import org.trimtab.virtual.FleetGroup;
import org.trimtab.virtual.FleetGroup.Placement;
import org.trimtab.virtual.FleetSpec;
import org.trimtab.virtual.VirtualDevice;
import org.trimtab.virtual.VirtualFleet;
import org.trimtab.virtual.VirtualSiteMeter;
import org.trimtab.virtual.machine.Family;
import org.trimtab.virtual.machine.Firmware;
import org.trimtab.virtual.machine.Manners;
import org.trimtab.virtual.machine.Physics.Times;
import org.trimtab.virtual.machine.Span;
import org.trimtab.virtual.machine.WorkMode;
import org.trimtab.virtual.meter.MeterSpec;

/**
 * A small virtual mine with its meter, quick on its feet: two groups on LuxOS, and stock Antminers of two firmwares in
 * their normal, high and low work modes, so that a wake into the wrong mode shows.
 */
public final class Mine implements AutoCloseable {
    /** Parts of the fleet out of 20. */
    private static final int LUX_A = 7;

    private static final int LUX_B = 5;
    private static final int ANT_NORMAL = 3;
    private static final int ANT_HIGH = 3;
    private static final Power BASE_LOAD = Power.ofWatts(2_000);

    private final VirtualFleet fleet;
    private final VirtualSiteMeter meter;

    private Mine(VirtualFleet fleet, VirtualSiteMeter meter) {
        this.fleet = fleet;
        this.meter = meter;
    }

    /**
     * How a mine's machines behave.
     *
     * @param luxos how fast LuxOS machines move
     * @param antminer how fast stock machines move
     * @param stockManners how stock machines answer
     * @param faults who is at fault
     */
    public record Temper(Times luxos, Times antminer, Manners stockManners, Faults faults) {
        /** Everything happens within about a second, and nobody is at fault. */
        public static final Temper QUICK =
                new Temper(
                        Times.ofSeconds(1, 0, 1),
                        Times.ofSeconds(1, 0, 1),
                        Manners.INSTANT,
                        Faults.NONE);

        /** Slow enough that a kill can hit the middle of anything. */
        public static final Temper LIFELIKE =
                new Temper(
                        Times.ofSeconds(2, 1, 3),
                        Times.ofSeconds(2, 2, 4),
                        Manners.INSTANT
                                .withCommand(Span.ofMillis(500, 2_000))
                                .withRestart(Duration.ofSeconds(1)),
                        Faults.NONE);

        public Temper withFaults(Faults faults) {
            return new Temper(luxos, antminer, stockManners, faults);
        }
    }

    /**
     * Starts a mine.
     *
     * @param machines how many, at least 20
     * @param seed of everything drawn
     * @param block second number of its addresses, 1 to 250; mines that run together need different ones
     */
    public static Mine start(int machines, long seed, int block, Temper temper) throws IOException {
        int luxA = machines * LUX_A / 20;
        int luxB = machines * LUX_B / 20;
        int normal = machines * ANT_NORMAL / 20;
        int high = machines * ANT_HIGH / 20;
        int low = machines - luxA - luxB - normal - high;
        FleetSpec spec =
                FleetSpec.of(
                                seed,
                                luxos("lux-a", "Antminer S21", at(block, 1, luxA), temper),
                                luxos("lux-b", "Antminer S19j Pro", at(block, 2, luxB), temper),
                                stock(
                                        "ant-n",
                                        Firmware.STOCK_2022,
                                        at(block, 3, normal),
                                        WorkMode.NORMAL,
                                        temper),
                                stock(
                                        "ant-h",
                                        Firmware.STOCK_2023,
                                        at(block, 4, high),
                                        WorkMode.HIGH,
                                        temper),
                                stock(
                                        "ant-l",
                                        Firmware.STOCK_2023,
                                        at(block, 5, low),
                                        WorkMode.LOW,
                                        temper))
                        .withFaults(temper.faults());
        VirtualFleet fleet = VirtualFleet.start(spec);
        try {
            MeterSpec meter = MeterSpec.PLAIN.withBaseLoad(BASE_LOAD);
            return new Mine(fleet, VirtualSiteMeter.start(fleet, meter, "127.0.0.1", 0));
        } catch (IOException | RuntimeException e) {
            fleet.close();
            throw e;
        }
    }

    private static Placement at(int block, int row, int count) {
        return new Placement(count, "127." + block + "." + row + ".1", 0);
    }

    private static FleetGroup luxos(String name, String model, Placement placement, Temper temper) {
        FleetGroup group = FleetGroup.of(name, Family.LUXOS, model, placement);
        return group.withManners(Manners.INSTANT)
                .withPhysics(group.traits().physics().withTimes(temper.luxos()));
    }

    private static FleetGroup stock(
            String name, Firmware firmware, Placement placement, WorkMode mode, Temper temper) {
        FleetGroup group = FleetGroup.of(name, Family.ANTMINER, "Antminer S19 XP", placement);
        return group.withFirmware(firmware)
                .withManners(temper.stockManners())
                .withWorkMode(mode)
                .withPhysics(group.traits().physics().withTimes(temper.antminer()));
    }

    /** The work mode a machine was in before anybody came. */
    public static WorkMode firstMode(VirtualDevice device) {
        return switch (device.group()) {
            case "ant-h" -> WorkMode.HIGH;
            case "ant-l" -> WorkMode.LOW;
            default -> WorkMode.NORMAL;
        };
    }

    /** True when the machine draws more than half-way between standby and running. */
    public static boolean isDrawing(DeviceTruth truth) {
        VirtualDevice device = truth.device();
        return truth.power().watts() * 2 > device.running().watts() + device.standby().watts();
    }

    public List<VirtualDevice> devices() {
        return fleet.devices();
    }

    public List<DeviceTruth> truth() {
        return fleet.truth();
    }

    public VirtualSiteMeter meter() {
        return meter;
    }

    @Override
    public void close() {
        meter.close();
        fleet.close();
    }
}
