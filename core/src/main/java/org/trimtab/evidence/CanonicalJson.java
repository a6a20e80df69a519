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

    private static final int LENGTH_USUAL = 256;

    private CanonicalJson() {}

    /** The bytes of a value. */
    public static byte[] bytes(Json value) {
        return text(value).getBytes(StandardCharsets.UTF_8);
    }

    /** The text of a value. */
    public static String text(Json value) {
        return text(value, LENGTH_USUAL);
    }

    /** The text of a value that is likely to be so many characters long. */
    static String text(Json value, int likely) {
        StringBuilder out = new StringBuilder(likely);
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

    /** Stretches without an escape are written in one go: most texts are one such stretch. */
    private static void writeText(String text, StringBuilder out) {
        out.append('"');
        int written = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= 0x20 && c != '"' && c != '\\') {
                continue;
            }
            out.append(text, written, i);
            written = i + 1;
            writeEscape(c, out);
        }
        out.append(text, written, text.length());
        out.append('"');
    }

    private static void writeEscape(char c, StringBuilder out) {
        switch (c) {
            case '"' -> out.append("\\\"");
            case '\\' -> out.append("\\\\");
            case '\b' -> out.append("\\b");
            case '\t' -> out.append("\\t");
            case '\n' -> out.append("\\n");
            case '\f' -> out.append("\\f");
            case '\r' -> out.append("\\r");
            default ->
                    out.append("\\u00")
                            .append(Character.forDigit(c >> 4, 16))
                            .append(Character.forDigit(c & 15, 16));
        }
    }
}
