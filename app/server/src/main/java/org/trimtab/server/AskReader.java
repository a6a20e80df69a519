package org.trimtab.server;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.trimtab.live.SiteDesk.Ask;
import org.trimtab.quantity.Power;
import org.trimtab.quantity.QuantityFormat;
import org.trimtab.quantity.Reduction;
import org.trimtab.resource.Name;
import org.trimtab.server.Problem.Kind;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** Reads the body of {@code POST /api/v1/instructions}. */
final class AskReader {
    private static final List<String> FIELDS =
            List.of("id", "source", "limit", "reduce_by", "for", "from");
    private static final String SOURCE_DEFAULT = "operator";

    private final JsonNode body;

    private AskReader(JsonNode body) {
        this.body = body;
    }

    /**
     * Reads an ask.
     *
     * @param bytes the body as it came
     * @param receivedAt when its last byte came
     * @throws Problem naming the field and its allowed form
     */
    static Ask read(byte[] bytes, Instant receivedAt) {
        String text = utf8(bytes);
        return new AskReader(object(text)).ask(text, receivedAt);
    }

    private Ask ask(String asReceived, Instant receivedAt) {
        refuseUnknownFields();
        Power limit = quantity("limit", QuantityFormat::parsePower);
        Power reduceBy = quantity("reduce_by", QuantityFormat::parsePower);
        if ((limit == null) == (reduceBy == null)) {
            throw new Problem(
                    Kind.BAD_VALUE,
                    "give exactly one of limit (the level to stay at or below, such as \"1.5 MW\")"
                            + " and reduce_by (how far below the baseline, such as \"2 MW\")");
        }
        if (limit != null && limit.watts() < 0) {
            throw bad("limit", "cannot be negative; the lowest level is \"0 W\"");
        }
        if (reduceBy != null && reduceBy.watts() <= 0) {
            throw bad("reduce_by", "must be more than nothing, such as \"2 MW\"");
        }
        Duration length = quantity("for", QuantityFormat::parseDuration);
        if (length == null) {
            throw bad("for", "is missing; say how long, such as \"10m\"");
        }
        if (length.isZero()) {
            throw bad("for", "must be longer than nothing, such as \"10m\"");
        }
        String source = name("source");
        return new Ask(
                name("id"),
                source == null ? SOURCE_DEFAULT : source,
                limit,
                reduceBy == null ? null : Reduction.ofWatts(reduceBy.watts()),
                quantity("from", AskReader::instant),
                length,
                asReceived,
                receivedAt);
    }

    private static String utf8(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException e) {
            throw new Problem(Kind.MALFORMED, "the body is not UTF-8 text");
        }
    }

    private static JsonNode object(String text) {
        try {
            JsonNode node = WireJson.mapper().readTree(text);
            if (node != null && node.isObject()) {
                return node;
            }
        } catch (JacksonException e) {
            throw new Problem(
                    Kind.MALFORMED,
                    "the body is not JSON: "
                            + e.getOriginalMessage()
                            + " (line "
                            + e.getLocation().getLineNr()
                            + ", column "
                            + e.getLocation().getColumnNr()
                            + ")");
        }
        throw new Problem(
                Kind.MALFORMED,
                "the body must be one JSON object such as {\"limit\": \"1.5 MW\", \"for\":"
                        + " \"10m\"}");
    }

    private void refuseUnknownFields() {
        for (String field : body.propertyNames()) {
            if (!FIELDS.contains(field)) {
                throw new Problem(
                                Kind.UNKNOWN_FIELD,
                                "unknown field \""
                                        + Replies.shown(field)
                                        + "\"; did you mean \""
                                        + Nearest.to(field, FIELDS)
                                        + "\"? Known here: "
                                        + String.join(", ", FIELDS))
                        .with("field", Replies.shown(field));
            }
        }
    }

    private @Nullable String name(String field) {
        return quantity(
                field,
                text -> {
                    Name.check(field, text);
                    return text;
                });
    }

    private <T> @Nullable T quantity(String field, Function<String, T> parser) {
        JsonNode value = body.get(field);
        if (value == null || value.isNull()) {
            return null;
        }
        if (!value.isString()) {
            throw bad(
                    field,
                    "must be text in quotes"
                            + example(field)
                            + ", not "
                            + Replies.shown(value.toString()));
        }
        try {
            return parser.apply(value.asString());
        } catch (IllegalArgumentException e) {
            throw bad(field, String.valueOf(e.getMessage()));
        }
    }

    private static String example(String field) {
        return switch (field) {
            case "limit", "reduce_by" -> " with its unit, such as \"1.5 MW\"";
            case "for" -> " with its unit, such as \"10m\"";
            case "from" -> " such as \"2026-07-01T18:00:00Z\"";
            default -> "";
        };
    }

    private static Instant instant(String text) {
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                    "\""
                            + Replies.shown(text)
                            + "\" is not a time with its offset, such as"
                            + " \"2026-07-01T18:00:00Z\"",
                    e);
        }
    }

    private static Problem bad(String field, String what) {
        return new Problem(Kind.BAD_VALUE, "field \"" + field + "\": " + what).with("field", field);
    }
}
