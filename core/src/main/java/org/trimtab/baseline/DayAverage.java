package org.trimtab.baseline;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The mean of some days at one local time, over those of them that know it. */
final class DayAverage implements UnadjustedLevel {
    private final EventDay eventDay;
    private final LocalDate[] days;
    private final int highest;

    /** The mean of all the days. */
    static DayAverage of(EventDay eventDay, List<LocalDate> days) {
        return new DayAverage(eventDay, days, days.size());
    }

    /** The mean of the {@code highest} levels at each time by itself. */
    static DayAverage ofHighest(EventDay eventDay, List<LocalDate> days, int highest) {
        return new DayAverage(eventDay, days, highest);
    }

    private DayAverage(EventDay eventDay, List<LocalDate> days, int highest) {
        this.eventDay = eventDay;
        this.days = days.toArray(LocalDate[]::new);
        this.highest = highest;
    }

    /** Null when no day knows it. */
    @Override
    public @Nullable Fraction at(long slot) {
        int[] known = new int[days.length];
        int count = 0;
        for (LocalDate day : days) {
            int watts = eventDay.wattsOn(day, slot);
            if (watts != LoadSeries.UNKNOWN) {
                known[count++] = watts;
            }
        }
        if (count == 0) {
            return null;
        }
        int first = 0;
        if (count > highest) {
            Arrays.sort(known, 0, count);
            first = count - highest;
        }
        long sum = 0;
        for (int i = first; i < count; i++) {
            sum += known[i];
        }
        return Fraction.of(sum, count - first);
    }
}
