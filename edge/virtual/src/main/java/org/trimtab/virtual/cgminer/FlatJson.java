package org.trimtab.virtual.cgminer;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Requests are nearly always one flat JSON object of plain strings and numbers. Those are read here without building a
 * tree, since a whole fleet's commands come to one thread at once; anything else goes the long way.
 */
public final class FlatJson {
    private static final JsonMapper MAPPER = JsonMapper.shared();

    private final byte[] bytes;
    private final int end;
    private int at;

    private FlatJson(byte[] bytes, int start, int end) {
        this.bytes = bytes;
        this.at = start;
        this.end = end;
    }

    /** Where the first byte that is no blank stands; {@code length} when there is none. */
    public static int start(byte[] heard, int length) {
        int start = 0;
        while (start < length && heard[start] >= 0 && heard[start] <= ' ') {
            start++;
        }
        return start;
    }

    /** Where the object that begins at {@code start} ends, after its last brace; -1 while it is open. */
    public static int end(byte[] heard, int start, int length) {
        int depth = 0;
        boolean quoted = false;
        for (int i = start; i < length; i++) {
            byte b = heard[i];
            if (quoted) {
                if (b == '\\') {
                    i++;
                } else if (b == '"') {
                    quoted = false;
                }
            } else if (b == '"') {
                quoted = true;
            } else if (b == '{') {
                depth++;
            } else if (b == '}' && --depth == 0) {
                return i + 1;
            }
        }
        return -1;
    }

    /** Names and values, all as text; a nested value as its JSON, null left out. Null when it is no JSON object. */
    public static @Nullable Map<String, String> read(byte[] bytes, int start, int end) {
        Map<String, String> flat = new FlatJson(bytes, start, end).flat();
        return flat != null ? flat : tree(bytes, start, end);
    }

    private static @Nullable Map<String, String> tree(byte[] bytes, int start, int end) {
        try {
            JsonNode root = MAPPER.readTree(bytes, start, end - start);
            if (!root.isObject()) {
                return null;
            }
            Map<String, String> fields = new HashMap<>();
            for (Map.Entry<String, JsonNode> entry : root.properties()) {
                JsonNode value = entry.getValue();
                if (!value.isNull()) {
                    fields.put(
                            entry.getKey(),
                            value.isContainer() ? value.toString() : value.asString());
                }
            }
            return fields;
        } catch (JacksonException e) {
            return null;
        }
    }

    /** The short way, or null when something is not plain. */
    private @Nullable Map<String, String> flat() {
        if (!take('{')) {
            return null;
        }
        Map<String, String> fields = HashMap.newHashMap(4);
        while (true) {
            String name = quoted();
            if (name == null || !take(':')) {
                return null;
            }
            skip();
            String value = at < end && bytes[at] == '"' ? quoted() : number();
            if (value == null) {
                return null;
            }
            fields.put(name, value);
            if (take('}')) {
                skip();
                return at == end ? fields : null;
            }
            if (!take(',')) {
                return null;
            }
        }
    }

    private void skip() {
        while (at < end && bytes[at] >= 0 && bytes[at] <= ' ') {
            at++;
        }
    }

    private boolean take(char wanted) {
        skip();
        if (at < end && bytes[at] == wanted) {
            at++;
            return true;
        }
        return false;
    }

    private @Nullable String quoted() {
        if (!take('"')) {
            return null;
        }
        int from = at;
        while (at < end && bytes[at] != '"') {
            if (bytes[at] == '\\' || (bytes[at] >= 0 && bytes[at] < ' ')) {
                return null;
            }
            at++;
        }
        return at < end ? new String(bytes, from, at++ - from, StandardCharsets.UTF_8) : null;
    }

    /** Digits only; anything rarer goes the long way. */
    private @Nullable String number() {
        int from = at;
        while (at < end && bytes[at] >= '0' && bytes[at] <= '9') {
            at++;
        }
        boolean plain = at > from && (at - from == 1 || bytes[from] != '0');
        return plain ? new String(bytes, from, at - from, StandardCharsets.US_ASCII) : null;
    }
}
