package org.trimtab.scenarios;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Many subscribers on one port, each with a path of its own, that say the echo back and remember what they were told.
 */
final class CallbackServer implements AutoCloseable {
    private static final Pattern ECHO = Pattern.compile("echo=([0-9a-zA-Z]+)");
    private static final Pattern OBJECT =
            Pattern.compile("\"object\":\\s*\\{[^{}]*?\"id\":\\s*\"([^\"]+)\"");
    private static final int BACKLOG = 4_096;

    private final HttpServer server;
    private final Map<String, Set<String>> told = new ConcurrentHashMap<>();
    private final AtomicLong posts = new AtomicLong();
    private volatile Duration think = Duration.ZERO;

    CallbackServer() throws IOException {
        server =
                HttpServer.create(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), BACKLOG);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::handle);
        server.start();
    }

    String url(int subscriber) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/" + subscriber;
    }

    /** From now on an answer takes this long. */
    void thinks(Duration time) {
        think = time;
    }

    /** Notifications so far, repetitions too. */
    long posts() {
        return posts.get();
    }

    /** How many subscribers were told of an object. */
    long toldOf(String objectId) {
        return told.values().stream().filter(ids -> ids.contains(objectId)).count();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] answer = new byte[0];
            if (exchange.getRequestMethod().equals("GET")) {
                Matcher echo = ECHO.matcher(String.valueOf(exchange.getRequestURI().getQuery()));
                answer = (echo.find() ? echo.group(1) : "").getBytes(StandardCharsets.UTF_8);
            } else {
                String body =
                        new String(
                                exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
                Matcher object = OBJECT.matcher(body);
                Until.passes(think);
                if (object.find()) {
                    told.computeIfAbsent(
                                    exchange.getRequestURI().getPath(),
                                    _ -> ConcurrentHashMap.newKeySet())
                            .add(object.group(1));
                }
                posts.incrementAndGet();
            }
            exchange.sendResponseHeaders(200, answer.length == 0 ? -1 : answer.length);
            exchange.getResponseBody().write(answer);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
