package org.trimtab.interval;

import static java.time.DayOfWeek.MONDAY;
import static java.time.DayOfWeek.SATURDAY;
import static java.time.DayOfWeek.SUNDAY;
import static java.time.DayOfWeek.THURSDAY;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.Month;
import java.time.temporal.TemporalAdjusters;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The holidays of one year, by market. */
final class Holidays {
    private Holidays() {}

    /** The six of NERC; one on a Sunday is observed the day after, one on a Saturday on itself. */
    static Set<LocalDate> nerc(int year) {
        return Stream.of(
                        LocalDate.of(year, 1, 1),
                        last(year, Month.MAY, MONDAY),
                        LocalDate.of(year, 7, 4),
                        nth(year, Month.SEPTEMBER, 1, MONDAY),
                        nth(year, Month.NOVEMBER, 4, THURSDAY),
                        LocalDate.of(year, 12, 25))
                .map(Holidays::mondayAfterSunday)
                .collect(Collectors.toSet());
    }

    /** ISO New England's demand response holidays: NERC's and Veterans Day; one on a Saturday the day before. */
    static Set<LocalDate> newEngland(int year) {
        return Stream.of(
                        LocalDate.of(year, 1, 1),
                        last(year, Month.MAY, MONDAY),
                        LocalDate.of(year, 7, 4),
                        nth(year, Month.SEPTEMBER, 1, MONDAY),
                        LocalDate.of(year, 11, 11),
                        nth(year, Month.NOVEMBER, 4, THURSDAY),
                        LocalDate.of(year, 12, 25))
                .map(Holidays::mondayAfterSunday)
                .map(date -> date.getDayOfWeek() == SATURDAY ? date.minusDays(1) : date)
                .collect(Collectors.toSet());
    }

    /** Ontario's; one on a weekend is observed on the next weekday that is not one itself. */
    static Set<LocalDate> ontario(int year) {
        LocalDate christmas = LocalDate.of(year, 12, 25);
        return Stream.of(
                        weekdayFrom(LocalDate.of(year, 1, 1)),
                        nth(year, Month.FEBRUARY, 3, MONDAY),
                        easter(year).minusDays(2),
                        victoria(year),
                        weekdayFrom(LocalDate.of(year, 7, 1)),
                        nth(year, Month.AUGUST, 1, MONDAY),
                        nth(year, Month.SEPTEMBER, 1, MONDAY),
                        nth(year, Month.OCTOBER, 2, MONDAY),
                        weekdayFrom(christmas),
                        boxing(christmas))
                .collect(Collectors.toSet());
    }

    /** Alberta's market: those of NERC for Canada. */
    static Set<LocalDate> alberta(int year) {
        return Stream.of(
                        LocalDate.of(year, 1, 1),
                        victoria(year),
                        LocalDate.of(year, 7, 1),
                        nth(year, Month.SEPTEMBER, 1, MONDAY),
                        nth(year, Month.OCTOBER, 2, MONDAY),
                        LocalDate.of(year, 12, 25))
                .map(Holidays::mondayAfterSunday)
                .collect(Collectors.toSet());
    }

    /** Hydro-Québec's winter days without peak events: the end of the year, Good Friday and Easter Monday. */
    static Set<LocalDate> quebecWinter(int year) {
        return Set.of(
                LocalDate.of(year, 1, 1),
                LocalDate.of(year, 1, 2),
                easter(year).minusDays(2),
                easter(year).plusDays(1),
                LocalDate.of(year, 12, 24),
                LocalDate.of(year, 12, 25),
                LocalDate.of(year, 12, 26),
                LocalDate.of(year, 12, 31));
    }

    private static LocalDate nth(int year, Month month, int ordinal, DayOfWeek day) {
        return LocalDate.of(year, month, 1)
                .with(TemporalAdjusters.dayOfWeekInMonth(ordinal, day));
    }

    private static LocalDate last(int year, Month month, DayOfWeek day) {
        return LocalDate.of(year, month, 1).with(TemporalAdjusters.lastInMonth(day));
    }

    /** The Monday before 25 May. */
    private static LocalDate victoria(int year) {
        return LocalDate.of(year, 5, 25).with(TemporalAdjusters.previous(MONDAY));
    }

    private static LocalDate mondayAfterSunday(LocalDate date) {
        return date.getDayOfWeek() == SUNDAY ? date.plusDays(1) : date;
    }

    private static LocalDate weekdayFrom(LocalDate date) {
        return switch (date.getDayOfWeek()) {
            case SATURDAY -> date.plusDays(2);
            case SUNDAY -> date.plusDays(1);
            case MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY -> date;
        };
    }

    /** The weekday after the one Christmas is observed on. */
    private static LocalDate boxing(LocalDate christmas) {
        return weekdayFrom(weekdayFrom(christmas).plusDays(1));
    }

    /** Easter Sunday of the Gregorian calendar (Anonymous Gregorian computus, Nature 1876). */
    static LocalDate easter(int year) {
        int golden = year % 19;
        int century = year / 100;
        int inCentury = year % 100;
        int correction = (century - ((century + 8) / 25) + 1) / 3;
        int epact = ((19 * golden) + century - (century / 4) - correction + 15) % 30;
        int weekday = (32 + (2 * (century % 4)) + (2 * (inCentury / 4)) - epact - (inCentury % 4)) % 7;
        int late = (golden + (11 * epact) + (22 * weekday)) / 451;
        int days = epact + weekday - (7 * late) + 114;
        return LocalDate.of(year, days / 31, (days % 31) + 1);
    }
}
