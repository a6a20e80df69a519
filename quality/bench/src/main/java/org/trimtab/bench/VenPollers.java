package org.trimtab.bench;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Many VENs that poll at fixed moments, each on a connection of its own that stays open. One thread serves them all, so
 * that on a machine they share with the server it is the server that is measured.
 */
final class VenPollers implements AutoCloseable {
    private static final Duration ANSWERS_WITHIN = Duration.ofMinutes(1);
    private static final int READ_BYTES = 64 * 1024;
    private static final int ANSWER_BYTES_MAX = 1024 * 1024;
    private static final byte[] GOOD = "HTTP/1.1 200".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] LENGTH = "content-length:".getBytes(StandardCharsets.US_ASCII);

    private final URI base;
    private final Ven[] vens;
    private final long everyNanos;
    private final Selector selector;
    private final ByteBuffer read = ByteBuffer.allocateDirect(READ_BYTES);
    private long[] taken = new long[0];
    private long beginNanos;
    private long settled;
    private int errors;

    VenPollers(URI base, List<byte[]> requests, Duration every) throws IOException {
        this.base = base;
        this.everyNanos = every.toNanos();
        this.selector = Selector.open();
        vens = new Ven[requests.size()];
        for (int i = 0; i < vens.length; i++) {
            vens[i] = new Ven(i, requests.get(i));
        }
    }

    /** One VEN: how many of its polls are asked and how many have ended, and what it has of an answer. */
    private static final class Ven {
        private final int number;
        private final ByteBuffer request;
        private @Nullable SocketChannel channel;
        private byte[] part = new byte[0];
        private int asked;
        private int ended;

        Ven(int number, byte[] request) {
            this.number = number;
            this.request = ByteBuffer.wrap(request);
        }
    }

    /**
     * Polls for some rounds, one after the other.
     *
     * @return for each round and VEN, in this order, the time from the moment a poll was due to its answer, ns
     */
    long[] poll(int rounds) throws IOException {
        taken = new long[rounds * vens.length];
        settled = 0;
        errors = 0;
        for (Ven ven : vens) {
            ven.asked = 0;
            ven.ended = 0;
            if (ven.channel == null) {
                connect(ven);
            }
        }
        beginNanos = System.nanoTime();
        long giveUp = beginNanos + (rounds * everyNanos) + ANSWERS_WITHIN.toNanos();
        int next = 0;
        while (settled < taken.length && System.nanoTime() < giveUp) {
            long now = System.nanoTime();
            for (; next < taken.length && due(next) <= now; next++) {
                Ven ven = vens[next % vens.length];
                if (ven.asked == ven.ended) {
                    ask(ven);
                }
            }
            long wait = next < taken.length ? due(next) - System.nanoTime() : everyNanos;
            selector.select(this::ready, Math.max(1, wait / 1_000_000));
        }
        errors += (int) (taken.length - settled);
        return taken;
    }

    /** Polls of the last call that got no good answer. */
    int errors() {
        return errors;
    }

    /** The moment a poll is due: the VENs are spread evenly over each round. */
    private long due(int poll) {
        int round = poll / vens.length;
        int ven = poll % vens.length;
        return beginNanos + (round * everyNanos) + (everyNanos * ven / vens.length);
    }

    private void ask(Ven ven) {
        ven.asked++;
        try {
            SocketChannel channel = ven.channel == null ? connect(ven) : ven.channel;
            ven.request.rewind();
            while (ven.request.hasRemaining()) {
                channel.write(ven.request);
            }
        } catch (IOException e) {
            broken(ven);
        }
    }

    private SocketChannel connect(Ven ven) throws IOException {
        SocketChannel channel =
                SocketChannel.open(new InetSocketAddress(base.getHost(), base.getPort()));
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        channel.configureBlocking(false);
        channel.register(selector, SelectionKey.OP_READ, ven);
        ven.channel = channel;
        return channel;
    }

    private void ready(SelectionKey key) {
        Ven ven = (Ven) key.attachment();
        try {
            read.clear();
            if (((SocketChannel) key.channel()).read(read) < 0) {
                throw new IOException("closed");
            }
            read.flip();
            byte[] all = new byte[ven.part.length + read.remaining()];
            System.arraycopy(ven.part, 0, all, 0, ven.part.length);
            read.get(all, ven.part.length, read.remaining());
            heed(ven, all);
        } catch (IOException e) {
            broken(ven);
        }
    }

    private void heed(Ven ven, byte[] bytes) throws IOException {
        int body = body(bytes);
        int length = body < 0 ? -1 : length(bytes, body);
        if (body < 0 || bytes.length < body + length) {
            if (bytes.length > ANSWER_BYTES_MAX) {
                throw new IOException("an answer of more than " + ANSWER_BYTES_MAX + " bytes");
            }
            ven.part = bytes;
            return;
        }
        ven.part = new byte[0];
        // An empty list is two bytes; every VEN here has events to see.
        ended(ven, isAt(bytes, 0, GOOD) && length > 2);
    }

    /** Where the body begins; -1 while the headers are not whole. */
    private static int body(byte[] bytes) {
        for (int i = 3; i < bytes.length; i++) {
            if (bytes[i] == '\n' && bytes[i - 1] == '\r' && bytes[i - 2] == '\n') {
                return i + 1;
            }
        }
        return -1;
    }

    private static int length(byte[] bytes, int body) throws IOException {
        for (int i = 0; i < body - LENGTH.length; i++) {
            if (bytes[i] == '\n' && isAt(bytes, i + 1, LENGTH)) {
                int length = 0;
                for (int at = i + 1 + LENGTH.length; bytes[at] != '\r'; at++) {
                    length = bytes[at] == ' ' ? length : (length * 10) + (bytes[at] - '0');
                }
                return length;
            }
        }
        throw new IOException("an answer without a length");
    }

    private static boolean isAt(byte[] bytes, int from, byte[] wanted) {
        for (int i = 0; i < wanted.length; i++) {
            int letter = bytes[from + i];
            boolean capital = letter >= 'A' && letter <= 'Z' && wanted[i] >= 'a';
            if ((capital ? letter + 32 : letter) != wanted[i]) {
                return false;
            }
        }
        return true;
    }

    private void broken(Ven ven) {
        try {
            if (ven.channel != null) {
                ven.channel.close();
            }
        } catch (IOException e) {
            // It is of no use any more.
        }
        ven.channel = null;
        ven.part = new byte[0];
        if (ven.asked > ven.ended) {
            ended(ven, false);
        }
    }

    private void ended(Ven ven, boolean good) {
        long now = System.nanoTime();
        int poll = (ven.ended * vens.length) + ven.number;
        taken[poll] = now - due(poll);
        errors += good ? 0 : 1;
        ven.ended++;
        settled++;
        int following = poll + vens.length;
        if (following < taken.length && due(following) <= now) {
            ask(ven);
        }
    }

    @Override
    public void close() throws IOException {
        for (Ven ven : vens) {
            if (ven.channel != null) {
                ven.channel.close();
            }
        }
        selector.close();
    }
}
