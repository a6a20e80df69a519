package org.trimtab.virtual;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.trimtab.quantity.Share;
import org.trimtab.virtual.FleetGroup.Placement;
import org.trimtab.virtual.machine.Family;
import org.trimtab.virtual.machine.Fault;
import org.trimtab.virtual.machine.Firmware;
import org.trimtab.virtual.machine.Manners;
import org.trimtab.virtual.machine.Physics.Errors;
import org.trimtab.virtual.machine.Physics.Times;
import org.trimtab.virtual.machine.Span;

/**
 * The fleet of the demonstration of stacked obligations, from 127.1.0.1 on: LuxOS, VNish and stock Antminers in six
 * groups behind two feeders. LuxOS and VNish machines can be held at a lower power and get there within seconds; the
 * stock ones only work or sleep. Some are deaf: they say yes and work on.
 *
 * <p>LuxOS machines fall and wake as its maker states. The others wake sooner than real ones, which take minutes, so
 * that people can watch.
 */
public final class StackedFleet {
    /** Fewest machines: one of each group. */
    public static final int MACHINES_LEAST = 12;

    private static final int FIRST_ADDRESS = 0x7F01_0001;
    private static final Times LUXOS_TIMES = Times.ofSeconds(4, 3, 7);
    private static final Times VNISH_TIMES = Times.ofSeconds(4, 4, 8);
    private static final Times ANTMINER_TIMES = Times.ofSeconds(3, 6, 10);
    private static final Duration ANTMINER_RESTART = Duration.ofSeconds(2);

    /** A cap is believed when the figure lies at most 5 % above it, so all errors together stay below that. */
    private static final Errors ERRORS =
            new Errors(new Share(20_000), new Share(5_000), new Share(20_000));

    /** A model's part in the fleet, in percent. */
    private record Part(String name, String feeder, Firmware firmware, String model, int percent) {}

    private static final List<Part> PARTS =
            List.of(
                    new Part("lux-s21", "north", Firmware.LUXOS_2025, "Antminer S21", 20),
                    new Part("ant-t21", "north", Firmware.STOCK_2023, "Antminer T21", 15),
                    new Part("ant-s19xp", "north", Firmware.STOCK_2022, "Antminer S19 XP", 15),
                    new Part("lux-s19k", "south", Firmware.LUXOS_2025, "Antminer S19k Pro", 20),
                    new Part("vn-s19jp", "south", Firmware.VNISH_134, "Antminer S19j Pro+", 15),
                    new Part("lux-s19j", "south", Firmware.LUXOS_2025, "Antminer S19j Pro", 15));

    private StackedFleet() {}

    /**
     * The fleet.
     *
     * @param count machines in all, at least {@link #MACHINES_LEAST}
     * @param seed of everything that is drawn
     * @param deaf part of the machines that say yes and work on
     * @param webPort port of the stock Antminers and of VNish, since 80 is seldom free
     * @param luxosPort port of the LuxOS machines
     */
    public static FleetSpec spec(int count, long seed, Share deaf, int webPort, int luxosPort) {
        if (count < MACHINES_LEAST) {
            throw new IllegalArgumentException(
                    "this demonstration has at least "
                            + MACHINES_LEAST
                            + " machines, got "
                            + count);
        }
        List<FleetGroup> groups = new ArrayList<>();
        int before = 0;
        int percent = 0;
        for (Part part : PARTS) {
            percent += part.percent;
            int until = Math.max(before + 1, Math.round(count * percent / 100f));
            int port = part.firmware.family() == Family.LUXOS ? luxosPort : webPort;
            groups.add(group(part, before, until - before, port));
            before = until;
        }
        return new FleetSpec(
                seed,
                FleetSpec.Addressing.AUTO,
                new Faults(Map.of(Fault.DEAF, deaf)),
                groups,
                null);
    }

    /** The groups behind each feeder, by the feeder's name. */
    public static Map<String, Set<String>> feeders() {
        return PARTS.stream()
                .collect(
                        Collectors.groupingBy(
                                Part::feeder,
                                LinkedHashMap::new,
                                Collectors.mapping(
                                        Part::name, Collectors.toCollection(LinkedHashSet::new))));
    }

    private static FleetGroup group(Part part, int before, int count, int port) {
        Family family = part.firmware.family();
        Placement placement =
                new Placement(
                        count, Placement.addressOf(FIRST_ADDRESS + before).getHostAddress(), port);
        FleetGroup usual =
                FleetGroup.of(part.name, family, part.model, placement).withFirmware(part.firmware);
        FleetGroup group = usual.withPhysics(usual.traits().physics().withErrors(ERRORS));
        Manners manners = group.traits().manners();
        return switch (family) {
            case LUXOS -> group.withPhysics(group.traits().physics().withTimes(LUXOS_TIMES));
            case VNISH -> group.withPhysics(group.traits().physics().withTimes(VNISH_TIMES));
            default ->
                    group.withPhysics(group.traits().physics().withTimes(ANTMINER_TIMES))
                            .withManners(
                                    manners.withRestart(ANTMINER_RESTART)
                                            .withCommand(Span.ofMillis(1_000, 4_000)));
        };
    }
}
