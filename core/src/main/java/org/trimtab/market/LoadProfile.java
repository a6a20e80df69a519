package org.trimtab.market;

import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.trimtab.interval.MarketInterval;
import org.trimtab.quantity.Power;

/**
 * The mean level of a site over time. A stretch that no interval covers is unknown, never zero.
 *
 * @param levels in order, not overlapping, at least one
 */
public record LoadProfile(List<Level> levels) {

    /**
     * A mean level and when it was so.
     *
     * @param interval when
     * @param mean mean level at the site's meter
     */
    public record Level(MarketInterval interval, Power mean) {}

    public LoadProfile {
        levels = List.copyOf(levels);
        if (levels.isEmpty()) {
            throw new IllegalArgumentException("a load profile has at least one level");
        }
        for (int i = 1; i < levels.size(); i++) {
            if (levels.get(i).interval().from().isBefore(levels.get(i - 1).interval().until())) {
                throw new IllegalArgumentException(
                        "levels must be in order and must not overlap: "
                                + levels.get(i).interval()
                                + " follows "
                                + levels.get(i - 1).interval());
            }
        }
    }

    /** The same level over the whole of a stretch. */
    public static LoadProfile constant(MarketInterval over, Power level) {
        return new LoadProfile(List.of(new Level(over, level)));
    }

    /** From the first interval to the end of the last. */
    public MarketInterval span() {
        return new MarketInterval(
                levels.getFirst().interval().from(), levels.getLast().interval().until());
    }

    /** The mean over a stretch, rounded down to 1 W; null when some of it is unknown. */
    public @Nullable Power mean(MarketInterval over) {
        BigInteger wattNanos = BigInteger.ZERO;
        Instant at = over.from();
        for (int i = indexOf(at); at.isBefore(over.until()); i++) {
            if (i < 0 || i >= levels.size() || !levels.get(i).interval().contains(at)) {
                return null;
            }
            Level level = levels.get(i);
            Instant end = earlier(level.interval().until(), over.until());
            wattNanos =
                    wattNanos.add(
                            BigInteger.valueOf(level.mean().watts())
                                    .multiply(BigInteger.valueOf(nanos(at, end))));
            at = end;
        }
        BigInteger[] parts =
                wattNanos.divideAndRemainder(BigInteger.valueOf(nanos(over.from(), over.until())));
        long watts = parts[0].longValueExact();
        return Power.ofWatts(parts[1].signum() < 0 ? watts - 1 : watts);
    }

    /** The part of this profile within a stretch, cut at its ends; empty when it knows nothing of it. */
    public List<Level> within(MarketInterval over) {
        List<Level> parts = new ArrayList<>();
        for (int i = Math.max(0, indexOf(over.from())); i < levels.size(); i++) {
            Level level = levels.get(i);
            if (!level.interval().from().isBefore(over.until())) {
                break;
            }
            if (level.interval().overlaps(over)) {
                Instant from = level.interval().from();
                parts.add(
                        new Level(
                                new MarketInterval(
                                        from.isBefore(over.from()) ? over.from() : from,
                                        earlier(level.interval().until(), over.until())),
                                level.mean()));
            }
        }
        return parts;
    }

    /** The last level that starts at or before an instant; -1 when there is none. */
    private int indexOf(Instant at) {
        int low = 0;
        int high = levels.size() - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            if (levels.get(middle).interval().from().isAfter(at)) {
                high = middle - 1;
            } else {
                low = middle + 1;
            }
        }
        return high;
    }

    private static long nanos(Instant from, Instant until) {
        return java.time.Duration.between(from, until).toNanos();
    }

    private static Instant earlier(Instant a, Instant b) {
        return a.isBefore(b) ? a : b;
    }
}
