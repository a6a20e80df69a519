package org.trimtab.openadr.vtn.push;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** A subscriber's web server on loopback. Its paths: /ok, /status/N, /silent, and what a test adds by name. */
final class Receiver implements AutoCloseable {
    private final HttpServer server;
    private final List<Got> got = new ArrayList<>();
    private final Map<String, Integer> statuses = new ConcurrentHashMap<>();
    private final CountDownLatch end = new CountDownLatch(1);

    /** One request. */
    record Got(String method, String path, Map<String, List<String>> headers, String body) {
        String header(String name) {
            return headers.getOrDefault(name, List.of("")).getFirst();
        }
    }

    Receiver() throws IOException {
        server =
                HttpServer.create(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 2_000);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::handle);
        server.start();
    }

    String url(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    int port() {
        return server.getAddress().getPort();
    }

    /** From now on a path answers with this status. */
    void answers(String path, int status) {
        statuses.put(path, status);
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            String query = String.valueOf(exchange.getRequestURI().getQuery());
            String body =
                    new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            synchronized (got) {
                got.add(
                        new Got(
                                exchange.getRequestMethod(),
                                path,
                                Map.copyOf(exchange.getRequestHeaders()),
                                body));
                got.notifyAll();
            }
            if (path.startsWith("/silent")) {
                waitForTheEnd();
                return;
            }
            int status =
                    statuses.getOrDefault(path, path.startsWith("/status/") ? number(path) : 200);
            byte[] answer =
                    query.replaceAll(".*echo=([0-9a-f]+).*", "$1").getBytes(StandardCharsets.UTF_8);
            if (status >= 300 && status <= 399) {
                exchange.getResponseHeaders().add("Location", url("/ok"));
            }
            exchange.sendResponseHeaders(status, answer.length);
            exchange.getResponseBody().write(answer);
        }
    }

    private void waitForTheEnd() {
        try {
            end.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static int number(String path) {
        return Integer.parseInt(path.replaceAll("/status/(\\d+).*", "$1"));
    }

    /** The notifications so far that pass a test. */
    List<Got> posts(Predicate<Got> which) {
        synchronized (got) {
            return got.stream()
                    .filter(one -> one.method().equals("POST") && which.test(one))
                    .toList();
        }
    }

    List<Got> at(String path) {
        return posts(one -> one.path().equals(path));
    }

    /** Waits until so many notifications passed; an error after a minute without. */
    List<Got> await(int count, Predicate<Got> which) throws InterruptedException {
        long until = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        synchronized (got) {
            while (posts(which).size() < count) {
                long left = TimeUnit.NANOSECONDS.toMillis(until - System.nanoTime());
                if (left <= 0) {
                    throw new AssertionError(
                            "only " + posts(which).size() + " of " + count + " came");
                }
                got.wait(left);
            }
            return posts(which);
        }
    }

    List<Got> await(int count, String path) throws InterruptedException {
        return await(count, one -> one.path().equals(path));
    }

    @Override
    public void close() {
        end.countDown();
        server.stop(0);
    }
}
