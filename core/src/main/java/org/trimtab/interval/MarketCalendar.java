package org.trimtab.interval;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Set;

/**
 * A market's local days: its time zone and its holidays. A day has 23, 24 or 25 hours; intervals stay in UTC.
 *
 * @param market short name such as {@code ERCOT}
 * @param zone prevailing time of the market
 * @param holidays local dates that count as Sundays
 */
public record MarketCalendar(String market, ZoneId zone, Set<LocalDate> holidays) {
    public MarketCalendar {
        holidays = Set.copyOf(holidays);
    }

    /** The local date an instant falls on. */
    public LocalDate dateOf(Instant instant) {
        return instant.atZone(zone).toLocalDate();
    }

    /** A local day from midnight to midnight; 23 or 25 hours long when the clock changes. */
    public MarketInterval day(LocalDate date) {
        return new MarketInterval(
                date.atStartOfDay(zone).toInstant(),
                date.plusDays(1).atStartOfDay(zone).toInstant());
    }

    public DayType dayType(LocalDate date) {
        if (holidays.contains(date) || date.getDayOfWeek() == DayOfWeek.SUNDAY) {
            return DayType.SUNDAY_OR_HOLIDAY;
        }
        return date.getDayOfWeek() == DayOfWeek.SATURDAY ? DayType.SATURDAY : DayType.WEEKDAY;
    }
}
