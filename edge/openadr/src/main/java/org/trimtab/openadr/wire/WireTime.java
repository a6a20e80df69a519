package org.trimtab.openadr.wire;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A date-time with the letters it came with.
 *
 * <p>{@code 0001-01-01} and {@code 0001-01-01T00:00:00} mean "now" (User Guide 7.3); 3.0.1 wrote
 * {@code 0000-00-00}. Equality is by letters; compare {@link #at()} for the moment.
 *
 * @param text as written
 * @param instant the moment; null for "now" and for a text that is no date-time, which only a
 *     server's answer can carry
 * @param now whether this is the sentinel
 */
public record WireTime(String text, @Nullable Instant instant, boolean now) {
    /** "Follow immediately" and "do it now". */
    public static final WireTime NOW = new WireTime("0001-01-01T00:00:00", null, true);

    private static final int MAX_LETTERS = 64;
    private static final Pattern SENTINEL =
            Pattern.compile("(0001-01-01|0000-00-00)([Tt ]00:00(:00(\\.0+)?)?(Z|z|[+-]00:00)?)?");
    private static final Pattern FULL =
            Pattern.compile(
                    "\\d{4}-\\d{2}-\\d{2}[Tt ]\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,9})?\\d*"
                            + "(Z|z|[+-]\\d{2}:\\d{2})?");

    /** The moment in UTC. */
    public static WireTime of(Instant at) {
        return new WireTime(at.toString(), at, false);
    }

    /** The moment; empty for "now" and for what could not be read. */
    public Optional<Instant> at() {
        return Optional.ofNullable(instant);
    }

    /**
     * Reads an RFC 3339 date-time or the sentinel.
     *
     * @throws WireFault when it is neither; the message follows the property's name
     */
    public static WireTime parse(String text) {
        WireTime read = read(text, false);
        if (read.instant == null && !read.now) {
            throw new WireFault(
                    "",
                    "'"
                            + shown(text)
                            + "' is no date-time; write it like 2026-07-01T17:00:00Z (RFC 3339)");
        }
        return read;
    }

    /** Reads what a server gave: a text without an offset is taken as UTC, any other is kept. */
    static WireTime lenient(String text) {
        return read(text, true);
    }

    private static WireTime read(String text, boolean lenient) {
        if (text.length() > MAX_LETTERS) {
            return new WireTime(shown(text), null, false);
        }
        if (SENTINEL.matcher(text).matches()) {
            return new WireTime(text, null, true);
        }
        if (!FULL.matcher(text).matches()) {
            return new WireTime(text, null, false);
        }
        String upper = text.toUpperCase(Locale.ROOT).replace(' ', 'T');
        boolean zoned = upper.endsWith("Z") || upper.matches(".*[+-]\\d{2}:\\d{2}");
        if (!zoned && !lenient) {
            return new WireTime(text, null, false);
        }
        // RFC 3339 allows the leap second :60; the clocks here have none, so it is the next second
        boolean leap = upper.startsWith(":60", 16);
        String plain = leap ? upper.substring(0, 16) + ":59" + upper.substring(19) : upper;
        try {
            Instant at =
                    zoned
                            ? OffsetDateTime.parse(plain).toInstant()
                            : LocalDateTime.parse(plain).toInstant(ZoneOffset.UTC);
            return new WireTime(text, leap ? at.plus(1, ChronoUnit.SECONDS) : at, false);
        } catch (DateTimeException e) {
            return new WireTime(text, null, false);
        }
    }

    private static String shown(String text) {
        return text.length() <= MAX_LETTERS ? text : text.substring(0, MAX_LETTERS);
    }
}
