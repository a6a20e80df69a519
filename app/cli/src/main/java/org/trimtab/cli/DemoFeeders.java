package org.trimtab.cli;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.trimtab.resource.Device;
import org.trimtab.virtual.VirtualFleet;

/** Watches what really flows through each feeder, by the virtual fleet's own truth. Not for several threads. */
final class DemoFeeders {
    private static final long EVERY_MS = 100;
    private static final int FULL_PERCENT = 94;

    private final VirtualFleet fleet;
    private final Map<String, Set<String>> groups;
    private final Map<String, Long> limitsW;
    private final Map<String, Long> beforeW = new LinkedHashMap<>();
    private final Map<String, Long> highestW = new LinkedHashMap<>();
    private long nextMillis;
    private boolean settled;

    DemoFeeders(VirtualFleet fleet, Map<String, Set<String>> groups, Map<String, Long> limitsW) {
        this.fleet = fleet;
        this.groups = groups;
        this.limitsW = limitsW;
        groups.forEach(
                (feeder, names) -> beforeW.put(feeder, fleet.truePowerW(Instant.now(), names)));
    }

    /** From now on no feeder may be above its limit. */
    void settled() {
        settled = true;
    }

    /** Looks, when it is time again. */
    void look() {
        Instant now = Instant.now();
        if (!settled || now.toEpochMilli() < nextMillis) {
            return;
        }
        nextMillis = now.toEpochMilli() + EVERY_MS;
        groups.forEach(
                (feeder, names) -> highestW.merge(feeder, fleet.truePowerW(now, names), Math::max));
    }

    /** True while every feeder carries no more than it may. */
    boolean areWithinLimits() {
        return groups.entrySet().stream()
                .allMatch(e -> fleet.truePowerW(Instant.now(), e.getValue()) <= limitW(e.getKey()));
    }

    /** True when the feeder a device hangs on carries nearly all it may, so that there is no room for more. */
    boolean isFull(Device device) {
        String feeder = String.valueOf(device.feeder());
        Set<String> behind = groups.getOrDefault(feeder, Set.of());
        return fleet.truePowerW(Instant.now(), behind) * 100 >= limitW(feeder) * FULL_PERCENT;
    }

    List<DemoStackedReport.Feeder> report() {
        List<DemoStackedReport.Feeder> report = new ArrayList<>();
        groups.keySet()
                .forEach(feeder ->
                        report.add(
                                new DemoStackedReport.Feeder(
                                        feeder,
                                        limitW(feeder),
                                        beforeW.getOrDefault(feeder, 0L),
                                        highestW.getOrDefault(feeder, 0L))));
        return report;
    }

    private long limitW(String feeder) {
        return limitsW.getOrDefault(feeder, 0L);
    }
}
