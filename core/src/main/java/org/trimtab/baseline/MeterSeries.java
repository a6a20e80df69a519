package org.trimtab.baseline;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.trimtab.interval.MarketInterval;
import org.trimtab.quantity.Power;
import org.trimtab.telemetry.MeterReading;
import org.trimtab.telemetry.Quality;

/**
 * The good readings of one meter over a stretch of time, in order. Each holds until the next one, but never longer
 * than the gap; the time after that is unknown. The order and the batches in which readings came make no difference:
 * the same reading twice counts once, and two readings of one instant that contradict each other count for nothing.
 */
public final class MeterSeries {
    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    private final long[] atNanos;
    private final long[] watts;
    private final long gapNanos;

    private MeterSeries(long[] atNanos, long[] watts, long gapNanos) {
        this.atNanos = atNanos;
        this.watts = watts;
        this.gapNanos = gapNanos;
    }

    /**
     * The good readings observed within a stretch.
     *
     * @throws IllegalArgumentException when they are of more than one meter
     */
    public static MeterSeries of(List<MeterReading> readings, MarketInterval within, MeterGap gap) {
        List<MeterReading> good = new ArrayList<>();
        for (MeterReading reading : readings) {
            if (reading.quality() == Quality.GOOD && within.contains(reading.observedAt())) {
                if (!good.isEmpty() && !good.getFirst().meter().equals(reading.meter())) {
                    throw new IllegalArgumentException(
                            "readings of one meter are needed, got "
                                    + good.getFirst().meter()
                                    + " and "
                                    + reading.meter());
                }
                good.add(reading);
            }
        }
        good.sort(Comparator.comparing(MeterReading::observedAt));
        return ofSorted(good, gap);
    }

    private static MeterSeries ofSorted(List<MeterReading> sorted, MeterGap gap) {
        long[] at = new long[sorted.size()];
        long[] watts = new long[sorted.size()];
        int kept = 0;
        int next = 0;
        while (next < sorted.size()) {
            MeterReading reading = sorted.get(next);
            boolean contradicted = false;
            for (next++; next < sorted.size(); next++) {
                MeterReading same = sorted.get(next);
                if (!same.observedAt().equals(reading.observedAt())) {
                    break;
                }
                contradicted |= !same.power().equals(reading.power());
            }
            if (!contradicted) {
                at[kept] = nanos(reading.observedAt());
                watts[kept] = reading.power().watts();
                kept++;
            }
        }
        long[] times = Arrays.copyOf(at, kept);
        Duration borne = gap.whenReadEvery(Duration.ofNanos(medianSpacing(times)));
        return new MeterSeries(times, Arrays.copyOf(watts, kept), borne.toNanos());
    }

    /** Lower median of the times between readings; 0 when there are fewer than two. */
    private static long medianSpacing(long[] times) {
        if (times.length < 2) {
            return 0;
        }
        long[] spacings = new long[times.length - 1];
        for (int i = 0; i < spacings.length; i++) {
            spacings[i] = times[i + 1] - times[i];
        }
        Arrays.sort(spacings);
        return spacings[(spacings.length - 1) / 2];
    }

    /** How many good readings there are. */
    public int size() {
        return atNanos.length;
    }

    /** The silence that is borne. */
    public Duration gap() {
        return Duration.ofNanos(gapNanos);
    }

    /** How much of an interval is spoken for by a reading. */
    public Duration covered(MarketInterval interval) {
        return Duration.ofNanos(weigh(interval).nanos);
    }

    /** Time-weighted mean over the part of an interval that is known, to 1 W (half-even); null when none is. */
    public @Nullable Power meanOfKnown(MarketInterval interval) {
        return weigh(interval).mean();
    }

    /** Time-weighted mean over an interval, to 1 W (half-even); null when any of it is unknown. */
    public @Nullable Power mean(MarketInterval interval) {
        Weighed weighed = weigh(interval);
        return weighed.nanos == interval.length().toNanos() ? weighed.mean() : null;
    }

    /** When the meter first read at or below a level within an interval; null when it never did. */
    public @Nullable Instant firstAtMost(Power level, MarketInterval interval) {
        for (int i = firstNotBefore(nanos(interval.from())); i < atNanos.length; i++) {
            Instant at = instant(atNanos[i]);
            if (!interval.contains(at)) {
                return null;
            }
            if (watts[i] <= level.watts()) {
                return at;
            }
        }
        return null;
    }

    private record Weighed(BigInteger wattNanos, long nanos) {
        @Nullable Power mean() {
            return nanos == 0
                    ? null
                    : Power.ofWatts(
                            new BigDecimal(wattNanos)
                                    .divide(BigDecimal.valueOf(nanos), 0, RoundingMode.HALF_EVEN)
                                    .longValueExact());
        }
    }

    private Weighed weigh(MarketInterval interval) {
        long from = nanos(interval.from());
        long until = nanos(interval.until());
        BigInteger sum = BigInteger.ZERO;
        long known = 0;
        for (int i = Math.max(0, firstNotBefore(from) - 1); i < atNanos.length; i++) {
            if (atNanos[i] >= until) {
                break;
            }
            long end = atNanos[i] + gapNanos;
            if (i + 1 < atNanos.length) {
                end = Math.min(end, atNanos[i + 1]);
            }
            long held = Math.min(end, until) - Math.max(atNanos[i], from);
            if (held > 0) {
                sum = sum.add(BigInteger.valueOf(watts[i]).multiply(BigInteger.valueOf(held)));
                known += held;
            }
        }
        return new Weighed(sum, known);
    }

    private int firstNotBefore(long nanos) {
        int found = Arrays.binarySearch(atNanos, nanos);
        return found >= 0 ? found : -found - 1;
    }

    /** Nanoseconds since 1970; exact until the year 2262. */
    private static long nanos(Instant instant) {
        return Math.addExact(
                Math.multiplyExact(instant.getEpochSecond(), NANOS_PER_SECOND), instant.getNano());
    }

    private static Instant instant(long nanos) {
        return Instant.ofEpochSecond(
                Math.floorDiv(nanos, NANOS_PER_SECOND), Math.floorMod(nanos, NANOS_PER_SECOND));
    }
}
