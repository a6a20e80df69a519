package org.trimtab.resource;

import java.time.Duration;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A breaker, contactor or outlet that takes the power from everything behind it. Unlike a device it asks nobody.
 *
 * @param id its name within the site
 * @param line how it is moved and read
 * @param endpoint where that is done
 * @param feeder the feeder it switches; null when devices are named instead
 * @param devices the devices behind it; empty when a feeder is named instead
 * @param rules when it may be moved
 */
public record Switch(
        SwitchId id,
        SwitchLine line,
        Endpoint endpoint,
        @Nullable FeederId feeder,
        Set<DeviceId> devices,
        Rules rules) {
    /** Most openings a day that can be allowed. */
    public static final int OPERATIONS_PER_DAY_MAX = 100;

    public Switch {
        devices = Set.copyOf(devices);
        if ((feeder == null) == devices.isEmpty()) {
            throw new IllegalArgumentException(
                    "switch " + id + ": name either its feeder or the devices behind it");
        }
    }

    /**
     * When a switch may be moved.
     *
     * @param minOff shortest time open
     * @param minOn shortest time closed
     * @param operationsPerDayMax openings within 24 hours, 1 to {@link #OPERATIONS_PER_DAY_MAX}
     * @param enabled whether it may be moved at all
     * @param shedsLive whether it may be opened while machines behind it work
     */
    public record Rules(
            Duration minOff,
            Duration minOn,
            int operationsPerDayMax,
            boolean enabled,
            boolean shedsLive) {
        /** Never moved; that is where every switch begins. */
        public static final Rules OFF =
                new Rules(Duration.ofMinutes(5), Duration.ofMinutes(10), 4, false, false);

        public Rules {
            if (minOff.isNegative() || minOn.isNegative()) {
                throw new IllegalArgumentException("the shortest times must not be negative");
            }
            if (operationsPerDayMax < 1 || operationsPerDayMax > OPERATIONS_PER_DAY_MAX) {
                throw new IllegalArgumentException(
                        operationsPerDayMax
                                + " openings a day are not 1 to "
                                + OPERATIONS_PER_DAY_MAX);
            }
        }
    }

    /** Which of a site's devices lose their power when it opens. */
    public Set<DeviceId> behind(Collection<Device> site) {
        if (feeder == null) {
            return devices;
        }
        return site.stream()
                .filter(device -> feeder.equals(device.feeder()))
                .map(Device::id)
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
