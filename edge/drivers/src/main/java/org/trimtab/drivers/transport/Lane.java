package org.trimtab.drivers.transport;

/**
 * Commands that share a limit, such as those of one protocol family.
 *
 * @param name its name
 * @param atOnceMax how many of its commands may be in flight together; the others wait their turn
 */
public record Lane(String name, int atOnceMax) {
    public Lane {
        if (atOnceMax < 1) {
            throw new IllegalArgumentException(
                    "lane " + name + ": at least 1 command must be allowed, got " + atOnceMax);
        }
    }
}
