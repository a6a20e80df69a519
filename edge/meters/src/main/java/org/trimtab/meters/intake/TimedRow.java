package org.trimtab.meters.intake;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;
import org.trimtab.telemetry.Quality;

/**
 * A row in time.
 *
 * @param line where it stands
 * @param from seconds since 1970 UTC at which its interval starts; {@link #OPEN} when only its end is known
 * @param until seconds since 1970 UTC at which it ends; {@link #OPEN} when only its start is known
 * @param amount its value in W or Wh; null when nobody knows
 * @param quality how far to trust it
 */
record TimedRow(int line, long from, long until, @Nullable BigDecimal amount, Quality quality) {
    static final long OPEN = Long.MIN_VALUE;

    boolean hasStart() {
        return from != OPEN;
    }

    boolean hasEnd() {
        return until != OPEN;
    }

    /** The stamp it is put in order by. */
    long stamp() {
        return hasStart() ? from : until;
    }

    /** True when the same ends of both are known, so that the time between them tells a length. */
    boolean isStampedLike(TimedRow other) {
        return hasStart() == other.hasStart() && (hasStart() || hasEnd() == other.hasEnd());
    }

    /** The same with both ends. */
    TimedRow lasting(long seconds) {
        return hasStart()
                ? new TimedRow(line, from, from + seconds, amount, quality)
                : new TimedRow(line, until - seconds, until, amount, quality);
    }
}
