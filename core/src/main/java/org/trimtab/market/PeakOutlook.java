package org.trimtab.market;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.trimtab.interval.MarketCalendar;
import org.trimtab.quantity.Power;

/**
 * The chance that the hour to come holds the system's peak of its month. It is fed the load hour by hour and knows
 * nothing else, so it cannot look ahead.
 *
 * <p>Three things must come together. The hour must pass the month's greatest so far: its load is forecast from the
 * last hour by how past days went on that had begun alike, and the errors of that are their spread. It must be the
 * greatest of its day: the same past days tell how much the rest of a day still rose. And no later day of the month may
 * pass it: daily peaks depart from a usual season by a departure that fades from day to day, and the chance that none
 * of the rest reaches higher is carried back from the month's end over a grid of departures.
 */
public final class PeakOutlook {
    private static final int HOURS = 24;
    private static final int STEPS = 61;
    private static final double REACH = 3;
    private static final int ALIKE_HOURS = 6;

    private final MarketCalendar calendar;
    private final PeakTerms terms;
    private final TreeMap<LocalDate, double[]> days = new TreeMap<>();
    private @Nullable Instant next;
    private @Nullable RestOfMonth rest;

    public PeakOutlook(MarketCalendar calendar, PeakTerms terms) {
        this.calendar = calendar;
        this.terms = terms;
    }

    /**
     * Takes the load of the next hour.
     *
     * @param hour its start; later than any before
     * @param load mean level of the system over it
     * @throws IllegalArgumentException when it is not after the last one, or the load is not above 0
     */
    public void observe(Instant hour, Power load) {
        Instant expected = next;
        if (expected != null && hour.isBefore(expected)) {
            throw new IllegalArgumentException(
                    "loads come in order of time: " + hour + " is before " + expected);
        }
        if (load.watts() <= 0) {
            throw new IllegalArgumentException("the load of a system is above 0, got " + load);
        }
        ZonedDateTime local = hour.atZone(calendar.zone());
        double[] day =
                days.computeIfAbsent(
                        local.toLocalDate(),
                        _ -> {
                            double[] unknown = new double[HOURS];
                            java.util.Arrays.fill(unknown, Double.NaN);
                            return unknown;
                        });
        double log = Math.log((double) load.watts());
        // The repeated hour of autumn keeps the greater.
        double before = day[local.getHour()];
        day[local.getHour()] = Double.isNaN(before) ? log : Math.max(before, log);
        next = hour.plus(Duration.ofHours(1));
        while (days.size() > PeakTerms.DAYS_MAX + 1) {
            days.pollFirstEntry();
        }
    }

    /**
     * The chance, 0 to 1, that an hour holds the month's peak.
     *
     * @param hour the hour right after the last load taken
     * @return 0 outside the months and hours in which peaks come, and while the last two hours or {@link
     *     PeakTerms#DAYS_LEAST} past days are not known
     */
    public double chance(Instant hour) {
        ZonedDateTime local = hour.atZone(calendar.zone());
        LocalDate date = local.toLocalDate();
        int h = local.getHour();
        double[] today = days.get(date);
        if (!hour.equals(next)
                || today == null
                || !terms.months().contains(date.getMonthValue())
                || h < terms.firstHour()
                || h > terms.lastHour()
                || Double.isNaN(today[h - 1] + today[h - 2])) {
            return 0;
        }
        List<double[]> past = pastDays(date);
        if (past.size() < PeakTerms.DAYS_LEAST) {
            return 0;
        }
        DayCourse course = new DayCourse(terms, past, today, h);
        double greatest = greatest(date);
        double reached = today[h - 1] + course.growth() + (REACH * course.growthError());
        return reached <= greatest
                ? 0
                : passing(course, today[h - 1], greatest, restOf(date)) * course.highest();
    }

    /** The chance to pass the month so far and not be passed on a later day. */
    private static double passing(
            DayCourse course, double last, double greatest, RestOfMonth rest) {
        double sum = 0;
        double weights = 0;
        for (int i = 0; i < STEPS; i++) {
            double z = REACH * ((2.0 * i / (STEPS - 1)) - 1);
            double weight = Math.exp(-0.5 * z * z);
            double load = last + course.growth() + (course.growthError() * z);
            weights += weight;
            if (load > greatest) {
                sum += weight * rest.notPassing(load);
            }
        }
        return sum / weights;
    }

    /** Logarithm of the month's greatest load so far. */
    private double greatest(LocalDate date) {
        double greatest = 0;
        for (double[] day : days.subMap(date.withDayOfMonth(1), true, date, true).values()) {
            greatest = Math.max(greatest, peak(day));
        }
        return greatest;
    }

    private RestOfMonth restOf(LocalDate date) {
        RestOfMonth known = rest;
        if (known == null || !known.date().equals(date)) {
            known = new RestOfMonth(calendar, terms, date, peaksBefore(date, terms.levelDays()));
            rest = known;
        }
        return known;
    }

    private Map<LocalDate, Double> peaksBefore(LocalDate date, int count) {
        Map<LocalDate, Double> peaks = new TreeMap<>();
        days.subMap(date.minusDays(count), true, date, false)
                .forEach((day, loads) -> peaks.put(day, peak(loads)));
        return peaks;
    }

    /** The last whole days before a day, the latest first. */
    private List<double[]> pastDays(LocalDate date) {
        List<double[]> past = new ArrayList<>();
        for (double[] day : days.headMap(date, false).descendingMap().values()) {
            if (past.size() == terms.likeDays()) {
                break;
            }
            if (isWhole(day)) {
                past.add(day);
            }
        }
        return past;
    }

    private static boolean isWhole(double[] day) {
        double sum = 0;
        for (double log : day) {
            sum += log;
        }
        return !Double.isNaN(sum);
    }

    private static double peak(double[] day) {
        double peak = 0;
        for (double log : day) {
            peak = log > peak ? log : peak;
        }
        return peak;
    }

    /**
     * How a day that has begun so is expected to go on, from past days.
     */
    private static final class DayCourse {
        private final double growth;
        private final double growthError;
        private final double highest;

        DayCourse(PeakTerms terms, List<double[]> past, double[] today, int h) {
            double[] weights = weights(terms, past, today, h);
            double[] growths = new double[past.size()];
            double[] before = new double[past.size()];
            double[] rises = new double[past.size()];
            for (int i = 0; i < growths.length; i++) {
                double[] day = past.get(i);
                growths[i] = day[h] - day[h - 1];
                before[i] = day[h - 1] - day[h - 2];
                rises[i] = rise(day, h);
            }
            double surprise = (today[h - 1] - today[h - 2]) - mean(weights, before);
            double usual = mean(weights, growths);
            this.growth = usual + (terms.carryHour().doubleValue() * surprise);
            this.growthError =
                    spread(weights, growths, usual, terms.leastErrorHour().doubleValue());
            double rise = mean(weights, rises);
            double riseError = spread(weights, rises, rise, terms.leastErrorRest().doubleValue());
            double expected = rise + (terms.carryRest().doubleValue() * surprise);
            this.highest = Normal.below(-expected / riseError);
        }

        /** Expected growth of the next hour against the last, as a logarithm. */
        double growth() {
            return growth;
        }

        double growthError() {
            return growthError;
        }

        /** The chance that no later hour of the day is higher. */
        double highest() {
            return highest;
        }

        private static double rise(double[] day, int h) {
            double later = Double.NEGATIVE_INFINITY;
            for (int s = h + 1; s < HOURS; s++) {
                later = Math.max(later, day[s]);
            }
            return h == HOURS - 1 ? -1 : later - day[h];
        }

        /** Days near and alike in the last hours count most. */
        private static double[] weights(
                PeakTerms terms, List<double[]> past, double[] today, int h) {
            double[] weights = new double[past.size()];
            int first = Math.max(0, h - ALIKE_HOURS);
            double sum = 0;
            for (int i = 0; i < weights.length; i++) {
                double squares = 0;
                int count = 0;
                for (int s = first; s < h; s++) {
                    double apart =
                            (past.get(i)[s] - past.get(i)[h - 1]) - (today[s] - today[h - 1]);
                    if (!Double.isNaN(apart)) {
                        squares += apart * apart;
                        count++;
                    }
                }
                double distance = Math.sqrt(squares / count) / terms.likeness().doubleValue();
                weights[i] =
                        (Math.exp(-i / terms.likeFade().doubleValue())
                                        * Math.exp(-0.5 * distance * distance))
                                + 1e-9;
                sum += weights[i];
            }
            for (int i = 0; i < weights.length; i++) {
                weights[i] /= sum;
            }
            return weights;
        }

        private static double mean(double[] weights, double[] values) {
            double mean = 0;
            for (int i = 0; i < weights.length; i++) {
                mean += weights[i] * values[i];
            }
            return mean;
        }

        private static double spread(double[] weights, double[] values, double mean, double least) {
            double squares = least * least;
            for (int i = 0; i < weights.length; i++) {
                squares += weights[i] * (values[i] - mean) * (values[i] - mean);
            }
            return Math.sqrt(squares);
        }
    }
}
