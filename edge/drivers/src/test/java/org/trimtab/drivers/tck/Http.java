package org.trimtab.drivers.tck;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * A request as a recorded web server reads it.
 *
 * @param method such as {@code GET}
 * @param path with its query
 * @param head the header fields, in lower case
 * @param body empty when there is none
 */
public record Http(String method, String path, String head, String body) {
    /** Reads a request; one that is no HTTP has an empty method. */
    public static Http of(byte[] request) {
        String text = new String(request, StandardCharsets.UTF_8);
        int end = text.indexOf("\r\n\r\n");
        String[] first = text.substring(0, Math.max(0, text.indexOf("\r\n"))).split(" ");
        if (end < 0 || first.length != 3) {
            return new Http("", "", "", "");
        }
        return new Http(
                first[0],
                first[1],
                text.substring(0, end).toLowerCase(Locale.ROOT),
                text.substring(end + 4));
    }

    /** True when it shows the header field with this value. */
    public boolean shows(String field, String value) {
        return head.contains(("\r\n" + field + ": " + value).toLowerCase(Locale.ROOT));
    }

    public static byte[] ok(String body) {
        return answer("200 OK", body);
    }

    public static byte[] ok(byte[] body) {
        return ok(new String(body, StandardCharsets.UTF_8));
    }

    /** An answer with this status, such as {@code 404 Not Found}. */
    public static byte[] answer(String status, String body) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        byte[] head =
                ("HTTP/1.1 "
                                + status
                                + "\r\nContent-Type: application/json\r\nContent-Length: "
                                + bytes.length
                                + "\r\n\r\n")
                        .getBytes(StandardCharsets.UTF_8);
        byte[] whole = new byte[head.length + bytes.length];
        System.arraycopy(head, 0, whole, 0, head.length);
        System.arraycopy(bytes, 0, whole, head.length, bytes.length);
        return whole;
    }

    /** A recording as text. */
    public static String recorded(String name) {
        return new String(RecordedDevice.recording(name), StandardCharsets.UTF_8);
    }
}
