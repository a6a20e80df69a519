package org.trimtab.drivers.transport;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A whole HTTP/1.1 answer. */
public final class HttpAnswer {
    private final HttpHead head;
    private final byte[] body;

    private HttpAnswer(HttpHead head, byte[] body) {
        this.head = head;
        this.body = body;
    }

    /** Reads an answer as it came off the wire, or null when it is none. Any bytes are taken. */
    public static @Nullable HttpAnswer parse(byte[] bytes) {
        int from = 0;
        while (true) {
            int end = HttpHead.end(bytes, from, bytes.length);
            HttpHead head = end < 0 ? null : HttpHead.parse(bytes, from, end);
            if (head == null) {
                return null;
            }
            if (head.status() >= 200) {
                byte[] body = body(head, bytes, end);
                return body == null ? null : new HttpAnswer(head, body);
            }
            from = end;
        }
    }

    /** Status code, 200 to 599. */
    public int status() {
        return head.status();
    }

    /** The values of a header field, in order. */
    public List<String> all(String name) {
        return head.fields().getOrDefault(name, List.of());
    }

    /** The body, chunks joined. */
    public byte[] body() {
        return body.clone();
    }

    private static byte @Nullable [] body(HttpHead head, byte[] bytes, int from) {
        if (head.bodyless()) {
            return new byte[0];
        }
        if (head.chunked()) {
            return joined(bytes, from);
        }
        long announced = head.contentLength();
        if (announced < -1 || announced > bytes.length - from) {
            return null;
        }
        int to = announced < 0 ? bytes.length : from + (int) announced;
        return Arrays.copyOfRange(bytes, from, to);
    }

    private static byte @Nullable [] joined(byte[] bytes, int from) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(bytes.length - from);
        int at = from;
        while (true) {
            int lineEnd = HttpFrame.lineEnd(bytes, at, bytes.length);
            int size = lineEnd < 0 ? -1 : HttpFrame.chunkSize(bytes, at, lineEnd);
            if (size < 0 || (long) lineEnd + 1 + size > bytes.length) {
                return null;
            }
            if (size == 0) {
                return out.toByteArray();
            }
            out.write(bytes, lineEnd + 1, size);
            at = lineEnd + 1 + size + 2;
        }
    }
}
