package org.trimtab.desk;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;

/** Times as people write them: an instant with its offset, a local day, or a local time that happens exactly once. */
public final class LocalText {
    private static final String FORM =
            "a day such as 2026-10-14, a local time such as 2026-10-14 17:00, or an instant such as"
                    + " 2026-10-14T22:00:00Z";

    private LocalText() {}

    /**
     * Reads a time.
     *
     * @throws IllegalArgumentException when it is none, or a local time that happens twice or never
     */
    public static Instant instant(String text, ZoneId zone) {
        try {
            if (text.matches("\\d{4}-\\d{2}-\\d{2}")) {
                return LocalDate.parse(text).atStartOfDay(zone).toInstant();
            }
            if (text.matches("\\d{4}-\\d{2}-\\d{2}[ T]\\d{2}:\\d{2}(:\\d{2})?")) {
                return local(LocalDateTime.parse(text.replace(' ', 'T')), text, zone);
            }
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("\"" + shown(text) + "\": give " + FORM, e);
        }
    }

    /**
     * Reads a day.
     *
     * @throws IllegalArgumentException when it is none
     */
    public static LocalDate day(String text) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                    "\"" + shown(text) + "\": give a day such as 2026-10-14", e);
        }
    }

    private static Instant local(LocalDateTime time, String text, ZoneId zone) {
        List<ZoneOffset> offsets = zone.getRules().getValidOffsets(time);
        if (offsets.size() == 1) {
            return time.toInstant(offsets.getFirst());
        }
        throw new IllegalArgumentException(
                "\""
                        + text
                        + "\" happens "
                        + (offsets.isEmpty() ? "never" : "twice")
                        + " in "
                        + zone
                        + ", since the clock is changed; write it with its offset, such as "
                        + time
                        + ":00"
                        + zone.getRules().getOffset(time));
    }

    private static String shown(String text) {
        return text.length() > 40 ? text.substring(0, 40) + "…" : text;
    }
}
