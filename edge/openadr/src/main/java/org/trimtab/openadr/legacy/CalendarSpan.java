package org.trimtab.openadr.legacy;

import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A duration as OpenADR 2.0 writes it ({@code PT15M}, {@code P1M}, {@code P2W}): a calendar part,
 * whose length depends on where it starts, and a clock part. Calendar days are days of UTC.
 *
 * @param days years, months and days; never negative
 * @param clock hours, minutes and seconds; never negative
 */
public record CalendarSpan(Period days, Duration clock) {

    public static final CalendarSpan ZERO = new CalendarSpan(Period.ZERO, Duration.ZERO);

    /** Twenty years; a longer duration from a VTN is a mistake. */
    public static final int MAX_DAYS = 7_305;

    /** Of each number in a duration. */
    private static final int MAX_DIGITS = 9;

    private static final Pattern WEEKS = Pattern.compile("\\+?P([0-9]{1,9})W");
    private static final Pattern PARTS =
            Pattern.compile(
                    "\\+?P(?:([0-9]{1,9})Y)?(?:([0-9]{1,9})M)?(?:([0-9]{1,9})D)?"
                            + "(?:T(?:([0-9]{1,9})H)?(?:([0-9]{1,9})M)?"
                            + "(?:([0-9]{1,9})(?:\\.([0-9]{1,9}))?S)?)?");

    public static CalendarSpan of(Duration clock) {
        return new CalendarSpan(Period.ZERO, clock);
    }

    /**
     * The duration of that text.
     *
     * @throws RefusedPayload when it is no duration, is negative or is longer than {@link
     *     #MAX_DAYS} days
     */
    public static CalendarSpan parse(String text) {
        CalendarSpan span = read(text);
        if (span == null) {
            throw RefusedPayload.invalid(
                    ("The duration '%s' is not usable: write it like PT15M, P1DT2H or P1M, not"
                                    + " negative and at most %d days long.")
                            .formatted(Tag.shortened(text), MAX_DAYS));
        }
        return span;
    }

    private static @Nullable CalendarSpan read(String text) {
        Matcher weeks = WEEKS.matcher(text);
        CalendarSpan span;
        if (weeks.matches()) {
            long days = 7L * Long.parseLong(weeks.group(1));
            if (days > MAX_DAYS) {
                return null;
            }
            span = new CalendarSpan(Period.ofDays((int) days), Duration.ZERO);
        } else {
            Matcher parts = PARTS.matcher(text);
            if (!parts.matches() || text.endsWith("P") || text.endsWith("T")) {
                return null;
            }
            Period days =
                    Period.of(
                            (int) number(parts.group(1)),
                            (int) number(parts.group(2)),
                            (int) number(parts.group(3)));
            Duration clock =
                    Duration.ofHours(number(parts.group(4)))
                            .plusMinutes(number(parts.group(5)))
                            .plusSeconds(number(parts.group(6)))
                            .plusNanos(nanos(parts.group(7)));
            span = new CalendarSpan(days, clock);
        }
        return span.longestDays() > MAX_DAYS ? null : span;
    }

    private long longestDays() {
        return 366L * days.getYears() + 31L * days.getMonths() + days.getDays() + clock.toDays();
    }

    private static long number(@Nullable String digits) {
        return digits == null ? 0 : Long.parseLong(digits);
    }

    private static long nanos(@Nullable String fraction) {
        return fraction == null
                ? 0
                : Long.parseLong(fraction + "0".repeat(MAX_DIGITS - fraction.length()));
    }

    public boolean isZero() {
        return days.isZero() && clock.isZero();
    }

    /** The end of this span when it starts at that instant. */
    public Instant from(Instant start) {
        return start.atOffset(ZoneOffset.UTC).plus(days).plus(clock).toInstant();
    }

    /** Its length when it starts at that instant. */
    public Duration lengthFrom(Instant start) {
        return Duration.between(start, from(start));
    }

    @Override
    public String toString() {
        if (days.isZero()) {
            return clock.toString();
        }
        return clock.isZero() ? days.toString() : days + clock.toString().substring(1);
    }
}
