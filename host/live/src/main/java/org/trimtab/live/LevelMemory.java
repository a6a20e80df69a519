package org.trimtab.live;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.trimtab.openadr.ven.Measures.Figure;
import org.trimtab.resource.Meter;
import org.trimtab.telemetry.MeterReading;
import org.trimtab.telemetry.Quality;

/** The settlement meter's level second by second, for reports; the oldest seconds are written over. */
final class LevelMemory {
    /** What is remembered: a day and some hours, so that a day's report finds its day. */
    static final int SECONDS = 26 * 3600;

    /** Share of a stretch that must have been read for the figure to count as whole, in percent. */
    private static final long WHOLE_PERCENT = 90;

    private final @Nullable Meter meter;
    private final long[] second = new long[SECONDS];
    private final long[] sum = new long[SECONDS];
    private final long[] peak = new long[SECONDS];
    private final int[] count = new int[SECONDS];
    private final Quality[] worst = new Quality[SECONDS];

    /** Of this meter; without one nothing is remembered. */
    LevelMemory(@Nullable Meter meter) {
        this.meter = meter;
        Arrays.fill(second, Long.MIN_VALUE);
    }

    synchronized void read(MeterReading reading) {
        if (meter == null || !reading.meter().equals(meter.id())) {
            return;
        }
        long at = reading.observedAt().getEpochSecond();
        int place = (int) Math.floorMod(at, (long) SECONDS);
        long watts = reading.power().watts();
        if (second[place] != at) {
            second[place] = at;
            sum[place] = 0;
            count[place] = 0;
            peak[place] = Long.MIN_VALUE;
            worst[place] = Quality.GOOD;
        }
        sum[place] += watts;
        count[place]++;
        peak[place] = Math.max(peak[place], watts);
        if (reading.quality().compareTo(worst[place]) > 0) {
            worst[place] = reading.quality();
        }
    }

    /** The mean or the highest level of a stretch; seconds without a reading do not count. */
    synchronized Figure figure(Instant from, Instant until, boolean highest) {
        long begin = from.getEpochSecond();
        long last = Math.max(begin + 1, until.minusNanos(1).getEpochSecond() + 1);
        begin = Math.max(begin, last - SECONDS);
        BigDecimal total = BigDecimal.ZERO;
        long top = Long.MIN_VALUE;
        long read = 0;
        boolean good = true;
        boolean bad = false;
        for (long at = begin; at < last; at++) {
            int place = (int) Math.floorMod(at, (long) SECONDS);
            if (second[place] != at) {
                continue;
            }
            read++;
            total = total.add(mean(place));
            top = Math.max(top, peak[place]);
            good &= worst[place] == Quality.GOOD;
            bad |= worst[place] == Quality.SUSPECT;
        }
        if (read == 0) {
            return Figure.MISSING;
        }
        long wanted = Math.max(1, Duration.between(from, until).toSeconds());
        boolean whole = read * 100 >= Math.min(wanted, last - begin) * WHOLE_PERCENT;
        boolean forgotten = wanted > SECONDS;
        BigDecimal watts =
                highest
                        ? BigDecimal.valueOf(top)
                        : total.divide(BigDecimal.valueOf(read), 3, RoundingMode.HALF_EVEN);
        return new Figure(watts, bad ? "BAD" : good && whole && !forgotten ? "OK" : "ESTIMATED");
    }

    private BigDecimal mean(int place) {
        return BigDecimal.valueOf(sum[place])
                .divide(BigDecimal.valueOf(count[place]), 3, RoundingMode.HALF_EVEN);
    }
}
