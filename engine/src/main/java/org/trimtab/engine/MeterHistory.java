package org.trimtab.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.trimtab.telemetry.MeterReading;
import org.trimtab.telemetry.Quality;

/** The readings of the settlement meter that a baseline or a statement may still need. */
final class MeterHistory {
    /** More than a day at one reading every 100 ms; beyond it the oldest are dropped. */
    static final int READINGS_MAX = 1_000_000;

    private final Deque<MeterReading> readings = new ArrayDeque<>();
    private @Nullable MeterReading latest;

    /**
     * Takes a reading; one no newer than the latest is a duplicate or came late, and is left out.
     *
     * @param keepFrom nothing observed before this is needed any more
     */
    void add(MeterReading reading, Instant keepFrom) {
        if (latest != null && !reading.observedAt().isAfter(latest.observedAt())) {
            return;
        }
        latest = reading;
        readings.addLast(reading);
        while (readings.size() > READINGS_MAX
                || readings.getFirst().observedAt().isBefore(keepFrom)) {
            readings.removeFirst();
            if (readings.isEmpty()) {
                return;
            }
        }
    }

    /** The latest reading; STALE once older than {@code staleAfter}. */
    @Nullable MeterReading latest(Instant now, Duration staleAfter) {
        MeterReading last = latest;
        if (last == null || !last.observedAt().plus(staleAfter).isBefore(now)) {
            return last;
        }
        return new MeterReading(last.meter(), last.observedAt(), last.power(), Quality.STALE);
    }

    /** Readings observed from {@code from} on. */
    List<MeterReading> since(Instant from) {
        List<MeterReading> wanted = new ArrayList<>();
        for (MeterReading reading : readings) {
            if (!reading.observedAt().isBefore(from)) {
                wanted.add(reading);
            }
        }
        return wanted;
    }
}
