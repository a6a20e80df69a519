package org.trimtab.drivers.transport;

import java.nio.charset.StandardCharsets;

/** A length of four bytes, least significant first, and as many bytes after it. */
final class LengthFrame implements ReplyFrame {
    private static final int HEAD_BYTES = 4;

    private int length;
    private boolean whole;

    /** A text with its length before it. */
    static byte[] framed(String text) {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        byte[] framed = new byte[HEAD_BYTES + body.length];
        for (int i = 0; i < HEAD_BYTES; i++) {
            framed[i] = (byte) (body.length >>> (8 * i));
        }
        System.arraycopy(body, 0, framed, HEAD_BYTES, body.length);
        return framed;
    }

    @Override
    public State grown(byte[] bytes, int to) {
        length = to;
        if (to < HEAD_BYTES) {
            return State.MORE;
        }
        long announced = HEAD_BYTES + announced(bytes);
        if (announced > LoopLimits.REPLY_BYTES_MAX) {
            // No answer is that long: what came is no length but something else, to be called
            // garbled at once.
            whole = true;
            return State.WHOLE;
        }
        if (to < announced) {
            return State.MORE;
        }
        length = (int) announced;
        whole = true;
        return State.WHOLE;
    }

    @Override
    public boolean wholeAtEnd() {
        return whole;
    }

    @Override
    public int replyLength() {
        return length;
    }

    @Override
    public Staying staying() {
        return Staying.USUAL;
    }

    private static long announced(byte[] bytes) {
        return (bytes[0] & 0xFFL)
                | (bytes[1] & 0xFFL) << 8
                | (bytes[2] & 0xFFL) << 16
                | (bytes[3] & 0xFFL) << 24;
    }
}
