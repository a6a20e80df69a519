package org.trimtab.openadr.vtn.push;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * Reads an HTTP/1.1 answer: a head, then a body by length, in chunks or to the end. A head that is longer than its
 * limit is an error; of a body no more than asked for is read.
 */
final class AnswerText {
    private static final long UNTIL_END = -1;
    private static final long IN_CHUNKS = -2;

    private final InputStream in;
    private int headLeft;
    private long length = UNTIL_END;

    AnswerText(InputStream in, int headBytesMax) {
        this.in = new BufferedInputStream(in, 4_096);
        headLeft = headBytesMax;
    }

    /** The status of the next head; what it says of the body is kept for {@link #body}. */
    int status() throws IOException {
        int status = statusOf(line());
        length = UNTIL_END;
        for (String line = line(); !line.isEmpty(); line = line()) {
            int colon = line.indexOf(':');
            if (colon > 0) {
                header(line.substring(0, colon).trim(), line.substring(colon + 1).trim());
            }
        }
        return status;
    }

    private static int statusOf(String line) throws IOException {
        if (line.startsWith("HTTP/1.") && line.length() >= 12 && line.charAt(8) == ' ') {
            try {
                int status = Integer.parseInt(line, 9, 12, 10);
                if (status >= 100 && status <= 599) {
                    return status;
                }
            } catch (NumberFormatException e) {
                throw new IOException("the answer is not HTTP", e);
            }
        }
        throw new IOException("the answer is not HTTP");
    }

    private void header(String name, String value) throws IOException {
        switch (name.toLowerCase(Locale.ROOT)) {
            case "transfer-encoding" -> length = IN_CHUNKS;
            case "content-length" -> {
                if (length != IN_CHUNKS) {
                    length = number(value, 10);
                }
            }
            default -> {
                // Nothing else changes how the body is read.
            }
        }
    }

    /** Up to so many bytes of the body. */
    byte[] body(int bytesMax) throws IOException {
        if (length == UNTIL_END) {
            return in.readNBytes(bytesMax);
        }
        if (length != IN_CHUNKS) {
            int wanted = (int) Math.min(length, bytesMax);
            byte[] body = in.readNBytes(wanted);
            if (body.length < wanted) {
                throw new EOFException("the answer ended early");
            }
            return body;
        }
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        while (body.size() < bytesMax) {
            String size = line();
            int semicolon = size.indexOf(';');
            long chunk = number(semicolon < 0 ? size : size.substring(0, semicolon), 16);
            if (chunk == 0) {
                break;
            }
            body.write(in.readNBytes((int) Math.min(chunk, bytesMax - body.size())));
            line();
        }
        return body.toByteArray();
    }

    private static long number(String text, int radix) throws IOException {
        try {
            long number = Long.parseLong(text.trim(), radix);
            if (number >= 0) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw new IOException("the answer has a length that is no number", e);
        }
        throw new IOException("the answer has a negative length");
    }

    private String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream(64);
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new EOFException("closed without an answer");
            }
            headLeft--;
            if (headLeft < 0) {
                throw new IOException("the head of the answer is too long");
            }
            if (next != '\r') {
                line.write(next);
            }
        }
        return line.toString(StandardCharsets.ISO_8859_1);
    }
}
