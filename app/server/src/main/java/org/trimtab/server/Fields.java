package org.trimtab.server;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.trimtab.resource.Name;
import org.trimtab.server.Problem.Kind;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** The fields of one JSON object of a body; every error names the field and its allowed form. */
final class Fields {
    /** Names in one list of a body. */
    static final int NAMES_MAX = 10_000;

    private static final int DIGITS_MAX = 40;

    private final JsonNode body;
    private final String where;

    private Fields(JsonNode body, String where) {
        this.body = body;
        this.where = where;
    }

    /**
     * Reads a body that must be one object.
     *
     * @param bytes the body as it came
     * @param known the fields it may have
     * @param example what such a body looks like
     */
    static Fields one(byte[] bytes, List<String> known, String example) {
        JsonNode node = tree(bytes);
        if (node == null || !node.isObject()) {
            throw new Problem(
                    Kind.MALFORMED, "the body must be one JSON object such as " + example);
        }
        return new Fields(node, "").refuseUnknown(known);
    }

    /**
     * Reads a body that is one object or a list of them.
     *
     * @param most how many it may hold
     */
    static List<Fields> oneOrMore(byte[] bytes, List<String> known, String example, int most) {
        JsonNode node = tree(bytes);
        if (node != null && node.isObject()) {
            return List.of(new Fields(node, "").refuseUnknown(known));
        }
        if (node == null || !node.isArray() || node.isEmpty()) {
            throw new Problem(
                    Kind.MALFORMED,
                    "the body must be one JSON object such as " + example + ", or a list of them");
        }
        if (node.size() > most) {
            throw new Problem(
                    Kind.TOO_LARGE,
                    "a list may hold "
                            + most
                            + " of them, this one holds "
                            + node.size()
                            + "; send it in parts");
        }
        List<Fields> all = new ArrayList<>(node.size());
        for (JsonNode item : node) {
            String where = "item " + (all.size() + 1) + ": ";
            if (!item.isObject()) {
                throw new Problem(Kind.MALFORMED, where + "must be an object such as " + example);
            }
            all.add(new Fields(item, where).refuseUnknown(known));
        }
        return all;
    }

    /** The body as it came, as text. */
    static String utf8(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException e) {
            throw new Problem(Kind.MALFORMED, "the body is not UTF-8 text");
        }
    }

    private static @Nullable JsonNode tree(byte[] bytes) {
        try {
            return WireJson.mapper().readTree(utf8(bytes));
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
    }

    private Fields refuseUnknown(List<String> known) {
        for (String field : body.propertyNames()) {
            if (!known.contains(field)) {
                throw new Problem(
                                Kind.UNKNOWN_FIELD,
                                where
                                        + "unknown field \""
                                        + Replies.shown(field)
                                        + "\"; did you mean \""
                                        + Nearest.to(field, known)
                                        + "\"? Known here: "
                                        + String.join(", ", known))
                        .with("field", Replies.shown(field));
            }
        }
        return this;
    }

    /** The node of a field; null when it is absent. */
    @Nullable JsonNode node(String field) {
        return body.get(field);
    }

    /**
     * A field that is text.
     *
     * @param form its form in words, such as {@code  with its unit, such as "1.5 MW"}; may be empty
     */
    <T> @Nullable T text(String field, Function<String, T> parser, String form) {
        JsonNode value = body.get(field);
        if (value == null || value.isNull()) {
            return null;
        }
        if (!value.isString()) {
            throw bad(
                    field,
                    "must be text in quotes" + form + ", not " + Replies.shown(value.toString()));
        }
        try {
            return parser.apply(value.asString());
        } catch (IllegalArgumentException e) {
            throw bad(field, String.valueOf(e.getMessage()));
        }
    }

    @Nullable String name(String field) {
        return text(
                field,
                text -> {
                    Name.check(field, text);
                    return text;
                },
                "");
    }

    /** A name that must be there. */
    String nameNeeded(String field, String what) {
        String name = name(field);
        if (name == null) {
            throw bad(field, "is missing; " + what);
        }
        return name;
    }

    @Nullable Instant instant(String field) {
        return text(field, Fields::instantOf, " such as \"2026-07-01T18:00:00Z\"");
    }

    /** A list of names; empty when it is absent. */
    List<String> names(String field) {
        JsonNode value = body.get(field);
        if (value == null || value.isNull()) {
            return List.of();
        }
        if (!value.isArray() || value.size() > NAMES_MAX) {
            throw bad(field, "must be a list of at most " + NAMES_MAX + " names");
        }
        List<String> names = new ArrayList<>(value.size());
        for (JsonNode item : value) {
            if (!item.isString()) {
                throw bad(
                        field, "must hold names in quotes, not " + Replies.shown(item.toString()));
            }
            names.add(item.asString());
        }
        return names;
    }

    /** A list of objects; empty when it is absent. */
    List<Fields> all(String field, List<String> known, String example, int most) {
        JsonNode value = body.get(field);
        if (value == null || value.isNull()) {
            return List.of();
        }
        if (!value.isArray() || value.size() > most) {
            throw bad(field, "must be a list of at most " + most + " objects");
        }
        List<Fields> all = new ArrayList<>(value.size());
        for (JsonNode item : value) {
            if (!item.isObject()) {
                throw bad(field, "must hold objects, as in " + example);
            }
            String its = where + field + " " + (all.size() + 1) + ": ";
            all.add(new Fields(item, its).refuseUnknown(known));
        }
        return all;
    }

    /** A whole number; null when it is absent. */
    @Nullable Long whole(String field) {
        JsonNode value = body.get(field);
        if (value == null || value.isNull()) {
            return null;
        }
        if (!value.isIntegralNumber() || !value.canConvertToLong()) {
            throw bad(field, "must be a whole number, not " + Replies.shown(value.toString()));
        }
        return value.longValue();
    }

    /** A number; null when it is absent. */
    @Nullable BigDecimal number(String field) {
        JsonNode value = body.get(field);
        if (value == null || value.isNull()) {
            return null;
        }
        if (!value.isNumber() || value.asString().length() > DIGITS_MAX) {
            throw bad(field, "must be a number, not " + Replies.shown(value.toString()));
        }
        return value.decimalValue();
    }

    /** True or false; false when it is absent. */
    boolean flag(String field) {
        JsonNode value = body.get(field);
        if (value == null || value.isNull()) {
            return false;
        }
        if (!value.isBoolean()) {
            throw bad(field, "must be true or false");
        }
        return value.asBoolean();
    }

    private static Instant instantOf(String text) {
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

    Problem bad(String field, String what) {
        return new Problem(Kind.BAD_VALUE, where + "field \"" + field + "\": " + what)
                .with("field", field);
    }

    /** A value that is wrong as a whole. */
    Problem bad(String what) {
        return new Problem(Kind.BAD_VALUE, where + what);
    }
}
