package org.trimtab.evidence;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/** Reads the one spelling that {@link CanonicalJson} writes and refuses every other. */
public final class CanonicalJsonReader {
    /** Longest text of one value. */
    public static final int BYTES_MAX = 48 * 1024 * 1024;

    private static final int DIGITS_MAX = 16;

    private final String text;
    private int next;

    private CanonicalJsonReader(String text) {
        this.text = text;
    }

    /**
     * Reads a value.
     *
     * @throws BadEvidence when the bytes are not the canonical spelling of any value
     */
    public static Json read(byte[] bytes) {
        if (bytes.length > BYTES_MAX) {
            throw new BadEvidence("JSON of " + bytes.length + " bytes is longer than " + BYTES_MAX);
        }
        String text;
        try {
            text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException e) {
            throw new BadEvidence("not UTF-8");
        }
        CanonicalJsonReader reader = new CanonicalJsonReader(text);
        Json value = reader.value(0);
        if (reader.next != text.length()) {
            throw reader.bad("something follows the value");
        }
        if (!CanonicalJson.text(value, text.length()).equals(text)) {
            throw new BadEvidence("JSON is not in its canonical spelling");
        }
        return value;
    }

    /** Reads an object. */
    public static Json.Fields readFields(byte[] bytes) {
        if (read(bytes) instanceof Json.Fields fields) {
            return fields;
        }
        throw new BadEvidence("JSON is not an object");
    }

    private Json value(int depth) {
        if (depth > CanonicalJson.DEPTH_MAX) {
            throw bad("nested deeper than " + CanonicalJson.DEPTH_MAX);
        }
        return switch (peek()) {
            case '"' -> new Json.Text(string());
            case '{' -> fields(depth);
            case '[' -> items(depth);
            case 't' -> word("true", new Json.Flag(true));
            case 'f' -> word("false", new Json.Flag(false));
            case 'n' -> word("null", Json.NOTHING);
            default -> whole();
        };
    }

    private Json fields(int depth) {
        NavigableMap<String, Json> values = new TreeMap<>();
        expect('{');
        if (peek() == '}') {
            next++;
            return new Json.Fields(values);
        }
        while (true) {
            String name = string();
            expect(':');
            if (values.put(name, value(depth + 1)) != null) {
                throw bad("a name is given twice");
            }
            if (peek() == '}') {
                next++;
                return new Json.Fields(values);
            }
            expect(',');
        }
    }

    private Json items(int depth) {
        List<Json> values = new ArrayList<>();
        expect('[');
        if (peek() == ']') {
            next++;
            return new Json.Items(values);
        }
        while (true) {
            values.add(value(depth + 1));
            if (peek() == ']') {
                next++;
                return new Json.Items(values);
            }
            expect(',');
        }
    }

    private Json word(String word, Json value) {
        if (!text.startsWith(word, next)) {
            throw bad("not a JSON value");
        }
        next += word.length();
        return value;
    }

    private Json whole() {
        int from = next;
        if (peek() == '-') {
            next++;
        }
        while (next < text.length() && text.charAt(next) >= '0' && text.charAt(next) <= '9') {
            next++;
        }
        String digits = text.substring(from, next);
        if (digits.isEmpty() || digits.equals("-") || digits.length() > DIGITS_MAX + 1) {
            throw bad("not a whole number within ±" + Json.WHOLE_MAX);
        }
        try {
            return new Json.Whole(Long.parseLong(digits));
        } catch (IllegalArgumentException e) {
            throw bad("not a whole number within ±" + Json.WHOLE_MAX);
        }
    }

    private String string() {
        expect('"');
        int from = next;
        StringBuilder escaped = null;
        while (true) {
            char c = peek();
            next++;
            if (c == '"') {
                String last = text.substring(from, next - 1);
                return escaped == null ? last : escaped.append(last).toString();
            }
            if (c < 0x20) {
                throw bad("a control character in a text");
            }
            if (c == '\\') {
                escaped = escaped == null ? new StringBuilder() : escaped;
                escaped.append(text, from, next - 1).append(escape());
                from = next;
            }
        }
    }

    private char escape() {
        char c = peek();
        next++;
        return switch (c) {
            case '"', '\\' -> c;
            case 'b' -> '\b';
            case 't' -> '\t';
            case 'n' -> '\n';
            case 'f' -> '\f';
            case 'r' -> '\r';
            case 'u' -> unicode();
            default -> throw bad("an escape that is never written");
        };
    }

    private char unicode() {
        int value = 0;
        for (int i = 0; i < 4; i++) {
            int digit = Character.digit(peek(), 16);
            if (digit < 0) {
                throw bad("an escape that is never written");
            }
            value = value * 16 + digit;
            next++;
        }
        if (value >= 0x20) {
            throw bad("an escape that is never written");
        }
        return (char) value;
    }

    private void expect(char wanted) {
        if (peek() != wanted) {
            throw bad("'" + wanted + "' expected");
        }
        next++;
    }

    private char peek() {
        if (next >= text.length()) {
            throw bad("the text ends too early");
        }
        return text.charAt(next);
    }

    private BadEvidence bad(String what) {
        return new BadEvidence("at character " + (next + 1) + ": " + what);
    }
}
