package org.trimtab.virtual;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Map;
import org.trimtab.resource.Name;
import org.trimtab.virtual.machine.Family;
import org.trimtab.virtual.machine.Firmware;
import org.trimtab.virtual.machine.Machine.Traits;
import org.trimtab.virtual.machine.Manners;
import org.trimtab.virtual.machine.Physics;
import org.trimtab.virtual.machine.WorkMode;

/**
 * Machines that are alike.
 *
 * @param name group name; a machine is called by it and a number, such as {@code lux-a-0001}
 * @param firmware what they run, and so which family they are
 * @param model what they call themselves
 * @param placement how many, and where
 * @param traits power, manners and mode they share
 */
public record FleetGroup(
        String name, Firmware firmware, String model, Placement placement, Traits traits) {
    private static final int COUNT_MAX = 100_000;

    public FleetGroup {
        Name.check("group", name);
    }

    /**
     * Where the machines of a group answer.
     *
     * @param count how many, 1 to 100,000
     * @param firstAddress the first one's IPv4 address within 127.0.0.0/8; the others follow it
     * @param port TCP port of all of them; 0 lets the system choose one for the group
     * @param otherPorts further ports that are not the maker's: its number there, and the one to use instead
     */
    public record Placement(
            int count, String firstAddress, int port, Map<Integer, Integer> otherPorts) {
        /** With the maker's further ports. */
        public Placement(int count, String firstAddress, int port) {
            this(count, firstAddress, port, Map.of());
        }

        public Placement {
            otherPorts = Map.copyOf(otherPorts);
            for (int other : otherPorts.values()) {
                if (other < 1 || other > 65_535) {
                    throw new IllegalArgumentException(
                            "port " + other + " must lie between 1 and 65535");
                }
            }
            if (count < 1 || count > COUNT_MAX) {
                throw new IllegalArgumentException(
                        "a group has 1 to " + COUNT_MAX + " machines, got " + count);
            }
            if (port < 0 || port > 65_535) {
                throw new IllegalArgumentException(
                        "port " + port + " must lie between 0 and 65535");
            }
            int first = numberOf(firstAddress);
            int last = first + count - 1;
            if (first >>> 24 != 127 || last >>> 24 != 127 || last == 0x7FFF_FFFF) {
                throw new IllegalArgumentException(
                        "the addresses of "
                                + count
                                + " machines from "
                                + firstAddress
                                + " on must lie within 127.0.0.1 to 127.255.255.254");
            }
        }

        /** The address of one machine. */
        InetAddress address(int index) {
            return addressOf(numberOf(firstAddress) + index);
        }

        private static int numberOf(String address) {
            String[] parts = address.strip().split("\\.", -1);
            int number = 0;
            for (String part : parts) {
                int value = part.matches("\\d{1,3}") ? Integer.parseInt(part) : 256;
                if (parts.length != 4 || value > 255) {
                    throw new IllegalArgumentException(
                            "\"" + address + "\" is not an IPv4 address such as 127.1.0.1");
                }
                number = (number << 8) | value;
            }
            return number;
        }

        static InetAddress addressOf(int number) {
            byte[] bytes = {
                (byte) (number >> 24), (byte) (number >> 16), (byte) (number >> 8), (byte) number
            };
            try {
                return InetAddress.getByAddress(bytes);
            } catch (UnknownHostException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /** Usual machines of a family and a model whose nameplate is known. */
    public static FleetGroup of(String name, Family family, String model, Placement placement) {
        VirtualModel plate = VirtualModel.require(model);
        Physics physics = Physics.of(family, plate.running(), plate.hashRate());
        Traits traits = new Traits(physics, Manners.of(family), WorkMode.NORMAL);
        return new FleetGroup(name, Firmware.oldest(family), model, placement, traits);
    }

    public Family family() {
        return firmware.family();
    }

    /** The name of one of its machines, counted from 1. */
    String machine(int number) {
        return String.format(Locale.ROOT, "%s-%04d", name, number);
    }

    public FleetGroup withFirmware(Firmware firmware) {
        return new FleetGroup(name, firmware, model, placement, traits);
    }

    public FleetGroup withPort(int port) {
        Placement moved =
                new Placement(placement.count, placement.firstAddress, port, placement.otherPorts);
        return new FleetGroup(name, firmware, model, moved, traits);
    }

    public FleetGroup withPhysics(Physics physics) {
        return with(new Traits(physics, traits.manners(), traits.workMode()));
    }

    public FleetGroup withManners(Manners manners) {
        return with(new Traits(traits.physics(), manners, traits.workMode()));
    }

    public FleetGroup withWorkMode(WorkMode workMode) {
        return with(new Traits(traits.physics(), traits.manners(), workMode));
    }

    private FleetGroup with(Traits other) {
        return new FleetGroup(name, firmware, model, placement, other);
    }
}
