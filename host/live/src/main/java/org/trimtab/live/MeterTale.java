package org.trimtab.live;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.trimtab.telemetry.MeterReading;
import org.trimtab.telemetry.Quality;

/** What the site meter did during one event. Levels in W. */
final class MeterTale {
    private long readings;
    private long bad;
    private @Nullable Instant reachedAt;
    private @Nullable Instant highestAt;
    private @Nullable Long highestAfter;
    private @Nullable Long lowest;
    private @Nullable Long last;
    private @Nullable Instant lastGoodAt;
    private Duration silent = Duration.ZERO;

    void read(MeterReading reading) {
        readings++;
        if (reading.quality() != Quality.GOOD) {
            bad++;
            return;
        }
        long watts = reading.power().watts();
        if (lastGoodAt != null) {
            Duration gap = Duration.between(lastGoodAt, reading.observedAt());
            silent = gap.compareTo(silent) > 0 ? gap : silent;
        }
        lastGoodAt = reading.observedAt();
        last = watts;
        lowest = lowest == null ? watts : Math.min(lowest, watts);
        if (reachedAt != null && (highestAfter == null || watts > highestAfter)) {
            highestAfter = watts;
            highestAt = reading.observedAt();
        }
    }

    void reached(Instant at) {
        if (reachedAt == null) {
            reachedAt = at;
        }
    }

    @Nullable Instant reachedAt() {
        return reachedAt;
    }

    @Nullable Long highestAfter() {
        return highestAfter;
    }

    @Nullable Instant highestAt() {
        return highestAt;
    }

    Explanation.@Nullable MeterPart part() {
        return readings == 0
                ? null
                : new Explanation.MeterPart(
                        readings, bad, reachedAt, highestAfter, lowest, last, silent.toMillis());
    }
}
