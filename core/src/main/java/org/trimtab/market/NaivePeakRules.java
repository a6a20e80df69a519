package org.trimtab.market;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.trimtab.interval.MarketCalendar;
import org.trimtab.quantity.Power;

/**
 * Two plain rules to measure {@link PeakWatch} by. Neither curtails on a month's first day: there is no maximum yet.
 */
public final class NaivePeakRules {
    private static final int HOURS = 24;

    private NaivePeakRules() {}

    /**
     * From 15 to 19 h local whenever yesterday's peak, scaled by this morning against yesterday's, reaches 98 % of the
     * month's maximum of the days before. The morning is from 1 to 13 h.
     */
    public static PeakRule morning(MarketCalendar calendar, Set<Integer> months) {
        return new Remembering(
                calendar,
                months,
                (today, yesterday, hour, greatest) -> {
                    double scale =
                            Remembering.sum(today, 1, 13) / Remembering.sum(yesterday, 1, 13);
                    return hour >= 15
                            && hour < 19
                            && Remembering.greatest(yesterday) * scale >= 0.98 * greatest;
                });
    }

    /**
     * Hour by hour whenever the last hour, carried on by yesterday's shape, reaches 99.5 % of the month's maximum of
     * the days before, in the hours in which yesterday stood within 1 % of its own peak.
     */
    public static PeakRule shape(MarketCalendar calendar, Set<Integer> months) {
        return new Remembering(
                calendar,
                months,
                (today, yesterday, hour, greatest) ->
                        hour >= 1
                                && yesterday[hour] >= 0.99 * Remembering.greatest(yesterday)
                                && today[hour - 1] * yesterday[hour] / yesterday[hour - 1]
                                        >= 0.995 * greatest);
    }

    /** Whether to sit an hour out, from the loads of today and yesterday and the greatest of the month so far. */
    @FunctionalInterface
    private interface Hint {
        boolean curtails(double[] today, double[] yesterday, int hour, double greatest);
    }

    /** Keeps the days of the month. */
    private static final class Remembering implements PeakRule {
        private final MarketCalendar calendar;
        private final Set<Integer> months;
        private final Hint hint;
        private final Map<LocalDate, double[]> days = new HashMap<>();

        Remembering(MarketCalendar calendar, Set<Integer> months, Hint hint) {
            this.calendar = calendar;
            this.months = Set.copyOf(months);
            this.hint = hint;
        }

        @Override
        public void observe(Instant hour, Power load) {
            ZonedDateTime local = hour.atZone(calendar.zone());
            days.keySet().removeIf(day -> day.isBefore(local.toLocalDate().minusDays(32)));
            double[] day = days.computeIfAbsent(local.toLocalDate(), _ -> new double[HOURS]);
            day[local.getHour()] = load.watts();
        }

        @Override
        public boolean curtails(Instant hour) {
            ZonedDateTime local = hour.atZone(calendar.zone());
            LocalDate date = local.toLocalDate();
            double[] today = days.get(date);
            double[] yesterday = days.get(date.minusDays(1));
            Double greatest = greatestBefore(date);
            return months.contains(date.getMonthValue())
                    && today != null
                    && yesterday != null
                    && greatest != null
                    && hint.curtails(today, yesterday, local.getHour(), greatest);
        }

        private @Nullable Double greatestBefore(LocalDate date) {
            Double greatest = null;
            for (LocalDate day = date.withDayOfMonth(1);
                    day.isBefore(date);
                    day = day.plusDays(1)) {
                double[] loads = days.get(day);
                if (loads != null && (greatest == null || greatest(loads) > greatest)) {
                    greatest = greatest(loads);
                }
            }
            return greatest;
        }

        static double greatest(double[] loads) {
            double greatest = 0;
            for (double load : loads) {
                greatest = Math.max(greatest, load);
            }
            return greatest;
        }

        static double sum(double[] loads, int from, int until) {
            double sum = 0;
            for (int h = from; h < until; h++) {
                sum += loads[h];
            }
            return sum;
        }
    }
}
