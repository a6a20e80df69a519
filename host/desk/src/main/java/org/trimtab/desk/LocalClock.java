package org.trimtab.desk;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.trimtab.interval.MarketInterval;

/** Instants in a market's local time, always with the offset they stand in where it could be doubted. */
final class LocalClock {
    private static final DateTimeFormatter MOMENT =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT);
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);
    private static final DateTimeFormatter TIME_TO_THE_SECOND =
            DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("d MMMM uuuu", Locale.ENGLISH);
    private static final DateTimeFormatter OFFSET = DateTimeFormatter.ofPattern("xxx", Locale.ROOT);
    private static final DateTimeFormatter ABBREVIATION =
            DateTimeFormatter.ofPattern("zzz", Locale.ENGLISH);

    private final ZoneId zone;

    LocalClock(String zone) {
        this.zone = zoneOf(zone);
    }

    private static ZoneId zoneOf(String zone) {
        try {
            return ZoneId.of(zone);
        } catch (DateTimeException e) {
            return ZoneOffset.UTC;
        }
    }

    ZoneId zone() {
        return zone;
    }

    /** {@code 2026-10-14 17:05 CDT}. */
    String moment(Instant at) {
        return MOMENT.format(at.atZone(zone)) + " " + ABBREVIATION.format(at.atZone(zone));
    }

    /** {@code 17:05}, to the second when it is no whole minute. */
    String time(Instant at) {
        return (at.getEpochSecond() % 60 == 0 ? TIME : TIME_TO_THE_SECOND).format(at.atZone(zone));
    }

    /** {@code 17:05 CDT}. */
    String timeOfZone(Instant at) {
        return time(at) + " " + ABBREVIATION.format(at.atZone(zone));
    }

    /** {@code 14 October 2026}. */
    String day(Instant at) {
        return DAY.format(at.atZone(zone));
    }

    /** {@code 14 October 2026}, or from day to day when it is more than one. */
    String days(MarketInterval interval) {
        String first = day(interval.from());
        String last = day(interval.until().minusNanos(1));
        return first.equals(last) ? first : first + " to " + last;
    }

    /** {@code 14 October 2026, 17:00 to 19:30 CDT}. */
    String span(MarketInterval interval) {
        Instant from = interval.from();
        Instant until = interval.until();
        if (isSteady(interval) && day(from).equals(day(until))) {
            return day(from) + ", " + time(from) + " to " + timeOfZone(until);
        }
        return moment(from) + " to " + moment(until);
    }

    /** True when the clock is not changed in between. */
    boolean isSteady(MarketInterval interval) {
        return OFFSET.format(interval.from().atZone(zone))
                .equals(OFFSET.format(interval.until().atZone(zone)));
    }
}
