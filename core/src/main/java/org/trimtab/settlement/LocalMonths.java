package org.trimtab.settlement;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.trimtab.interval.MarketCalendar;
import org.trimtab.interval.MarketInterval;
import org.trimtab.program.RuleMissing;

/** Local months, days and hours of a market. */
final class LocalMonths {
    /** Most months of one statement. */
    static final int MONTHS_MAX = 60;

    private LocalMonths() {}

    /** Months that a period touches, at most {@link #MONTHS_MAX}. */
    static List<YearMonth> of(MarketInterval period, MarketCalendar calendar) {
        YearMonth month = YearMonth.from(calendar.dateOf(period.from()));
        YearMonth last = YearMonth.from(calendar.dateOf(period.until().minusNanos(1)));
        List<YearMonth> months = new ArrayList<>();
        while (!month.isAfter(last)) {
            if (months.size() == MONTHS_MAX) {
                throw new IllegalArgumentException(
                        "a statement covers at most " + MONTHS_MAX + " months, got " + period);
            }
            months.add(month);
            month = month.plusMonths(1);
        }
        return months;
    }

    /** A month from its first midnight to the next month's. */
    static MarketInterval whole(YearMonth month, MarketCalendar calendar) {
        LocalDate first = month.atDay(1);
        ZoneId zone = calendar.zone();
        return new MarketInterval(
                first.atStartOfDay(zone).toInstant(),
                first.plusMonths(1).atStartOfDay(zone).toInstant());
    }

    /** Local days of a period that a test accepts; a day in part counts by its part, exact for whole days. */
    static BigDecimal days(
            MarketInterval period, MarketCalendar calendar, Predicate<LocalDate> accepted) {
        BigDecimal days = BigDecimal.ZERO;
        LocalDate last = calendar.dateOf(period.until().minusNanos(1));
        for (LocalDate date = calendar.dateOf(period.from());
                !date.isAfter(last);
                date = date.plusDays(1)) {
            MarketInterval day = calendar.day(date);
            MarketInterval part = Stretch.common(day, period);
            if (part != null && accepted.test(date)) {
                days = days.add(Stretch.fraction(part, day.length()));
            }
        }
        return Worksheet.shown(days);
    }

    /**
     * True when a stretch lies within daily hours such as {@code 10:00-22:00}; always for {@code all}.
     *
     * @throws RuleMissing when the hours cannot be read
     */
    static boolean lieIn(String hours, MarketInterval interval, MarketCalendar calendar) {
        if (hours.equals("all")) {
            return true;
        }
        int dash = hours.indexOf('-');
        try {
            LocalTime from = LocalTime.parse(hours.substring(0, Math.max(0, dash)).strip());
            LocalTime until = LocalTime.parse(hours.substring(dash + 1).strip());
            LocalDate day = calendar.dateOf(interval.from());
            MarketInterval window =
                    new MarketInterval(
                            day.atTime(from).atZone(calendar.zone()).toInstant(),
                            day.atTime(until).atZone(calendar.zone()).toInstant());
            return !interval.from().isBefore(window.from())
                    && !interval.until().isAfter(window.until());
        } catch (DateTimeParseException e) {
            throw new RuleMissing("\"" + hours + "\" names no hours; write 10:00-22:00 or all");
        }
    }
}
