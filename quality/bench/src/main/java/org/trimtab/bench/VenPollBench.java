package org.trimtab.bench;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.trimtab.bench.Figure.Unit;

/**
 * Many VENs that poll for their events, each with a token, a connection and a moment of its own. Latency counts from
 * the moment a poll was due, so that a VTN that falls behind cannot hide it.
 */
final class VenPollBench {
    private static final double P99_TARGET_MS = 250;
    private static final double MEMORY_TARGET_MB = 1_000;
    private static final Duration EVERY = Duration.ofSeconds(10);
    private static final int GROUPS = 10;
    private static final double NANOS_PER_MS = 1e6;

    private VenPollBench() {}

    static void measure(
            OpenAdrVerb.Sizes sizes, Figures figures, List<String> notes, Consumer<String> say)
            throws IOException {
        figures.expect("poll_p50_ms", "a poll, p50 of ten seconds", Unit.MS, null)
                .expect("poll_p99_ms", "a poll, p99 of ten seconds", Unit.MS, P99_TARGET_MS)
                .expect("poll_errors", "polls without a good answer", Unit.COUNT, 0.0)
                .expect(
                        "poll_vtn_memory_mb",
                        "resident memory of the VTN",
                        Unit.MB,
                        MEMORY_TARGET_MB);
        notes.add(
                sizes.vens()
                        + " VENs that poll GET /events?targets=… every 10 s on connections that stay open,"
                        + " 20 events in 10 targets; VENs and VTN share the machine");
        try (Children children = Children.in(Trimtab.found());
                OpenAdrIssuer issuer = new OpenAdrIssuer();
                OpenAdrServer vtn = OpenAdrServer.start(children, issuer)) {
            prepare(sizes, vtn, say);
            say.accept("tokens …");
            List<byte[]> requests = new ArrayList<>();
            for (int i = 0; i < sizes.vens(); i++) {
                requests.add(request(vtn.base(), i % GROUPS, issuer.ven("ven-" + i)));
            }
            say.accept("polling …");
            poll(sizes, vtn, requests, figures);
            figures.add("poll_vtn_memory_mb", vtn.child().memoryMb("VmRSS"));
        }
    }

    private static void prepare(OpenAdrVerb.Sizes sizes, OpenAdrServer vtn, Consumer<String> say)
            throws IOException {
        String program = vtn.create("programs", "{\"programName\":\"bench\"}");
        for (int i = 0; i < 2 * GROUPS; i++) {
            vtn.create("events", OpenAdrServer.event(program, "[\"group-" + i % GROUPS + "\"]"));
        }
        say.accept(sizes.vens() + " vens …");
        vtn.create(
                "vens",
                sizes.vens(),
                i ->
                        "{\"objectType\":\"BL_VEN_REQUEST\",\"clientID\":\"ven-"
                                + i
                                + "\",\"venName\":\"ven-"
                                + i
                                + "\",\"targets\":[\"group-"
                                + i % GROUPS
                                + "\"]}");
    }

    private static byte[] request(URI base, int group, String token) {
        return ("GET "
                        + base.getPath()
                        + "/events?targets=group-"
                        + group
                        + " HTTP/1.1\r\nHost: "
                        + base.getAuthority()
                        + "\r\nAuthorization: Bearer "
                        + token
                        + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
    }

    private static void poll(
            OpenAdrVerb.Sizes sizes, OpenAdrServer vtn, List<byte[]> requests, Figures figures) {
        int windows = sizes.windows() + 1;
        int vens = requests.size();
        AtomicLongArray taken = new AtomicLongArray(windows * vens);
        AtomicInteger errors = new AtomicInteger();
        AtomicBoolean over = new AtomicBoolean();
        long begin = System.nanoTime() + Duration.ofSeconds(2).toNanos();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < vens; i++) {
            int ven = i;
            long offset = EVERY.toNanos() * ven / vens;
            threads.add(
                    Thread.ofVirtual()
                            .start(() -> {
                                try (Poller poller = new Poller(vtn.base(), requests.get(ven))) {
                                    for (int window = 0; window < windows; window++) {
                                        long due = begin + window * EVERY.toNanos() + offset;
                                        sleepUntil(due, over);
                                        if (!poller.ask()) {
                                            errors.incrementAndGet();
                                        }
                                        taken.set(window * vens + ven, System.nanoTime() - due);
                                    }
                                }
                            }));
        }
        for (Thread thread : threads) {
            join(thread);
        }
        over.set(true);
        for (int window = 1; window < windows; window++) {
            long[] sorted = new long[vens];
            for (int ven = 0; ven < vens; ven++) {
                sorted[ven] = taken.get(window * vens + ven);
            }
            Arrays.sort(sorted);
            figures.add("poll_p50_ms", sorted[vens / 2] / NANOS_PER_MS);
            figures.add("poll_p99_ms", sorted[(int) (vens * 0.99)] / NANOS_PER_MS);
        }
        figures.add("poll_errors", (double) errors.get());
    }

    private static void sleepUntil(long due, AtomicBoolean over) {
        for (long left = due - System.nanoTime();
                left > 0 && !over.get();
                left = due - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchFailure("interrupted");
        }
    }

    /** One VEN on one connection, opened again when it breaks. */
    private static final class Poller implements AutoCloseable {
        private static final int ANSWER_WITHIN_MS = 60_000;

        private final URI base;
        private final byte[] request;
        private Socket socket = new Socket();
        private InputStream in = InputStream.nullInputStream();

        Poller(URI base, byte[] request) {
            this.base = base;
            this.request = request;
        }

        /** Asks once; false without a good answer. */
        boolean ask() {
            try {
                if (!socket.isConnected() || socket.isClosed()) {
                    connect();
                }
                socket.getOutputStream().write(request);
                return answer();
            } catch (IOException e) {
                close();
                return false;
            }
        }

        private void connect() throws IOException {
            socket = new Socket();
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(ANSWER_WITHIN_MS);
            socket.connect(new InetSocketAddress(base.getHost(), base.getPort()));
            in = new BufferedInputStream(socket.getInputStream(), 2_048);
        }

        private boolean answer() throws IOException {
            boolean good = line().startsWith("HTTP/1.1 200");
            int length = -1;
            for (String line = line(); !line.isEmpty(); line = line()) {
                if (line.regionMatches(true, 0, "Content-Length:", 0, 15)) {
                    length = Integer.parseInt(line.substring(15).strip());
                }
            }
            if (length < 0) {
                throw new IOException("an answer without a length");
            }
            in.skipNBytes(length);
            return good && length > 2;
        }

        private String line() throws IOException {
            StringBuilder line = new StringBuilder(64);
            for (int next = in.read(); next != '\n'; next = in.read()) {
                if (next < 0) {
                    throw new IOException("closed");
                }
                if (next != '\r') {
                    line.append((char) next);
                }
            }
            return line.toString();
        }

        @Override
        public void close() {
            try {
                socket.close();
            } catch (IOException e) {
                // It is of no use any more.
            }
        }
    }
}
