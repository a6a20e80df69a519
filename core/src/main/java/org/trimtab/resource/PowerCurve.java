package org.trimtab.resource;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.trimtab.quantity.HashRate;
import org.trimtab.quantity.Power;

/**
 * How much work a device does at which power: levels it can be held at, from the lowest power to the highest.
 *
 * @param levels ascending by power; at least one
 * @param origin where they come from
 */
public record PowerCurve(List<Level> levels, Origin origin) {
    /**
     * One level.
     *
     * @param name what the device calls it; empty when it has no name
     * @param power wall power there
     * @param hashRate work there
     */
    public record Level(String name, Power power, HashRate hashRate) {}

    /** Where a curve comes from. */
    public enum Origin {
        /** Profiles or presets the device has been tuned for. */
        PROFILES,
        /** A table of efficiency the firmware gives. */
        EFFICIENCY_TABLE,
        /** Limits the firmware gives, and its nameplate in proportion. */
        LIMITS,
        /** What was measured while it worked. */
        MEASURED,
        /** What the site file says. */
        SITE_FILE
    }

    public PowerCurve {
        List<Level> sorted = new ArrayList<>(levels);
        sorted.sort(java.util.Comparator.comparing(Level::power));
        levels = List.copyOf(sorted);
        if (levels.isEmpty()) {
            throw new IllegalArgumentException("a power curve has at least one level");
        }
    }

    /** The highest level at or below a power; null when even the lowest lies above it. */
    public @Nullable Level atMost(Power most) {
        Level found = null;
        for (Level level : levels) {
            if (level.power().compareTo(most) <= 0) {
                found = level;
            }
        }
        return found;
    }

    /** The lowest power it can be held at. */
    public Power least() {
        return levels.getFirst().power();
    }
}
