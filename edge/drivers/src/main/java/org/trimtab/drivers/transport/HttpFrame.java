package org.trimtab.drivers.transport;

import org.jspecify.annotations.Nullable;

/**
 * An HTTP/1.1 answer: by its length, by its chunks, or by the end of the stream. What is no HTTP counts as whole at
 * once, so that it is called garbled without waiting.
 */
final class HttpFrame implements ReplyFrame {
    private static final byte[] BEGINNING = {'H', 'T', 'T', 'P', '/'};
    private static final int CHUNK_SIZE_LINE_MAX = 256;

    private @Nullable HttpHead head;
    private int headFrom;
    private int at;
    private int length;
    private boolean untilEnd;
    private boolean anything;
    private boolean framed;

    @Override
    public State grown(byte[] bytes, int to) {
        anything = anything || to > 0;
        length = to;
        while (head == null) {
            if (!beginsLikeHttp(bytes, to)) {
                return State.WHOLE;
            }
            int end = HttpHead.end(bytes, Math.max(headFrom, at - 3), to);
            if (end < 0) {
                at = to;
                return to - headFrom > HttpHead.BYTES_MAX ? State.WHOLE : State.MORE;
            }
            HttpHead parsed = HttpHead.parse(bytes, headFrom, end);
            if (parsed == null) {
                return State.WHOLE;
            }
            at = end;
            headFrom = end;
            if (parsed.status() >= 200) {
                head = parsed;
            }
        }
        return body(head, bytes, to);
    }

    @Override
    public boolean wholeAtEnd() {
        return anything && untilEnd;
    }

    @Override
    public int replyLength() {
        return length;
    }

    @Override
    public Staying staying() {
        return framed && head != null ? head.staying() : Staying.NO;
    }

    private State body(HttpHead known, byte[] bytes, int to) {
        if (known.bodyless()) {
            framed = to == at;
            return State.WHOLE;
        }
        if (known.chunked()) {
            return chunks(bytes, to);
        }
        long announced = known.contentLength();
        if (announced == -1) {
            untilEnd = true;
            return State.MORE;
        }
        if (announced < 0) {
            return State.WHOLE;
        }
        if (to - at < announced) {
            return State.MORE;
        }
        length = at + (int) announced;
        framed = to == length;
        return State.WHOLE;
    }

    /** Here {@code at} is where the next chunk's size line begins. */
    private State chunks(byte[] bytes, int to) {
        while (true) {
            int lineEnd = lineEnd(bytes, at, to);
            if (lineEnd < 0) {
                return to - at > CHUNK_SIZE_LINE_MAX ? State.WHOLE : State.MORE;
            }
            int size = chunkSize(bytes, at, lineEnd);
            if (size < 0) {
                return State.WHOLE;
            }
            if (size == 0) {
                return trailer(bytes, lineEnd, to);
            }
            long next = (long) lineEnd + 1 + size + 2;
            if (next > to) {
                return State.MORE;
            }
            at = (int) next;
        }
    }

    private State trailer(byte[] bytes, int lastSizeLineEnd, int to) {
        int end = HttpHead.end(bytes, lastSizeLineEnd, to);
        framed = end == to;
        return end < 0 ? State.MORE : State.WHOLE;
    }

    private boolean beginsLikeHttp(byte[] bytes, int to) {
        for (int i = 0; i < BEGINNING.length && headFrom + i < to; i++) {
            if (bytes[headFrom + i] != BEGINNING[i]) {
                return false;
            }
        }
        return true;
    }

    /** Where the line's feed stands, or -1. */
    static int lineEnd(byte[] bytes, int from, int to) {
        for (int i = from; i < to; i++) {
            if (bytes[i] == '\n') {
                return i;
            }
        }
        return -1;
    }

    /** The size a chunk announces, or -1 when it makes no sense. */
    static int chunkSize(byte[] bytes, int from, int lineEnd) {
        int size = 0;
        int digits = 0;
        for (int i = from; i < lineEnd && bytes[i] != ';' && bytes[i] != '\r'; i++) {
            int digit = Character.digit(bytes[i], 16);
            if (bytes[i] == ' ' && digits > 0) {
                continue;
            }
            if (digit < 0 || ++digits > 6) {
                return -1;
            }
            size = size * 16 + digit;
        }
        return digits == 0 ? -1 : size;
    }
}
