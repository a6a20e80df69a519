package org.trimtab.openadr.wire;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * OpenADR 3.1.0 objects between JSON and Java.
 *
 * <p>Numbers are decimals from end to end: digits, trailing zeros and all, are written back as they
 * came (a number with an exponent keeps its value and its precision). Unknown properties are kept.
 * Whatever is wrong comes out as a {@link WireFault} and as nothing else.
 */
public final class Wire {
    /** Bytes of one body; a longer one is refused. */
    public static final int MAX_BYTES = 4 * 1024 * 1024;

    /** Nested objects and lists; deeper is refused. */
    public static final int MAX_DEPTH = 40;

    /** Entries of one list; longer is refused. */
    public static final int MAX_ENTRIES = 20_000;

    /** Characters of a text for which the schema names no limit. */
    public static final int MAX_TEXT = 8192;

    private static final int MAX_STRING = 1024 * 1024;
    private static final int MAX_NAME = 1024;
    private static final int MAX_DIGITS = 200;
    private static final int MAX_SCALE = 400;

    private static final JsonMapper JSON =
            JsonMapper.builder(
                            JsonFactory.builder()
                                    .streamReadConstraints(
                                            StreamReadConstraints.builder()
                                                    .maxNestingDepth(MAX_DEPTH)
                                                    .maxStringLength(MAX_STRING)
                                                    .maxNameLength(MAX_NAME)
                                                    .maxNumberLength(MAX_DIGITS)
                                                    .build())
                                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                                    .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                                    .build())
                    .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
                    .build();

    private static final Map<String, Class<? extends WireObject>> TYPES =
            Map.of(
                    "PROGRAM", Program.class,
                    "EVENT", Event.class,
                    "REPORT", Report.class,
                    "SUBSCRIPTION", Subscription.class,
                    "VEN", Ven.class,
                    "RESOURCE", Resource.class);

    private Wire() {}

    /**
     * A client's body, held to the schema.
     *
     * @throws WireFault naming the property
     */
    public static <T extends Record> T read(byte[] body, Class<T> type) {
        return read(parse(body), type);
    }

    /**
     * A client's body, held to the schema.
     *
     * @throws WireFault naming the property
     */
    public static <T extends Record> T read(JsonNode node, Class<T> type) {
        T value = type.cast(Shape.of(type).read(node, "", Reading.STRICT));
        Checks.whole(value);
        return value;
    }

    /**
     * A server's answer: words the text does not know, missing metadata and unreadable date-times
     * are kept rather than refused.
     *
     * @throws WireFault naming the property without which the object means nothing
     */
    public static <T extends Record> T readAnswer(byte[] body, Class<T> type) {
        return type.cast(Shape.of(type).read(parse(body), "", Reading.LENIENT));
    }

    /**
     * A server's answer, already parsed.
     *
     * @throws WireFault naming the property without which the object means nothing
     */
    public static <T> T readAnswer(JsonNode node, Class<T> type) {
        return type.cast(Shape.of(type).read(node, "", Reading.LENIENT));
    }

    /**
     * JSON within the limits, of any shape.
     *
     * @throws WireFault when it is none, too long, too deep, or holds a name twice
     */
    public static JsonNode parse(byte[] body) {
        if (body.length > MAX_BYTES) {
            throw new WireFault("", "has " + body.length + " bytes; at most " + MAX_BYTES);
        }
        if (isWide(body)) {
            throw new WireFault("", "is not in UTF-8");
        }
        JsonNode node;
        try {
            node = JSON.readTree(body);
        } catch (JacksonException e) {
            throw new WireFault("", "is no JSON: " + plain(e));
        } catch (ArithmeticException | NumberFormatException e) {
            throw new WireFault("", "holds a number beyond 10^" + MAX_SCALE);
        }
        if (node == null || node.isMissingNode()) {
            throw new WireFault("", "is empty");
        }
        limits(node, "");
        return node;
    }

    /** UTF-16 and UTF-32 have a zero among the first bytes of any JSON, or begin with a mark of their own. */
    private static boolean isWide(byte[] body) {
        for (int i = 0; i < Math.min(4, body.length); i++) {
            if (body[i] == 0) {
                return true;
            }
        }
        return body.length > 1
                && ((body[0] == (byte) 0xFE && body[1] == (byte) 0xFF)
                        || (body[0] == (byte) 0xFF && body[1] == (byte) 0xFE));
    }

    /** The bytes of an object or of any tree. */
    public static byte[] write(Record value) {
        return JSON.writeValueAsBytes(tree(value));
    }

    /** The bytes of a tree. */
    public static byte[] write(JsonNode tree) {
        return JSON.writeValueAsBytes(tree);
    }

    /** The letters of an object. */
    public static String text(Record value) {
        return new String(write(value), StandardCharsets.UTF_8);
    }

    /** The tree of an object; changes to it do not reach the object. */
    public static ObjectNode tree(Record value) {
        return Shape.of(value.getClass()).write(value);
    }

    /** The tree of an object of any type. */
    public static ObjectNode treeOf(WireObject value) {
        return tree((Record) value);
    }

    /** PROGRAM, EVENT, REPORT, SUBSCRIPTION, VEN or RESOURCE. */
    public static String typeOf(WireObject object) {
        return switch (object) {
            case Program _ -> "PROGRAM";
            case Event _ -> "EVENT";
            case Report _ -> "REPORT";
            case Subscription _ -> "SUBSCRIPTION";
            case Ven _ -> "VEN";
            case Resource _ -> "RESOURCE";
        };
    }

    /**
     * The record of an object type.
     *
     * @throws WireFault when the text knows no such type
     */
    public static Class<? extends WireObject> typeNamed(String objectType) {
        Class<? extends WireObject> type = TYPES.get(objectType);
        if (type == null) {
            throw new WireFault("objectType", "is '" + objectType + "', which is no object type");
        }
        return type;
    }

    /** The property names a schema requires, for the tests that hold the records to the YAML. */
    static Set<String> required(Class<? extends Record> type) {
        return Shape.of(type).required();
    }

    /** The property names a schema knows. */
    static Set<String> known(Class<? extends Record> type) {
        return Shape.of(type).known();
    }

    /** What is wrong, in the parser's words without what it says of itself. */
    private static String plain(JacksonException fault) {
        if (fault instanceof StreamConstraintsException) {
            return "it is nested deeper than "
                    + MAX_DEPTH
                    + ", or holds a number of more than "
                    + MAX_DIGITS
                    + " digits or a name of more than "
                    + MAX_NAME
                    + " letters";
        }
        String said = String.valueOf(fault.getOriginalMessage());
        int line = said.indexOf('\n');
        String first = line < 0 ? said : said.substring(0, line);
        int own = first.indexOf(" (start marker");
        String shown = own < 0 ? first : first.substring(0, own);
        return shown.length() > 200 ? shown.substring(0, 200) : shown;
    }

    private static void limits(JsonNode node, String where) {
        if (node.isString()) {
            letters(node.stringValue(), where);
        } else if (node.isNumber()) {
            if (Math.abs((long) node.decimalValue().scale()) > MAX_SCALE) {
                throw new WireFault(where, "is a number beyond 10^" + MAX_SCALE);
            }
        } else if (node.isArray()) {
            if (node.size() > MAX_ENTRIES) {
                throw new WireFault(
                        where, "has " + node.size() + " entries; at most " + MAX_ENTRIES);
            }
            for (int i = 0; i < node.size(); i++) {
                limits(node.get(i), where + "[" + i + "]");
            }
        } else if (node.isObject()) {
            for (Map.Entry<String, JsonNode> property : node.properties()) {
                String name = property.getKey();
                letters(name, where);
                limits(property.getValue(), where.isEmpty() ? name : where + "." + name);
            }
        }
    }

    /** No store and no peer keeps U+0000 or half a surrogate pair. */
    private static void letters(String text, String where) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean pair =
                    Character.isHighSurrogate(c)
                            && i + 1 < text.length()
                            && Character.isLowSurrogate(text.charAt(i + 1));
            if (pair) {
                i++;
            } else if (c == 0 || Character.isSurrogate(c)) {
                throw new WireFault(where, "holds a character that is no character");
            }
        }
    }
}
