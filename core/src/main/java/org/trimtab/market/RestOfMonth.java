package org.trimtab.market;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.MonthDay;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.trimtab.interval.DayType;
import org.trimtab.interval.MarketCalendar;

/**
 * The chance that no later day of a month reaches a load, from the level of the past weeks and the usual season. A
 * day's departure from the usual is what is left of the day before's and a normal surprise.
 */
final class RestOfMonth {
    private static final int STEPS = 61;
    private static final double LEAST = -0.36;
    private static final double MOST = 0.24;
    private static final double WIDTH = (MOST - LEAST) / (STEPS - 1);

    private final MarketCalendar calendar;
    private final PeakTerms terms;
    private final LocalDate date;
    private final double usual;
    private final double[] notPassed;

    /**
     * Looks at the rest of a month.
     *
     * @param date today
     * @param peaks logarithms of the peaks of the days before, at least one
     */
    RestOfMonth(
            MarketCalendar calendar,
            PeakTerms terms,
            LocalDate date,
            Map<LocalDate, Double> peaks) {
        this.calendar = calendar;
        this.terms = terms;
        this.date = date;
        this.usual = level(peaks) + shape(date);
        this.notPassed = backFromTheEnd(level(peaks));
    }

    LocalDate date() {
        return date;
    }

    /** The chance that no later day reaches a load, given as its logarithm, that is today's peak. */
    double notPassing(double load) {
        double place = (load - usual - LEAST) / WIDTH;
        if (place <= 0) {
            return notPassed[0];
        }
        if (place >= STEPS - 1) {
            return notPassed[STEPS - 1];
        }
        int below = (int) place;
        double part = place - below;
        return (notPassed[below] * (1 - part)) + (notPassed[below + 1] * part);
    }

    /** Mean departure of the past days from the season, the nearer ones counting more. */
    private double level(Map<LocalDate, Double> peaks) {
        double sum = 0;
        double weights = 0;
        for (Map.Entry<LocalDate, Double> peak : peaks.entrySet()) {
            long back = ChronoUnit.DAYS.between(peak.getKey(), date) - 1;
            double weight = Math.exp(-2.0 * back / terms.levelDays());
            sum += weight * (peak.getValue() - shape(peak.getKey()));
            weights += weight;
        }
        return sum / weights;
    }

    /** Logarithm of a day's usual peak against the year's. */
    private double shape(LocalDate day) {
        boolean free = calendar.dayType(day) != DayType.WEEKDAY;
        return Math.log(season(day)) + (free ? terms.weekend().doubleValue() : 0);
    }

    private double season(LocalDate day) {
        MonthDay at = MonthDay.from(day);
        Map.Entry<MonthDay, BigDecimal> before = terms.season().floorEntry(at);
        Map.Entry<MonthDay, BigDecimal> after = terms.season().ceilingEntry(at);
        if (before == null || after == null) {
            return (before == null ? terms.season().firstEntry() : terms.season().lastEntry())
                    .getValue()
                    .doubleValue();
        }
        int year = day.getYear();
        long whole =
                ChronoUnit.DAYS.between(before.getKey().atYear(year), after.getKey().atYear(year));
        double part =
                whole == 0
                        ? 0
                        : (double) ChronoUnit.DAYS.between(before.getKey().atYear(year), day)
                                / whole;
        return (before.getValue().doubleValue() * (1 - part))
                + (after.getValue().doubleValue() * part);
    }

    /** For each departure of today, the chance that no later day reaches today's load. */
    private double[] backFromTheEnd(double level) {
        List<Double> later = new ArrayList<>();
        for (LocalDate day = date.plusDays(1);
                day.getMonthValue() == date.getMonthValue();
                day = day.plusDays(1)) {
            later.add(level + shape(day));
        }
        Collections.reverse(later);
        double[][] moves = moves();
        double[] result = new double[STEPS];
        for (int i = 0; i < STEPS; i++) {
            double load = usual + departure(i);
            double[] chance = new double[STEPS];
            java.util.Arrays.fill(chance, 1);
            for (double day : later) {
                chance = dayBefore(chance, load - day, moves);
            }
            result[i] = chance[i];
        }
        return result;
    }

    /**
     * Chances the day before, when a day's departure must stay below {@code cap}.
     */
    private static double[] dayBefore(double[] chance, double cap, double[][] moves) {
        double[] kept = new double[STEPS];
        for (int j = 0; j < STEPS; j++) {
            kept[j] = chance[j] * Math.clamp(((cap - departure(j)) / WIDTH) + 0.5, 0, 1);
        }
        double[] before = new double[STEPS];
        for (int i = 0; i < STEPS; i++) {
            double sum = 0;
            for (int j = 0; j < STEPS; j++) {
                sum += moves[i][j] * kept[j];
            }
            before[i] = sum;
        }
        return before;
    }

    /** Chance to go from one departure to another from day to day. */
    private double[][] moves() {
        double memory = terms.memory().doubleValue();
        double surprise = terms.departure().doubleValue() * Math.sqrt(1 - (memory * memory));
        double[][] moves = new double[STEPS][STEPS];
        for (int i = 0; i < STEPS; i++) {
            double sum = 0;
            for (int j = 0; j < STEPS; j++) {
                double z = (departure(j) - (memory * departure(i))) / surprise;
                moves[i][j] = Math.exp(-0.5 * z * z);
                sum += moves[i][j];
            }
            for (int j = 0; j < STEPS; j++) {
                moves[i][j] /= sum;
            }
        }
        return moves;
    }

    private static double departure(int step) {
        return LEAST + (WIDTH * step);
    }
}
