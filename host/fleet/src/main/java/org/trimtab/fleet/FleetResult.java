package org.trimtab.fleet;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.trimtab.dispatch.Confirmation;
import org.trimtab.quantity.Reduction;

/**
 * What became of a wish.
 *
 * @param plan what was planned
 * @param startedAt when the first command was handed over
 * @param devices every device selected, in the plan's order
 */
public record FleetResult(FleetPlan plan, Instant startedAt, List<DeviceResult> devices) {
    public FleetResult {
        devices = List.copyOf(devices);
    }

    /** How many ended how. */
    public Map<Ending, Integer> endings() {
        Map<Ending, Integer> counts = new EnumMap<>(Ending.class);
        devices.forEach(device -> counts.merge(device.ending(), 1, Integer::sum));
        return counts;
    }

    /** How many are confirmed, by how well. */
    public Map<Confirmation, Integer> grades() {
        Map<Confirmation, Integer> counts = new EnumMap<>(Confirmation.class);
        for (DeviceResult device : devices) {
            if (device.grade() != null) {
                counts.merge(device.grade(), 1, Integer::sum);
            }
        }
        return counts;
    }

    /** What the confirmed no longer draw. */
    public Reduction confirmed() {
        return Reduction.ofWatts(
                devices.stream()
                        .filter(device -> device.ending() == Ending.CONFIRMED)
                        .mapToLong(device -> device.planned().expected().watts())
                        .sum());
    }

    /** From the start to the last byte of the last command; null when none was written. */
    public @Nullable Duration lastWrittenAfter() {
        return written().max(Instant::compareTo).map(this::after).orElse(null);
    }

    /** From the start to the last byte of the first command; null when none was written. */
    public @Nullable Duration firstWrittenAfter() {
        return written().min(Instant::compareTo).map(this::after).orElse(null);
    }

    private Stream<Instant> written() {
        return devices.stream().map(DeviceResult::writtenAt).filter(Objects::nonNull);
    }

    private Duration after(Instant at) {
        return Duration.between(startedAt, at);
    }

    /** How many were compared with how they were before. */
    public int compared() {
        return count(device -> device.restored() != null);
    }

    /** How many of those are set as before. */
    public int equal() {
        return count(device -> device.restored() != null && device.restored().isEqual());
    }

    /** How many have other pools than before. */
    public int poolsChanged() {
        return count(device ->
                device.restored() != null && Boolean.FALSE.equals(device.restored().pools()));
    }

    /** True when every device that was commanded obeyed, and none is set differently. */
    public boolean isWhole() {
        return devices.stream()
                .allMatch(device ->
                        device.ending() == Ending.LEFT_OUT
                                || (device.ending() == Ending.CONFIRMED
                                        && (device.restored() == null
                                                || device.restored().isEqual())));
    }

    private int count(Predicate<DeviceResult> what) {
        return (int) devices.stream().filter(what).count();
    }
}
