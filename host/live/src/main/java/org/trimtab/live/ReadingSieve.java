package org.trimtab.live;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;
import org.trimtab.telemetry.DeviceReading;

/**
 * Keeps readings that say nothing new from the engine and its journal: one passes when the device's activity or
 * power changed, when something is expected of the device, or when the last one passed is half-way to stale.
 */
final class ReadingSieve {
    private static final long CHANGE_LEAST_W = 50;

    private final AtomicReferenceArray<@Nullable DeviceReading> passed;
    private final Duration refreshAfter;

    ReadingSieve(int devices, Duration staleAfter) {
        passed = new AtomicReferenceArray<>(devices);
        refreshAfter = staleAfter.dividedBy(2);
    }

    /** True when the reading is to be passed on. */
    boolean passes(int place, DeviceReading reading, boolean somethingExpected) {
        DeviceReading last = passed.get(place);
        boolean passes = last == null || somethingExpected || isNews(last, reading);
        if (passes) {
            passed.set(place, reading);
        }
        return passes;
    }

    private boolean isNews(DeviceReading last, DeviceReading reading) {
        long change = Math.abs(reading.power().watts() - last.power().watts());
        return last.activity() != reading.activity()
                || last.quality() != reading.quality()
                || change > Math.max(CHANGE_LEAST_W, last.power().watts() / 20)
                || !last.observedAt().plus(refreshAfter).isAfter(reading.observedAt());
    }
}
