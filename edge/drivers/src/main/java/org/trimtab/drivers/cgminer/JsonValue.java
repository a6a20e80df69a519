package org.trimtab.drivers.cgminer;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads values the way firmware writes them: a number as a text, a flag as a text. Unknown is null, never 0. */
public final class JsonValue {
    private static final int NUMBER_LENGTH_MAX = 40;
    private static final int EXPONENT_MAX = 30;

    private JsonValue() {}

    /** A text; null when absent or no text. */
    public static @Nullable String text(@Nullable JsonNode in, String key) {
        JsonNode node = in == null ? null : in.get(key);
        return node != null && node.isString() ? node.stringValue() : null;
    }

    /** A number, also when written as a text; null when it is none. */
    public static @Nullable BigDecimal number(@Nullable JsonNode in, String key) {
        JsonNode node = in == null ? null : in.get(key);
        if (node == null || !(node.isNumber() || node.isString())) {
            return null;
        }
        return number(node.isString() ? node.stringValue() : node.asString());
    }

    /** A number from its text; null when it is none. */
    public static @Nullable BigDecimal number(@Nullable String written) {
        String text = written == null ? "" : written.trim();
        if (text.isEmpty() || text.length() > NUMBER_LENGTH_MAX) {
            return null;
        }
        try {
            BigDecimal number = new BigDecimal(text);
            return Math.abs(number.precision() - number.scale()) > EXPONENT_MAX ? null : number;
        } catch (NumberFormatException e) {
            return null;
        }
    }

    /** A number rounded to a whole one; null when it is none or does not fit. */
    public static @Nullable Long whole(@Nullable JsonNode in, String key) {
        BigDecimal number = number(in, key);
        return number == null ? null : whole(number);
    }

    /** Rounds to a whole number; null when it does not fit. */
    public static @Nullable Long whole(BigDecimal number) {
        try {
            return number.setScale(0, RoundingMode.HALF_EVEN).longValueExact();
        } catch (ArithmeticException e) {
            return null;
        }
    }

    /** A flag, also when written as a text or as 0 and 1; null when it is none. */
    public static @Nullable Boolean flag(@Nullable JsonNode in, String key) {
        JsonNode node = in == null ? null : in.get(key);
        if (node == null) {
            return null;
        }
        if (node.isBoolean()) {
            return node.booleanValue();
        }
        String text = node.isString() || node.isNumber() ? node.asString() : "";
        return switch (text.trim().toLowerCase(Locale.ROOT)) {
            case "true", "1", "y", "yes", "on" -> true;
            case "false", "0", "n", "no", "off" -> false;
            default -> null;
        };
    }
}
