package org.trimtab.meters.intake;

import java.time.DateTimeException;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A point in time as a file writes it.
 *
 * @param localSeconds seconds from 1970-01-01T00:00 on the clock it was read from
 * @param offsetSeconds how far that clock was ahead of UTC; {@link #NO_OFFSET} when the stamp does not say
 */
record Stamp(long localSeconds, int offsetSeconds) {
    static final int NO_OFFSET = Integer.MIN_VALUE;
    private static final int SECONDS_PER_DAY = 86_400;
    private static final int YEAR_MIN = 1990;
    private static final int YEAR_MAX = 2100;

    /**
     * Reads {@code 2026-07-01T18:00:00Z}, with a blank in place of the T, without seconds, with an offset such as
     * {@code -05:00}, or with none; {@code 24:00} is the end of the day. Null when it is none of these.
     */
    static @Nullable Stamp parse(String text) {
        if (text.length() < 16
                || text.length() > 35
                || text.charAt(4) != '-'
                || text.charAt(7) != '-'
                || (text.charAt(10) != 'T' && text.charAt(10) != ' ')
                || text.charAt(13) != ':') {
            return null;
        }
        int year = number(text, 0, 4);
        int month = number(text, 5, 7);
        int day = number(text, 8, 10);
        int hour = number(text, 11, 13);
        int minute = number(text, 14, 16);
        int end = 16;
        int second = 0;
        if (end < text.length() && text.charAt(end) == ':') {
            second = number(text, 17, 19);
            end = endOfSeconds(text);
        }
        boolean isClock = (hour >= 0 && hour < 24) || (hour == 24 && minute == 0 && second == 0);
        boolean inHour = minute >= 0 && minute < 60 && second >= 0 && second < 60;
        if (end < 0 || !isClock || !inHour || year < YEAR_MIN || year > YEAR_MAX) {
            return null;
        }
        Integer offset = offset(text.substring(end).strip());
        if (offset == null) {
            return null;
        }
        try {
            long days = LocalDate.of(year, month, day).toEpochDay();
            return new Stamp(
                    days * SECONDS_PER_DAY + hour * 3_600L + minute * 60L + second, offset);
        } catch (DateTimeException e) {
            return null;
        }
    }

    /** Behind the seconds and any zeros after a point; -1 when they are no whole seconds. */
    private static int endOfSeconds(String text) {
        int end = 19;
        if (end < text.length() && text.charAt(end) == '.') {
            for (end++; end < text.length() && Character.isDigit(text.charAt(end)); end++) {
                if (text.charAt(end) != '0') {
                    return -1;
                }
            }
        }
        return end;
    }

    private static @Nullable Integer offset(String text) {
        if (text.isEmpty()) {
            return NO_OFFSET;
        }
        if (text.equals("Z") || text.equals("UTC")) {
            return 0;
        }
        boolean colon = text.length() == 6 && text.charAt(3) == ':';
        if (!colon && text.length() != 5 && text.length() != 3) {
            return null;
        }
        int sign = text.charAt(0) == '+' ? 1 : text.charAt(0) == '-' ? -1 : 0;
        int hours = number(text, 1, 3);
        int minutes = text.length() == 3 ? 0 : number(text, colon ? 4 : 3, text.length());
        if (sign == 0 || hours < 0 || hours > 18 || minutes < 0 || minutes > 59) {
            return null;
        }
        return sign * (hours * 3_600 + minutes * 60);
    }

    private static int number(String text, int from, int until) {
        if (until > text.length()) {
            return -1;
        }
        int value = 0;
        for (int i = from; i < until; i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            value = 10 * value + digit;
        }
        return value;
    }
}
