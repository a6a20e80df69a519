package org.trimtab.market;

import java.math.BigDecimal;
import java.time.MonthDay;
import java.util.Collections;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;

/**
 * What {@link PeakOutlook} knows of a system beside its load, as data.
 *
 * @param months in which a peak is sought
 * @param firstHour first local hour of a day that can hold a peak
 * @param lastHour last such hour
 * @param season usual daily peak through the year against the year's, at a few days, between which it runs straight
 * @param weekend how much lower the peak of a weekend or holiday is, as a logarithm; negative
 * @param memory how much of a day's departure from the usual is left the day after, 0 up to 1
 * @param departure usual departure of a day's peak from the usual, as a logarithm
 * @param levelDays how many past days the level of the year is taken from
 * @param likeDays how many past days the course of a day is taken from
 * @param likeFade after how many days back a past day counts 1/e
 * @param likeness how far the course of a morning may differ and still be alike, as a logarithm
 * @param carryHour share of the last hour's surprise expected again in the next
 * @param carryRest share of it expected in the rest of the day
 * @param leastErrorHour least error of the next hour, as a logarithm
 * @param leastErrorRest least error of the rest of the day, as a logarithm
 */
public record PeakTerms(
        Set<Integer> months,
        int firstHour,
        int lastHour,
        NavigableMap<MonthDay, BigDecimal> season,
        BigDecimal weekend,
        BigDecimal memory,
        BigDecimal departure,
        int levelDays,
        int likeDays,
        BigDecimal likeFade,
        BigDecimal likeness,
        BigDecimal carryHour,
        BigDecimal carryRest,
        BigDecimal leastErrorHour,
        BigDecimal leastErrorRest) {
    /** Fewest past days with which anything is said. */
    public static final int DAYS_LEAST = 7;

    /** Most days looked back. */
    public static final int DAYS_MAX = 366;

    public PeakTerms {
        months = Set.copyOf(months);
        season = Collections.unmodifiableNavigableMap(new TreeMap<>(season));
        CoincidentPeakCharge.checkMonths("peak months", months);
        if (season.isEmpty()) {
            throw new IllegalArgumentException("a season has at least one day");
        }
        if (firstHour < 3 || lastHour > 23 || firstHour > lastHour) {
            throw new IllegalArgumentException(
                    "peak hours lie between 3 and 23, got " + firstHour + " to " + lastHour);
        }
        if (Math.min(levelDays, likeDays) < DAYS_LEAST
                || Math.max(levelDays, likeDays) > DAYS_MAX) {
            throw new IllegalArgumentException(
                    "%d to %d days are looked back, got %d and %d"
                            .formatted(DAYS_LEAST, DAYS_MAX, levelDays, likeDays));
        }
        if (memory.signum() < 0 || memory.compareTo(BigDecimal.ONE) >= 0) {
            throw new IllegalArgumentException("memory is 0 up to 1, got " + memory);
        }
        for (BigDecimal width :
                new BigDecimal[] {departure, likeFade, likeness, leastErrorHour, leastErrorRest}) {
            if (width.signum() <= 0) {
                throw new IllegalArgumentException("a width is above 0, got " + width);
            }
        }
    }
}
