package org.trimtab.openadr.wire;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.trimtab.openadr.wire.Rules.Between;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Single values between JSON and Java. */
final class Parts {
    private static final BigDecimal LEAST = BigDecimal.valueOf(Integer.MIN_VALUE);
    private static final BigDecimal MOST = BigDecimal.valueOf(Integer.MAX_VALUE);

    private Parts() {}

    /** The rule of the property and the exactness of the reader. */
    record How(FieldRule rule, Reading reading) {
        boolean strict() {
            return reading == Reading.STRICT;
        }
    }

    static Object read(Class<?> type, JsonNode node, String where, How how) {
        if (type == String.class) {
            return text(node, where, how);
        }
        if (type == WireTime.class) {
            return time(node, where, how);
        }
        if (type == WireDuration.class) {
            return duration(node, where);
        }
        if (type == Integer.class) {
            return whole(node, where, how.rule().between());
        }
        if (type == BigDecimal.class) {
            return number(node, where);
        }
        if (type == Boolean.class) {
            if (!node.isBoolean()) {
                throw new WireFault(where, "must be true or false");
            }
            return node.booleanValue();
        }
        if (type == Value.class) {
            return value(node, where, how);
        }
        if (type == JsonNode.class) {
            if (!node.isObject()) {
                throw new WireFault(where, "must be an object");
            }
            return node;
        }
        return Shape.of(type).read(node, where, how.reading());
    }

    private static String text(JsonNode node, String where, How how) {
        String text = plain(node, where);
        FieldRule rule = how.rule();
        int length = text.codePointCount(0, text.length());
        if (length > rule.maxSize()) {
            throw new WireFault(where, "has " + length + " characters; at most " + rule.maxSize());
        }
        if (length < rule.minSize() && how.strict()) {
            throw new WireFault(where, "has " + length + " characters; at least " + rule.minSize());
        }
        if (rule.id() && !isId(text)) {
            throw new WireFault(where, "may hold only letters, digits, '_' and '-'");
        }
        if (how.strict() && !rule.words().isEmpty() && !rule.words().contains(text)) {
            throw new WireFault(where, "is '" + text + "'; it must be one of " + rule.words());
        }
        return text;
    }

    private static boolean isId(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
            if (!letter && !(c >= '0' && c <= '9') && c != '_' && c != '-') {
                return false;
            }
        }
        return true;
    }

    private static String plain(JsonNode node, String where) {
        if (!node.isString()) {
            throw new WireFault(where, "must be a text");
        }
        return node.stringValue();
    }

    private static WireTime time(JsonNode node, String where, How how) {
        String text = plain(node, where);
        if (!how.strict()) {
            return WireTime.lenient(text);
        }
        try {
            return WireTime.parse(text);
        } catch (WireFault e) {
            throw within(where, e);
        }
    }

    private static WireDuration duration(JsonNode node, String where) {
        String text = plain(node, where);
        if (text.equals("P0S")) { // the User Guide's own way to write nothing (7.3 randomizeStart)
            return new WireDuration(text, 0, java.time.Duration.ZERO, false);
        }
        try {
            return WireDuration.parse(text);
        } catch (WireFault e) {
            throw within(where, e);
        }
    }

    private static WireFault within(String where, WireFault inner) {
        return new WireFault(
                where, String.valueOf(inner.getMessage()).substring("the body ".length()));
    }

    private static Integer whole(
            JsonNode node, String where, @org.jspecify.annotations.Nullable Between between) {
        BigDecimal number = number(node, where);
        if (number.compareTo(LEAST) < 0
                || number.compareTo(MOST) > 0
                || number.stripTrailingZeros().scale() > 0) {
            throw new WireFault(where, "must be a whole number of 32 bits");
        }
        int whole = number.intValueExact();
        if (between != null && (whole < between.min() || whole > between.max())) {
            throw new WireFault(
                    where,
                    "is "
                            + whole
                            + "; at least "
                            + between.min()
                            + (between.max() == Integer.MAX_VALUE
                                    ? ""
                                    : " and at most " + between.max()));
        }
        return whole;
    }

    private static BigDecimal number(JsonNode node, String where) {
        if (!node.isNumber()) {
            throw new WireFault(where, "must be a number");
        }
        return node.decimalValue();
    }

    private static Value value(JsonNode node, String where, How how) {
        if (node.isNumber()) {
            return new Value.Num(node.decimalValue());
        }
        if (node.isString()) {
            return new Value.Text(node.stringValue());
        }
        if (node.isBoolean()) {
            return new Value.Flag(node.booleanValue());
        }
        JsonNode x = node.get("x");
        JsonNode y = node.get("y");
        if (node.isObject() && x != null && y != null && x.isNumber() && y.isNumber()) {
            Map<String, JsonNode> rest = new LinkedHashMap<>();
            for (Map.Entry<String, JsonNode> property : node.properties()) {
                if (!property.getKey().equals("x") && !property.getKey().equals("y")) {
                    rest.put(property.getKey(), property.getValue());
                }
            }
            Extras extras = rest.isEmpty() ? Extras.NONE : new Extras(rest);
            return new Value.Point(x.decimalValue(), y.decimalValue(), extras);
        }
        if (how.strict()) {
            throw new WireFault(where, "must be a number, a text, true, false or a point {x, y}");
        }
        return new Value.Other(node);
    }

    static JsonNode write(Object part) {
        JsonNodeFactory nodes = JsonNodeFactory.instance;
        return switch (part) {
            case String text -> nodes.stringNode(text);
            case WireTime time -> nodes.stringNode(time.text());
            case WireDuration duration -> nodes.stringNode(duration.text());
            case Integer whole -> nodes.numberNode(whole);
            case BigDecimal number -> numeral(number);
            case Boolean flag -> nodes.booleanNode(flag);
            case JsonNode node -> node;
            case List<?> list -> {
                ArrayNode array = nodes.arrayNode(list.size());
                list.forEach(element -> array.add(write(element)));
                yield array;
            }
            case Value value -> written(value);
            case Record record -> Shape.of(record.getClass()).write(record);
            default -> throw new IllegalStateException("no way to write " + part.getClass());
        };
    }

    private static JsonNode written(Value value) {
        JsonNodeFactory nodes = JsonNodeFactory.instance;
        return switch (value) {
            case Value.Num num -> numeral(num.value());
            case Value.Text text -> nodes.stringNode(text.value());
            case Value.Flag flag -> nodes.booleanNode(flag.value());
            case Value.Other other -> other.value();
            case Value.Point point -> {
                ObjectNode node = nodes.objectNode();
                node.set("x", numeral(point.x()));
                node.set("y", numeral(point.y()));
                point.extras().properties().forEach(node::putIfAbsent);
                yield node;
            }
        };
    }

    /** Whole numbers stay whole, so that what is written reads back the same. */
    private static JsonNode numeral(BigDecimal number) {
        JsonNodeFactory nodes = JsonNodeFactory.instance;
        if (number.scale() != 0) {
            return nodes.numberNode(number);
        }
        BigInteger whole = number.toBigInteger();
        return whole.bitLength() < Integer.SIZE
                ? nodes.numberNode(whole.intValue())
                : nodes.numberNode(whole);
    }
}
