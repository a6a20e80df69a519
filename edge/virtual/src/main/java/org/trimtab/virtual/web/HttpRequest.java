package org.trimtab.virtual.web;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

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
public record HttpRequest(
        String method,
        String target,
        Map<String, String> headers,
        byte[] body,
        int used,
        boolean keepAlive) {
    /** Length of the empty line that ends a head, with the end of the line before. */
    private static final int HEAD_END = 4;

    private static final int BODY_BYTES_MAX = 32 * 1024;

    /** Thrown when what was heard is no HTTP request. */
    public static final class Malformed extends Exception {
        Malformed(String message) {
            super(message);
        }
    }

    /** Reads a request, or gives null while it is not complete. */
    public static @Nullable HttpRequest read(byte[] heard, int length) throws Malformed {
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
        int bodyAt = headEnd + HEAD_END;
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
        for (int i = 0; i + HEAD_END <= length; i++) {
            if (heard[i] == '\r'
                    && heard[i + 1] == '\n'
                    && heard[i + 2] == '\r'
                    && heard[i + 3] == '\n') {
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
        try {
            int length = text.length() > 6 ? BODY_BYTES_MAX + 1 : Integer.parseUnsignedInt(text);
            if (length >= 0 && length <= BODY_BYTES_MAX) {
                return length;
            }
        } catch (NumberFormatException e) {
            throw new Malformed("body of \"" + text + "\" bytes");
        }
        throw new Malformed("body of " + text + " bytes");
    }

    /** The target without its query. */
    public String path() {
        int query = target.indexOf('?');
        return query < 0 ? target : target.substring(0, query);
    }

    /** A header's value; empty when it was not sent. */
    public String header(String lowerCaseName) {
        return headers.getOrDefault(lowerCaseName, "");
    }

    /** The token behind {@code Authorization: Bearer}; empty when there is none. */
    public String bearer() {
        String value = header("authorization");
        return value.regionMatches(true, 0, "Bearer ", 0, 7) ? value.substring(7).strip() : "";
    }

    /** The body as a JSON object; empty when it is none. */
    public Optional<ObjectNode> json() {
        try {
            return JsonMapper.shared().readTree(body) instanceof ObjectNode object
                    ? Optional.of(object)
                    : Optional.empty();
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }
}
