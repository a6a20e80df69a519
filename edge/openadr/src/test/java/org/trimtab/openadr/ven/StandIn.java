package org.trimtab.openadr.ven;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.zip.GZIPOutputStream;

/** A server that answers as it is told, well or badly; it never is our own VTN. */
final class StandIn implements AutoCloseable {
    final Map<String, String> events = new ConcurrentHashMap<>();
    final List<String> asked = new CopyOnWriteArrayList<>();
    final Map<String, String> subscriptions = new ConcurrentHashMap<>();

    /** Bodies by method and path, before everything else it knows. */
    final Map<String, String> answers = new ConcurrentHashMap<>();

    final List<String> reports = new CopyOnWriteArrayList<>();
    volatile int listStatus = 200;
    volatile String listBody = "";
    volatile boolean gzip;
    volatile boolean tags;
    volatile int tokenStatus = 200;
    volatile int tokens;
    volatile String tokenUrl = "";
    private final HttpServer server;

    StandIn() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 16);
        server.createContext("/", this::handle);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
    }

    URI base() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/base");
    }

    VtnAddress address() {
        return VtnAddress.of("stand-in", base(), "me", "secret&1");
    }

    private void handle(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath().substring("/base".length());
        String query = exchange.getRequestURI().getRawQuery();
        String method = exchange.getRequestMethod();
        asked.add(method + " " + path + (query == null ? "" : "?" + query));
        byte[] body = exchange.getRequestBody().readAllBytes();
        if (path.equals("/auth/server")) {
            String url = tokenUrl.isEmpty() ? base() + "/auth/token" : tokenUrl;
            answer(exchange, 200, "{\"tokenURL\":\"" + url + "\"}");
        } else if (path.equals("/auth/token")) {
            tokens++;
            answer(
                    exchange,
                    tokenStatus,
                    "{\"access_token\":\"t"
                            + tokens
                            + "\",\"token_type\":\"Bearer\",\"expires_in\":3600}");
        } else if (!("Bearer t" + tokens).equals(bearer(exchange))) {
            answer(exchange, 401, "{\"title\":\"no\",\"detail\":\"a token is wanted\"}");
        } else {
            serve(exchange, method + " " + path, new String(body, StandardCharsets.UTF_8));
        }
    }

    private void serve(HttpExchange exchange, String what, String body) throws IOException {
        String query = String.valueOf(exchange.getRequestURI().getRawQuery());
        String told = answers.get(what);
        if (told != null) {
            answer(exchange, 200, told);
        } else if (what.equals("GET /subscriptions")) {
            answer(exchange, 200, "[" + String.join(",", subscriptions.values()) + "]");
        } else if (what.equals("POST /subscriptions")) {
            String id = "s" + asked.size();
            subscriptions.put(id, body.replaceFirst("\\{", "{\"id\":\"" + id + "\","));
            answer(exchange, 201, subscriptions.get(id));
        } else if (what.startsWith("DELETE /subscriptions/")) {
            subscriptions.remove(what.substring("DELETE /subscriptions/".length()));
            answer(exchange, 200, "{}");
        } else if (what.equals("GET /events")) {
            list(exchange, query);
        } else if (what.startsWith("GET /events/")) {
            String event = events.get(what.substring("GET /events/".length()));
            answer(exchange, event == null ? 404 : 200, event == null ? "{\"status\":404}" : event);
        } else if (what.equals("GET /programs")) {
            answer(exchange, 200, "[{\"id\":\"p\",\"programName\":\"dr\"}]");
        } else if (what.equals("POST /reports")) {
            reports.add(body);
            answer(exchange, 201, body.replaceFirst("\\{", "{\"id\":\"r\","));
        } else {
            answer(exchange, 200, "[]");
        }
    }

    private void list(HttpExchange exchange, String query) throws IOException {
        if (listStatus != 200 || !listBody.isEmpty()) {
            answer(exchange, listStatus, listBody);
            return;
        }
        int skip = Integer.parseInt(query.replaceFirst(".*skip=(\\d+).*", "$1"));
        answer(
                exchange,
                200,
                events.entrySet().stream()
                        .sorted(Map.Entry.comparingByKey())
                        .skip(skip)
                        .limit(50)
                        .map(Map.Entry::getValue)
                        .collect(Collectors.joining(",", "[", "]")));
    }

    private static String bearer(HttpExchange exchange) {
        return String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"));
    }

    private void answer(HttpExchange exchange, int status, String text) throws IOException {
        try (exchange) {
            byte[] body = text.getBytes(StandardCharsets.UTF_8);
            String tag = "\"" + text.hashCode() + "\"";
            if (tags && status == 200) {
                exchange.getResponseHeaders().set("ETag", tag);
                if (tag.equals(exchange.getRequestHeaders().getFirst("If-None-Match"))) {
                    asked.add("304");
                    exchange.sendResponseHeaders(304, -1);
                    return;
                }
            }
            if (gzip) {
                ByteArrayOutputStream zipped = new ByteArrayOutputStream();
                try (GZIPOutputStream out = new GZIPOutputStream(zipped)) {
                    out.write(body);
                }
                body = zipped.toByteArray();
                exchange.getResponseHeaders().set("Content-Encoding", "gzip");
            }
            exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
