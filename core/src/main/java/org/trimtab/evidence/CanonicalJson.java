package org.trimtab.evidence;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * Writes values in the one spelling of RFC 8785: names sorted by UTF-16 code units, no blanks, the shortest escapes,
 * UTF-8. Reading it back is {@link CanonicalJsonReader}'s work.
 */
public final class CanonicalJson {
    /** Deepest nesting of items and fields. */
    public static final int DEPTH_MAX = 32;

    private CanonicalJson() {}

    /** The bytes of a value. */
    public static byte[] bytes(Json value) {
        return text(value).getBytes(StandardCharsets.UTF_8);
    }

    /** The text of a value. */
    public static String text(Json value) {
        StringBuilder out = new StringBuilder(256);
        write(value, out, 0);
        return out.toString();
    }

    private static void write(Json value, StringBuilder out, int depth) {
        if (depth > DEPTH_MAX) {
            throw new IllegalArgumentException("JSON nests deeper than " + DEPTH_MAX);
        }
        switch (value) {
            case Json.Text text -> writeText(text.value(), out);
            case Json.Whole whole -> out.append(whole.value());
            case Json.Flag flag -> out.append(flag.value());
            case Json.Nothing _ -> out.append("null");
            case Json.Items items -> {
                String before = "[";
                for (Json item : items.values()) {
                    out.append(before);
                    write(item, out, depth + 1);
                    before = ",";
                }
                out.append(items.values().isEmpty() ? "[]" : "]");
            }
            case Json.Fields fields -> {
                String before = "{";
                for (Map.Entry<String, Json> field : fields.values().entrySet()) {
                    out.append(before);
                    writeText(field.getKey(), out);
                    out.append(':');
                    write(field.getValue(), out, depth + 1);
                    before = ",";
                }
                out.append(fields.values().isEmpty() ? "{}" : "}");
            }
        }
    }

    private static void writeText(String text, StringBuilder out) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\b' -> out.append("\\b");
                case '\t' -> out.append("\\t");
                case '\n' -> out.append("\\n");
                case '\f' -> out.append("\\f");
                case '\r' -> out.append("\\r");
                default -> {
                    if (c < 0x20) {
                        out.append("\\u00")
                                .append(Character.forDigit(c >> 4, 16))
                                .append(Character.forDigit(c & 15, 16));
                    } else {
                        out.append(c);
                    }
                }
            }
        }
        out.append('"');
    }
}
