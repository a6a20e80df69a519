package org.trimtab.drivers.transport;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request to a device's web server, which may keep the connection open for another one.
 *
 * @param method such as {@code GET}
 * @param path such as {@code /index.html}
 * @param host the {@code Host} field
 * @param body JSON to send along; null for none
 * @param fields further header fields by name; a value with a line break or another control character is sent without
 *     it, since it would end the field
 */
public record HttpRequest(
        String method,
        String path,
        String host,
        byte @Nullable [] body,
        Map<String, String> fields) {
    public HttpRequest {
        fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
    }

    /** A request without further header fields. */
    public HttpRequest(String method, String path, String host, byte @Nullable [] body) {
        this(method, path, host, body, Map.of());
    }

    /**
     * The request's bytes.
     *
     * @param authorization the {@code Authorization} field; null for none
     */
    public byte[] bytes(@Nullable String authorization) {
        StringBuilder head =
                new StringBuilder(256)
                        .append(method)
                        .append(' ')
                        .append(path)
                        .append(" HTTP/1.1\r\nHost: ")
                        .append(host)
                        .append("\r\nConnection: keep-alive\r\nAccept: */*\r\n");
        if (authorization != null) {
            head.append("Authorization: ").append(authorization).append("\r\n");
        }
        fields.forEach((name, value) ->
                head.append(name)
                        .append(": ")
                        .append(value.replaceAll("\\p{Cntrl}", ""))
                        .append("\r\n"));
        if (body != null) {
            head.append("Content-Type: application/json\r\nContent-Length: ")
                    .append(body.length)
                    .append("\r\n");
        }
        head.append("\r\n");
        byte[] start = head.toString().getBytes(StandardCharsets.ISO_8859_1);
        if (body == null) {
            return start;
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream(start.length + body.length);
        out.writeBytes(start);
        out.writeBytes(body);
        return out.toByteArray();
    }
}
