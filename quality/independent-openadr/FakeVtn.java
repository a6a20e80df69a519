import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;

/** A server of another maker: small, and with habits of its own. */
final class FakeVtn implements AutoCloseable {
    /** What it does otherwise than ours. */
    static final class Habits {
        String base = "/openadr3/3.1.0";
        String contentType = "application/json";
        String tokenType = "Bearer";
        boolean authServer = true;
        boolean open;
        boolean pages = true;
        final Map<String, String> lists = new LinkedHashMap<>();
        final Map<String, Integer> status = new LinkedHashMap<>();
        final Map<String, String> texts = new LinkedHashMap<>();
    }

    private final HttpServer server;
    private final Habits habits;
    private final List<String> asked = new ArrayList<>();

    FakeVtn(Habits habits) throws IOException {
        this.habits = habits;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::handle);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + habits.base;
    }

    /** Method, path and query of every request, in their order, with the body of those that have one. */
    synchronized List<String> asked() {
        return List.copyOf(asked);
    }

    private void handle(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        String query = exchange.getRequestURI().getRawQuery();
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        synchronized (this) {
            asked.add(
                    exchange.getRequestMethod()
                            + " "
                            + exchange.getRequestURI()
                            + (body.isEmpty() ? "" : " " + body));
        }
        String below = path.startsWith(habits.base) ? path.substring(habits.base.length()) : "?";
        if (habits.status.containsKey(below) || habits.texts.containsKey(below)) {
            answer(
                    exchange,
                    habits.status.getOrDefault(below, 200),
                    habits.texts.getOrDefault(below, "no"));
            return;
        }
        if (below.equals("/auth/server")) {
            answer(
                    exchange,
                    habits.authServer ? 200 : 404,
                    habits.authServer
                            ? "{\"tokenURL\":\"" + url() + "/auth/token\"}"
                            : "{\"detail\":\"Not Found\"}");
            return;
        }
        if (below.equals("/auth/token")) {
            boolean right =
                    exchange.getRequestHeaders().containsKey("Authorization")
                            || body.contains("client_secret=");
            answer(
                    exchange,
                    right ? 200 : 401,
                    "{\"access_token\":\"opaque-token\",\"token_type\":\""
                            + habits.tokenType
                            + "\",\"expires_in\":3600,\"refresh_expires_in\":0}");
            return;
        }
        String token = exchange.getRequestHeaders().getFirst("Authorization");
        if (!habits.open && !"Bearer opaque-token".equals(token)) {
            answer(exchange, 403, "{\"detail\":\"Forbidden\"}");
            return;
        }
        answer(exchange, query == null ? "" : query, below);
    }

    private void answer(HttpExchange exchange, String query, String below) throws IOException {
        String list = habits.lists.get(below);
        if (list != null) {
            answer(
                    exchange,
                    200,
                    page(list, query, below.equals("/events") || below.equals("/programs")));
            return;
        }
        for (var each : habits.lists.entrySet()) {
            if (below.startsWith(each.getKey() + "/")) {
                for (Object one : Json.list(Json.read(each.getValue()))) {
                    if (below.equals(each.getKey() + "/" + Json.text(one, "id"))) {
                        answer(exchange, 200, Json.write(one));
                        return;
                    }
                }
            }
        }
        answer(exchange, 404, "{\"title\":\"Not Found\",\"status\":404}");
    }

    private String page(String list, String query, boolean hides) {
        List<Object> found = new ArrayList<>();
        List<String> targets = new ArrayList<>();
        int skip = 0;
        int limit = 50;
        for (String part : query.split("&")) {
            String value =
                    URLDecoder.decode(
                            part.substring(part.indexOf('=') + 1), StandardCharsets.UTF_8);
            if (part.startsWith("targets=") || part.startsWith("targetValues=")) {
                targets.add(value);
            } else if (part.startsWith("skip=")) {
                skip = Integer.parseInt(value);
            } else if (part.startsWith("limit=")) {
                limit = Integer.parseInt(value);
            }
        }
        for (Object one : Json.list(Json.read(list))) {
            List<Object> own = Json.list(Json.map(one).get("targets"));
            boolean old = !own.isEmpty() && own.get(0) instanceof Map;
            List<Object> names = old ? Json.list(Json.map(own.get(0)).get("values")) : own;
            if (!hides
                    || (targets.isEmpty()
                            ? names.isEmpty()
                            : names.stream().anyMatch(targets::contains))) {
                found.add(one);
            }
        }
        int from = Math.min(skip, found.size());
        return Json.write(
                habits.pages ? found.subList(from, Math.min(from + limit, found.size())) : found);
    }

    private void answer(HttpExchange exchange, int status, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", habits.contentType);
        exchange.getResponseHeaders().set("Server", "other-maker/1.0");
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
