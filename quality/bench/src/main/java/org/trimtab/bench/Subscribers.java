package org.trimtab.bench;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Many subscribers behind one port, each with a path of its own. A delivery counts as begun when its request line is
 * here. As small as can be, since it shares the machine with what is measured.
 */
final class Subscribers implements AutoCloseable {
    private static final int BACKLOG = 8_192;
    private static final int HEAD_MAX = 16 * 1024;

    private final ServerSocket server;
    private final Map<String, Long> begun = new ConcurrentHashMap<>();

    Subscribers() throws IOException {
        server = new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress());
        Thread.ofPlatform().daemon().name("subscribers").start(this::accept);
    }

    String url(int number) {
        return "http://127.0.0.1:" + server.getLocalPort() + "/" + number;
    }

    void forget() {
        begun.clear();
    }

    /** Waits until so many were told; the moment the last was, by {@link System#nanoTime}. */
    long lastBegun(int count, Duration within) {
        long until = System.nanoTime() + within.toNanos();
        while (begun.size() < count) {
            if (System.nanoTime() - until > 0) {
                throw new BenchFailure(
                        "only "
                                + begun.size()
                                + " of "
                                + count
                                + " subscribers were told within "
                                + within.toSeconds()
                                + " s");
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
        }
        return begun.values().stream().mapToLong(Long::longValue).max().orElse(0);
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                Thread.ofVirtual().start(() -> serve(socket));
            } catch (IOException e) {
                // Closed, which ends the loop; or one connection failed, which says nothing of the
                // next.
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            InputStream in = new BufferedInputStream(socket.getInputStream(), 2_048);
            String request = line(in);
            long now = System.nanoTime();
            int length = 0;
            for (String line = line(in); !line.isEmpty(); line = line(in)) {
                if (line.regionMatches(true, 0, "Content-Length:", 0, 15)) {
                    length = Integer.parseInt(line.substring(15).strip());
                }
            }
            in.skipNBytes(length);
            String body = "";
            if (request.startsWith("POST ")) {
                begun.putIfAbsent(request, now);
            } else {
                body = request.replaceAll(".*echo=([0-9a-zA-Z]+).*", "$1");
            }
            socket.getOutputStream()
                    .write(
                            ("HTTP/1.1 200 OK\r\nContent-Length: "
                                            + body.length()
                                            + "\r\nConnection: close\r\n\r\n"
                                            + body)
                                    .getBytes(StandardCharsets.US_ASCII));
        } catch (IOException e) {
            // The VTN hung up; it tries again, and that one counts.
        }
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder(64);
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0 || line.length() > HEAD_MAX) {
                throw new IOException("no request");
            }
            if (next != '\r') {
                line.append((char) next);
            }
        }
        return line.toString();
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
