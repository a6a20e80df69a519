package org.trimtab.virtual;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.trimtab.quantity.Share;
import org.trimtab.virtual.FleetGroup.Placement;
import org.trimtab.virtual.machine.Family;
import org.trimtab.virtual.machine.Firmware;
import org.trimtab.virtual.machine.Manners;
import org.trimtab.virtual.machine.Physics.Times;
import org.trimtab.virtual.machine.Span;

/**
 * The fleet of the demonstration: 60 % LuxOS and 40 % stock Antminers in five models, from 127.1.0.1 on.
 *
 * <p>LuxOS machines fall within 4 s and wake within 10 s, as its maker states. Stock Antminers answer a command in 1 to
 * 4 s, fall within 3 s after that and are back at full work within 19 s. That last figure is a concession to people
 * who watch: real ones take minutes to boot and ramp up, and up to 21 s to answer.
 */
final class DemoFleet {
    private static final int FIRST_ADDRESS = 0x7F01_0001;
    private static final Times LUXOS_TIMES = Times.ofSeconds(4, 3, 7);
    private static final Times ANTMINER_TIMES = Times.ofSeconds(3, 6, 10);
    private static final Duration ANTMINER_RESTART = Duration.ofSeconds(2);

    /** A model's part in the fleet, in percent. */
    private record Part(String name, Firmware firmware, String model, int percent) {}

    private static final List<Part> PARTS =
            List.of(
                    new Part("lux-s21", Firmware.LUXOS_2025, "Antminer S21", 25),
                    new Part("lux-s19k", Firmware.LUXOS_2025, "Antminer S19k Pro", 20),
                    new Part("lux-s19j", Firmware.LUXOS_2025, "Antminer S19j Pro", 15),
                    new Part("ant-s19xp", Firmware.STOCK_2022, "Antminer S19 XP", 20),
                    new Part("ant-t21", Firmware.STOCK_2023, "Antminer T21", 20));

    private DemoFleet() {}

    static FleetSpec spec(int count, long seed, Share faultsShare, int antminerPort) {
        if (count < PARTS.size()) {
            throw new IllegalArgumentException(
                    "the demonstration has at least "
                            + PARTS.size()
                            + " machines, one of each model; got "
                            + count);
        }
        List<FleetGroup> groups = new ArrayList<>();
        int before = 0;
        int percent = 0;
        for (Part part : PARTS) {
            percent += part.percent;
            int left = PARTS.size() - 1 - groups.size();
            int until =
                    Math.min(
                            count - left, Math.max(before + 1, Math.round(count * percent / 100f)));
            groups.add(group(part, before, until - before, antminerPort));
            before = until;
        }
        return new FleetSpec(
                seed, FleetSpec.Addressing.AUTO, Faults.spread(faultsShare), groups, null);
    }

    private static FleetGroup group(Part part, int before, int count, int antminerPort) {
        Family family = part.firmware.family();
        boolean stock = family == Family.ANTMINER;
        Placement placement =
                new Placement(
                        count,
                        Placement.addressOf(FIRST_ADDRESS + before).getHostAddress(),
                        stock ? antminerPort : family.port());
        FleetGroup group =
                FleetGroup.of(part.name, family, part.model, placement).withFirmware(part.firmware);
        Manners manners = group.traits().manners();
        return group.withPhysics(
                        group.traits().physics().withTimes(stock ? ANTMINER_TIMES : LUXOS_TIMES))
                .withManners(
                        stock
                                ? manners.withRestart(ANTMINER_RESTART)
                                        .withCommand(Span.ofMillis(1_000, 4_000))
                                : manners);
    }
}
