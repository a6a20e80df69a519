package org.trimtab.drivers.transport;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.trimtab.drivers.transport.ReplyFrame.Staying;

/**
 * Status line and header fields of an HTTP/1.0 or 1.1 answer.
 *
 * @param status status code
 * @param minor 0 for HTTP/1.0, 1 for HTTP/1.1
 * @param fields header fields by lower-case name, each with its values in order
 */
record HttpHead(int status, int minor, Map<String, List<String>> fields) {
    /** Longest head read. */
    static final int BYTES_MAX = 16 * 1024;

    private static final int FIELDS_MAX = 100;
    private static final int LENGTH_DIGITS_MAX = 15;

    /** Length of {@code HTTP/1.1 200}. */
    private static final int STATUS_END = 12;

    private static final String VERSION = "HTTP/1.";

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
        // Without patterns: thousands of heads are read in the second that counts.
        String text = new String(bytes, from, end - from, StandardCharsets.ISO_8859_1);
        int lineEnd = lineEnd(text, 0);
        int status = status(text, lineEnd);
        if (status < 0) {
            return null;
        }
        Map<String, List<String>> fields = new LinkedHashMap<>();
        int count = 0;
        for (int at = next(text, lineEnd); at < text.length(); at = next(text, lineEnd)) {
            lineEnd = lineEnd(text, at);
            if (++count > FIELDS_MAX) {
                return null;
            }
            int colon = text.indexOf(':', at);
            if (colon > at && colon < lineEnd) {
                String name = text.substring(at, colon).trim().toLowerCase(Locale.ROOT);
                fields.computeIfAbsent(name, n -> new ArrayList<>(1))
                        .add(text.substring(colon + 1, lineEnd).trim());
            }
        }
        return new HttpHead(status, text.charAt(VERSION.length()) - '0', fields);
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
        long number = 0;
        for (int i = 0; i < length.length(); i++) {
            char c = length.charAt(i);
            if (c < '0' || c > '9') {
                return -2;
            }
            number = number * 10 + c - '0';
        }
        return length.isEmpty() || length.length() > LENGTH_DIGITS_MAX ? -2 : number;
    }

    /** Whether the server keeps the connection open. */
    Staying staying() {
        String connection = first("connection");
        if (connection == null) {
            return minor == 0 ? Staying.NO : Staying.USUAL;
        }
        String said = connection.toLowerCase(Locale.ROOT);
        if (said.contains("close")) {
            return Staying.NO;
        }
        if (said.contains("keep-alive")) {
            return Staying.SAID;
        }
        return minor == 0 ? Staying.NO : Staying.USUAL;
    }

    /** Where the line that begins here ends: at its feed, or the end of the text. */
    private static int lineEnd(String text, int from) {
        int feed = text.indexOf('\n', from);
        return feed < 0 ? text.length() : feed;
    }

    private static int next(String text, int lineEnd) {
        return Math.min(text.length(), lineEnd + 1);
    }

    private static int status(String text, int lineEnd) {
        int end = lineEnd > 0 && text.charAt(lineEnd - 1) == '\r' ? lineEnd - 1 : lineEnd;
        boolean shaped =
                end >= STATUS_END
                        && text.startsWith(VERSION)
                        && (text.charAt(7) == '0' || text.charAt(7) == '1')
                        && text.charAt(8) == ' '
                        && (end == STATUS_END || text.charAt(STATUS_END) == ' ');
        int status = 0;
        for (int i = STATUS_END - 3; shaped && i < STATUS_END; i++) {
            int digit = text.charAt(i) - '0';
            shaped = digit >= 0 && digit <= 9;
            status = status * 10 + digit;
        }
        return shaped && status >= 100 && status <= 599 ? status : -1;
    }
}
