package org.trimtab.operators.sources;

import java.math.BigDecimal;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A number in a JSON document on the web, found by a JSON pointer (RFC 6901).
 */
public final class JsonSource implements LiveSource {
    private static final long MILLIS_FROM = 100_000_000_000L;
    private static final int DIGITS_MAX = 40;

    private final WebFetch web;
    private final URI address;
    private final String pointer;
    private final @Nullable String timePointer;
    private final Map<String, String> headers;

    /**
     * Names a number.
     *
     * @param address https
     * @param pointer to the number, such as {@code /data/0/price}; a number in quotes is read too
     * @param timePointer to when it was so: ISO 8601 with an offset, or seconds or milliseconds since 1970; null when
     *     the document does not say, and then it counts as of now
     * @param headers sent along, such as a key; they are never shown
     */
    public JsonSource(
            WebFetch web,
            URI address,
            String pointer,
            @Nullable String timePointer,
            Map<String, String> headers) {
        this.web = web;
        this.address = WebFetch.checked(address);
        this.pointer = pointer(pointer);
        this.timePointer = timePointer == null ? null : pointer(timePointer);
        this.headers = Map.copyOf(headers);
    }

    /** Refuses what is no JSON pointer. */
    static String pointer(String text) {
        if (!text.startsWith("/")) {
            throw new IllegalArgumentException(
                    "\"" + text + "\" is no JSON pointer, such as \"/data/0/price\"");
        }
        return text;
    }

    @Override
    public String name() {
        return WebFetch.shown(address) + " at " + pointer;
    }

    @Override
    public LiveValue read(Instant now) {
        JsonNode document = web.get(address, headers);
        JsonNode number = document.at(pointer);
        BigDecimal value = number(number);
        if (value == null) {
            throw new SourceFailure(name() + " is no number");
        }
        return new LiveValue(value, timePointer == null ? now : time(document), name());
    }

    private static @Nullable BigDecimal number(JsonNode node) {
        String text = node.isNumber() || node.isString() ? node.asString() : "";
        try {
            return text.isEmpty() || text.length() > DIGITS_MAX ? null : new BigDecimal(text);
        } catch (NumberFormatException e) {
            return null;
        }
    }

    private Instant time(JsonNode document) {
        JsonNode node = document.at(String.valueOf(timePointer));
        try {
            if (node.isIntegralNumber()) {
                long stamp = node.asLong();
                return stamp < MILLIS_FROM
                        ? Instant.ofEpochSecond(stamp)
                        : Instant.ofEpochMilli(stamp);
            }
            return OffsetDateTime.parse(node.asString()).toInstant();
        } catch (DateTimeException e) {
            throw new SourceFailure(name() + ": " + timePointer + " is no time with its offset");
        }
    }
}
