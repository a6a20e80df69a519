package org.trimtab.openadr.wire;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An ISO 8601 duration with the letters it came with.
 *
 * <p>{@code P9999Y} means infinity and is compared by value: a peer may write {@code
 * P9999Y0M0DT0H0M0S}. Years and months are added by the UTC calendar.
 *
 * @param text as written
 * @param months whole months, years counted as twelve; never negative
 * @param rest days (of 24 hours) and the time part; never negative
 * @param negative whether a minus stood before the P; a start's random range may carry it
 */
public record WireDuration(String text, int months, Duration rest, boolean negative) {
    /** Infinity. */
    public static final WireDuration FOREVER =
            new WireDuration("P9999Y", 9999 * 12, Duration.ZERO, false);

    /** Nothing. */
    public static final WireDuration ZERO = new WireDuration("PT0S", 0, Duration.ZERO, false);

    private static final int FOREVER_MONTHS = 9999 * 12;
    private static final long FOREVER_DAYS = 9999L * 365L;
    private static final int MAX_LETTERS = 64;
    private static final Pattern ISO =
            Pattern.compile(
                    "(-?)P(?=\\d|T\\d)(?:(\\d{1,9})Y)?(?:(\\d{1,9})M)?(?:(\\d{1,9})([DW]))?"
                            + "(?:T(?:(\\d{1,9})H)?(?:(\\d{1,9})M)?(?:(\\d{1,9}(?:\\.\\d+)?)S)?)?");

    /** The length. */
    public static WireDuration of(Duration length) {
        return new WireDuration(length.abs().toString(), 0, length.abs(), length.isNegative());
    }

    /**
     * Reads a duration by the schema's pattern; at most nine digits a part.
     *
     * @throws WireFault when it is none; the message follows the property's name
     */
    public static WireDuration parse(String text) {
        Matcher iso = ISO.matcher(text);
        if (text.length() > MAX_LETTERS || !iso.matches()) {
            throw new WireFault(
                    "",
                    "'"
                            + (text.length() > MAX_LETTERS ? text.substring(0, MAX_LETTERS) : text)
                            + "' is no ISO 8601 duration; write it like PT1H or P9999Y");
        }
        long months = (whole(iso.group(2)) * 12) + whole(iso.group(3));
        long days = whole(iso.group(4)) * ("W".equals(iso.group(5)) ? 7 : 1);
        Duration rest =
                Duration.ofDays(days)
                        .plusHours(whole(iso.group(6)))
                        .plusMinutes(whole(iso.group(7)))
                        .plus(seconds(iso.group(8)));
        if (months > Integer.MAX_VALUE) {
            throw new WireFault("", "'" + text + "' is longer than any calendar");
        }
        return new WireDuration(text, (int) months, rest, !iso.group(1).isEmpty());
    }

    /** Whether this is infinity, however written. */
    public boolean isForever() {
        return !negative && (months >= FOREVER_MONTHS || rest.toDays() >= FOREVER_DAYS);
    }

    /** Whether this is nothing. */
    public boolean isZero() {
        return months == 0 && rest.isZero();
    }

    /**
     * The moment this long after another; {@link Instant#MAX} when infinite or past the calendar. A
     * negative duration goes back.
     */
    public Instant after(Instant from) {
        if (isForever()) {
            return Instant.MAX;
        }
        try {
            Period calendar = Period.ofMonths(negative ? -months : months);
            Instant moved = from.atOffset(ZoneOffset.UTC).plus(calendar).toInstant();
            return negative ? moved.minus(rest) : moved.plus(rest);
        } catch (DateTimeException | ArithmeticException e) {
            return negative ? Instant.MIN : Instant.MAX;
        }
    }

    private static long whole(@Nullable String digits) {
        return digits == null ? 0 : Long.parseLong(digits);
    }

    private static Duration seconds(@Nullable String digits) {
        if (digits == null) {
            return Duration.ZERO;
        }
        BigDecimal seconds = new BigDecimal(digits);
        BigDecimal nanos = seconds.remainder(BigDecimal.ONE).movePointRight(9);
        return Duration.ofSeconds(seconds.longValue(), nanos.longValue());
    }
}
