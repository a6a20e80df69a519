package org.trimtab.market;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.trimtab.quantity.HashPrice;

/**
 * The hashprice of each day of UTC. A day without one has none.
 *
 * @param byDay at least one
 */
public record HashPriceSeries(NavigableMap<LocalDate, HashPrice> byDay) {
    public HashPriceSeries {
        byDay = Collections.unmodifiableNavigableMap(new TreeMap<>(byDay));
        if (byDay.isEmpty()) {
            throw new IllegalArgumentException("a series of hashprices has at least one day");
        }
    }

    /** The hashprice of the day an instant falls on, a mean over that day; null when it has none. */
    public @Nullable HashPrice on(Instant instant) {
        return byDay.get(dayOf(instant));
    }

    /**
     * The last hashprice known at an instant: that of the last day which had ended, if it ended at most {@code
     * daysOldMax} days before; null otherwise.
     */
    public @Nullable HashPrice knownAt(Instant instant, int daysOldMax) {
        LocalDate today = dayOf(instant);
        Map.Entry<LocalDate, HashPrice> last = byDay.lowerEntry(today);
        return last == null || last.getKey().isBefore(today.minusDays(1L + daysOldMax))
                ? null
                : last.getValue();
    }

    private static LocalDate dayOf(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC).toLocalDate();
    }
}
