package org.trimtab.virtual.antminer;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One HTTP/1 request.
 *
 * @param method such as GET
 * @param target path and query as sent
 * @param headers by name in lower case
 * @param body without the head
 * @param used how many bytes it took
 * @param keepAlive true when the caller wishes to go on
 */
record HttpRequest(
        String method,
        String target,
        Map<String, String> headers,
        byte[] body,
        int used,
        boolean keepAlive) {
    private static final byte[] HEAD_END = {'\r', '\n', '\r', '\n'};
    private static final int BODY_BYTES_MAX = 32 * 1024;

    /** Thrown when what was heard is no HTTP request. */
    static final class Malformed extends Exception {
        Malformed(String message) {
            super(message);
        }
    }

    /** Reads a request, or gives null while it is not complete. */
    static @Nullable HttpRequest read(byte[] heard, int length) throws Malformed {
        int headEnd = headEnd(heard, length);
        if (headEnd < 0) {
            return null;
        }
        String head = new String(heard, 0, headEnd, StandardCharsets.ISO_8859_1);
        String[] lines = head.split("\r\n");
        String[] first = lines[0].split(" ");
        if (first.length != 3 || !first[2].startsWith("HTTP/1.")) {
            throw new Malformed("not an HTTP/1 request line");
        }
        Map<String, String> headers = headers(lines);
        int bodyLength = bodyLength(headers);
        int bodyAt = headEnd + HEAD_END.length;
        if (length - bodyAt < bodyLength) {
            return null;
        }
        byte[] body = Arrays.copyOfRange(heard, bodyAt, bodyAt + bodyLength);
        String connection = headers.getOrDefault("connection", "").toLowerCase(Locale.ROOT);
        boolean keepAlive =
                first[2].equals("HTTP/1.0")
                        ? connection.contains("keep-alive")
                        : !connection.contains("close");
        return new HttpRequest(first[0], first[1], headers, body, bodyAt + bodyLength, keepAlive);
    }

    private static int headEnd(byte[] heard, int length) {
        for (int i = 0; i + HEAD_END.length <= length; i++) {
            if (Arrays.equals(heard, i, i + HEAD_END.length, HEAD_END, 0, HEAD_END.length)) {
                return i;
            }
        }
        return -1;
    }

    private static Map<String, String> headers(String[] lines) {
        Map<String, String> headers = new HashMap<>();
        for (int i = 1; i < lines.length; i++) {
            int colon = lines[i].indexOf(':');
            if (colon > 0) {
                headers.put(
                        lines[i].substring(0, colon).strip().toLowerCase(Locale.ROOT),
                        lines[i].substring(colon + 1).strip());
            }
        }
        return headers;
    }

    private static int bodyLength(Map<String, String> headers) throws Malformed {
        String text = headers.getOrDefault("content-length", "0");
        if (!text.matches("\\d{1,6}") || Integer.parseInt(text) > BODY_BYTES_MAX) {
            throw new Malformed("body of " + text + " bytes");
        }
        return Integer.parseInt(text);
    }

    /** The target without its query. */
    String path() {
        int query = target.indexOf('?');
        return query < 0 ? target : target.substring(0, query);
    }
}
