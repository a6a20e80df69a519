package org.trimtab.fleet;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.trimtab.drivers.api.Inspection;
import org.trimtab.resource.Device;
import org.trimtab.resource.DeviceId;

/** Compares how restored devices are set with how they were before the first command. */
public final class Restored {
    /** How often a device that differs is looked at again; its pages may come back after its work does. */
    private static final int LOOKS_MAX = 4;

    private static final long LOOK_AGAIN_NANOS = TimeUnit.SECONDS.toNanos(3);
    private static final String POOLS = "pools_sha256";

    private final FleetSession session;
    private final Progress progress;
    private final BooleanSupplier stopped;

    /** A comparison over a session. */
    public Restored(FleetSession session, Progress progress, BooleanSupplier stopped) {
        this.session = session;
        this.progress = progress;
        this.stopped = stopped;
    }

    /** The result with every confirmed device compared; a device that is as before is ours no more. */
    public FleetResult compared(FleetResult result) {
        List<Device> left = new ArrayList<>();
        for (DeviceResult device : result.devices()) {
            if (device.ending() == Ending.CONFIRMED) {
                left.add(device.planned().device());
            }
        }
        Map<DeviceId, DeviceResult.Comparison> comparisons = new HashMap<>();
        for (int look = 1; look <= LOOKS_MAX && !left.isEmpty(); look++) {
            if (look > 1) {
                LockSupport.parkNanos(LOOK_AGAIN_NANOS);
            }
            left = differing(left, comparisons);
            if (stopped.getAsBoolean()) {
                break;
            }
        }
        session.sync();
        return new FleetResult(
                result.plan(),
                result.startedAt(),
                result.devices().stream().map(device -> with(device, comparisons)).toList());
    }

    private static DeviceResult with(
            DeviceResult device, Map<DeviceId, DeviceResult.Comparison> comparisons) {
        DeviceResult.Comparison comparison = comparisons.get(device.planned().device().id());
        return comparison == null ? device : device.compared(comparison);
    }

    private List<Device> differing(
            List<Device> devices, Map<DeviceId, DeviceResult.Comparison> comparisons) {
        List<Device> differing = new ArrayList<>();
        for (FleetSession.Taken<Inspection> look :
                session.inspect("comparing", devices, progress, stopped)) {
            DeviceId id = look.device().id();
            Remembered remembered = session.memory().of(id);
            DeviceResult.Comparison comparison = compare(remembered, look.result());
            comparisons.put(id, comparison);
            if (comparison.isEqual()) {
                session.memory().keep(id, remembered.restored());
            } else {
                differing.add(look.device());
            }
        }
        return differing;
    }

    private static DeviceResult.Comparison compare(Remembered remembered, Inspection look) {
        Map<String, String> before = remembered.settings();
        if (before == null) {
            // Commanded without a snapshot, or not by these verbs: nothing to hold it against.
            return new DeviceResult.Comparison(List.of(), null);
        }
        SortedMap<String, String> after = CommandRun.settings(look);
        if (after == null) {
            return new DeviceResult.Comparison(
                    List.of("cannot be read: " + look.report().detail()), null);
        }
        List<String> differences = new ArrayList<>();
        TreeSet<String> keys = new TreeSet<>(before.keySet());
        keys.addAll(after.keySet());
        for (String key : keys) {
            String was = before.get(key);
            String is = after.get(key);
            if (!Objects.equals(was, is)) {
                differences.add(key + " was " + shown(was) + ", is " + shown(is));
            }
        }
        String was = before.get(POOLS);
        String is = after.get(POOLS);
        return new DeviceResult.Comparison(
                differences, (was == null || is == null) ? null : was.equals(is));
    }

    private static String shown(@Nullable String value) {
        return value == null ? "not told" : "\"" + value + "\"";
    }
}
