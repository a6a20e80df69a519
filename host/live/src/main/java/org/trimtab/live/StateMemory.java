package org.trimtab.live;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.trimtab.openadr.ven.Measures.Figure;

/**
 * What the site owed and could do, second by second, for reports on what is over; the oldest seconds
 * are written over. A second nobody looked at, or in which a thing was not known, does not count.
 */
final class StateMemory {
    private static final long UNKNOWN = Long.MIN_VALUE;
    private static final long WHOLE_PERCENT = 90;

    /** What is remembered, in watts. */
    enum Kept {
        /** The level without the event; while nothing is owed, the level itself. */
        BASELINE,
        /** The level owed; only while one is. */
        SET_POINT,
        /** What it could have fallen by. */
        CAN_FALL,
        /** What was asleep and could have woken. */
        CAN_RISE
    }

    private final long[] second = new long[LevelMemory.SECONDS];
    private final long[][] watts = new long[Kept.values().length][LevelMemory.SECONDS];

    StateMemory() {
        Arrays.fill(second, UNKNOWN);
    }

    /** Takes a look at the site in; of several in a second the last counts. */
    synchronized void keep(SiteStatus status) {
        long at = status.at().getEpochSecond();
        int place = (int) Math.floorMod(at, (long) LevelMemory.SECONDS);
        second[place] = at;
        for (Kept kept : Kept.values()) {
            Long now = of(kept, status);
            row(kept)[place] = now == null ? UNKNOWN : now;
        }
    }

    private long[] row(Kept kept) {
        return switch (kept) {
            case BASELINE -> watts[0];
            case SET_POINT -> watts[1];
            case CAN_FALL -> watts[2];
            case CAN_RISE -> watts[3];
        };
    }

    /** How it stands in one look; null when it is not known. */
    static @Nullable Long of(Kept kept, SiteStatus status) {
        Long metered = status.meteredW();
        Long baseline = status.baselineW();
        return switch (kept) {
            case BASELINE ->
                    baseline != null ? baseline : status.state().equals("READY") ? metered : null;
            case SET_POINT -> status.targetW();
            case CAN_FALL ->
                    status.offers().isEmpty() ? null : status.offers().getLast().confidentW();
            case CAN_RISE -> {
                if (metered == null) {
                    yield null;
                }
                yield baseline == null
                        ? status.state().equals("READY") ? 0L : null
                        : Long.valueOf(Math.max(0, baseline - metered));
            }
        };
    }

    /** The mean over a stretch. */
    synchronized Figure figure(Kept kept, Instant from, Instant until) {
        long last = Math.max(from.getEpochSecond() + 1, until.minusNanos(1).getEpochSecond() + 1);
        long begin = Math.max(from.getEpochSecond(), last - LevelMemory.SECONDS);
        BigDecimal sum = BigDecimal.ZERO;
        long count = 0;
        for (long at = begin; at < last; at++) {
            int place = (int) Math.floorMod(at, (long) LevelMemory.SECONDS);
            long known = second[place] == at ? row(kept)[place] : UNKNOWN;
            if (known != UNKNOWN) {
                sum = sum.add(BigDecimal.valueOf(known));
                count++;
            }
        }
        if (count == 0) {
            return Figure.MISSING;
        }
        long wanted = Math.max(1, Duration.between(from, until).toSeconds());
        boolean whole = count * 100 >= wanted * WHOLE_PERCENT;
        return new Figure(
                sum.divide(BigDecimal.valueOf(count), 3, RoundingMode.HALF_EVEN),
                whole ? "OK" : "ESTIMATED");
    }
}
