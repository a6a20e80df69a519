package org.trimtab.drivers.transport;

import org.trimtab.drivers.api.FamilyDescriptor;
import org.trimtab.drivers.api.SpeedClass;

/**
 * Commands that share a limit, such as those of one protocol family.
 *
 * @param name its name
 * @param atOnceMax how many of its commands may be in flight together; the others wait their turn
 * @param speed how soon its commands take effect; the slow are sent before the fast, though not all of them
 */
public record Lane(String name, int atOnceMax, SpeedClass speed) {
    public Lane {
        if (atOnceMax < 1) {
            throw new IllegalArgumentException(
                    "lane " + name + ": at least 1 command must be allowed, got " + atOnceMax);
        }
    }

    /** A lane of fast commands. */
    public Lane(String name, int atOnceMax) {
        this(name, atOnceMax, SpeedClass.FAST);
    }

    /** A family's lane. */
    public static Lane of(FamilyDescriptor family) {
        return new Lane(
                family.family(), family.commandsAtOnceMax(), SpeedClass.of(family.timing()));
    }
}
