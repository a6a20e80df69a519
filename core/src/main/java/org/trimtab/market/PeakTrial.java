package org.trimtab.market;

import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.trimtab.interval.MarketCalendar;
import org.trimtab.market.LoadProfile.Level;
import org.trimtab.quantity.Power;

/**
 * How a rule would have fared over a past year: it is asked before every hour and given the hour's load after. Which
 * hours held the peaks is told only at the end.
 *
 * @param months one for each peak month the load covers
 */
public record PeakTrial(List<Month> months) {
    public PeakTrial {
        months = List.copyOf(months);
    }

    /**
     * One month.
     *
     * @param month which
     * @param peakAt start of the hour of greatest load
     * @param peak that load
     * @param met true when the rule sat that hour out
     * @param curtailed hours it sat out, in order
     * @param unknown hours without a load
     */
    public record Month(
            YearMonth month,
            Instant peakAt,
            Power peak,
            boolean met,
            List<Instant> curtailed,
            int unknown) {
        public Month {
            curtailed = List.copyOf(curtailed);
        }
    }

    /**
     * Puts a rule through all the load there is up to the end of a year.
     *
     * @param load hour by hour, from before the first peak month
     * @throws IllegalArgumentException when the load is not hourly or has nothing in the peak months of the year
     */
    public static PeakTrial of(
            PeakRule rule,
            LoadProfile load,
            MarketCalendar calendar,
            Set<Integer> months,
            int year) {
        Map<YearMonth, List<Instant>> curtailed = new TreeMap<>();
        Map<YearMonth, Level> greatest = new TreeMap<>();
        Map<YearMonth, Integer> known = new TreeMap<>();
        for (Level level : load.levels()) {
            if (level.interval().length().toSeconds() != 3_600) {
                throw new IllegalArgumentException(
                        "peaks are sought hour by hour; got a load over " + level.interval());
            }
            Instant hour = level.interval().from();
            LocalDate date = calendar.dateOf(hour);
            if (date.getYear() > year) {
                break;
            }
            if (date.getYear() == year && months.contains(date.getMonthValue())) {
                YearMonth month = YearMonth.from(date);
                List<Instant> hours = curtailed.computeIfAbsent(month, _ -> new ArrayList<>());
                if (rule.curtails(hour)) {
                    hours.add(hour);
                }
                known.merge(month, 1, Integer::sum);
                greatest.merge(month, level, (a, b) -> b.mean().compareTo(a.mean()) > 0 ? b : a);
            }
            rule.observe(hour, level.mean());
        }
        if (greatest.isEmpty()) {
            throw new IllegalArgumentException(
                    "the load has no hour in the peak months of "
                            + year
                            + "; it covers "
                            + load.span());
        }
        List<Month> results = new ArrayList<>();
        greatest.forEach((month, level) -> {
            Instant peakAt = level.interval().from();
            List<Instant> hours = curtailed.getOrDefault(month, List.of());
            results.add(
                    new Month(
                            month,
                            peakAt,
                            level.mean(),
                            hours.contains(peakAt),
                            hours,
                            hoursOf(month, calendar) - known.getOrDefault(month, 0)));
        });
        return new PeakTrial(results);
    }

    /** Hours sat out in all. */
    public int hours() {
        return months.stream().mapToInt(month -> month.curtailed().size()).sum();
    }

    /** Peaks met. */
    public int met() {
        return (int) months.stream().filter(Month::met).count();
    }

    private static int hoursOf(YearMonth month, MarketCalendar calendar) {
        Instant from = month.atDay(1).atStartOfDay(calendar.zone()).toInstant();
        Instant until = month.plusMonths(1).atDay(1).atStartOfDay(calendar.zone()).toInstant();
        return (int) java.time.Duration.between(from, until).toHours();
    }
}
