package org.trimtab.drivers.transport;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Status line and header fields of an HTTP/1.1 answer.
 *
 * @param status status code
 * @param fields header fields by lower-case name, each with its values in order
 */
record HttpHead(int status, Map<String, List<String>> fields) {
    /** Longest head read. */
    static final int BYTES_MAX = 16 * 1024;

    private static final int FIELDS_MAX = 100;

    /** Where the head that begins at {@code from} ends (after its empty line), or -1 when it has not ended yet. */
    static int end(byte[] bytes, int from, int to) {
        for (int i = from; i < to; i++) {
            if (bytes[i] != '\n') {
                continue;
            }
            if (i + 1 < to && bytes[i + 1] == '\n') {
                return i + 2;
            }
            if (i + 2 < to && bytes[i + 1] == '\r' && bytes[i + 2] == '\n') {
                return i + 3;
            }
        }
        return -1;
    }

    /** Reads the head between the two positions, or null when it is none. */
    static @Nullable HttpHead parse(byte[] bytes, int from, int end) {
        String[] lines =
                new String(bytes, from, end - from, StandardCharsets.ISO_8859_1).split("\r?\n");
        int status = status(lines.length == 0 ? "" : lines[0]);
        if (status < 0 || lines.length > FIELDS_MAX) {
            return null;
        }
        Map<String, List<String>> fields = new LinkedHashMap<>();
        for (int i = 1; i < lines.length; i++) {
            int colon = lines[i].indexOf(':');
            if (colon > 0) {
                String name = lines[i].substring(0, colon).trim().toLowerCase(Locale.ROOT);
                fields.computeIfAbsent(name, n -> new ArrayList<>())
                        .add(lines[i].substring(colon + 1).trim());
            }
        }
        return new HttpHead(status, fields);
    }

    @Nullable String first(String name) {
        List<String> values = fields.get(name);
        return values == null ? null : values.getFirst();
    }

    boolean chunked() {
        String coding = first("transfer-encoding");
        return coding != null && coding.toLowerCase(Locale.ROOT).endsWith("chunked");
    }

    /** An answer that by its status has no body. */
    boolean bodyless() {
        return status == 204 || status == 304;
    }

    /** The announced length of the body; -1 when none is announced, -2 when it makes no sense. */
    long contentLength() {
        String length = first("content-length");
        if (length == null) {
            return -1;
        }
        return length.matches("\\d{1,15}") ? Long.parseLong(length) : -2;
    }

    private static int status(String line) {
        return line.matches("HTTP/1\\.[01] [1-5]\\d\\d( .*)?")
                ? Integer.parseInt(line.substring(9, 12))
                : -1;
    }
}
