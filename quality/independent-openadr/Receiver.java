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
import java.util.function.Predicate;

/** Callbacks of made-up VENs: the path says how one behaves. */
final class Receiver implements AutoCloseable {
    /** Something that came in. */
    record Got(String method, String path, String query, Map<String, String> headers, String body) {
        Object json() {
            return Json.read(body);
        }

        String at(String place) {
            return Json.text(json(), place);
        }
    }

    private final HttpServer server;
    private final List<Got> all = new ArrayList<>();
    private int failures = 1;

    Receiver() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::handle);
        server.start();
    }

    String url(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    private void handle(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        String query = exchange.getRequestURI().getRawQuery();
        Map<String, String> headers = new LinkedHashMap<>();
        exchange.getRequestHeaders()
                .forEach((name, values) -> headers.put(name.toLowerCase(), values.get(0)));
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        boolean get = exchange.getRequestMethod().equals("GET");
        int status = 200;
        String answer = "ok";
        synchronized (this) {
            all.add(
                    new Got(
                            exchange.getRequestMethod(),
                            path,
                            query == null ? "" : query,
                            headers,
                            body));
            if (path.startsWith("/fails-once") && !get && failures-- > 0) {
                status = 503;
            }
            notifyAll();
        }
        String echo = echo(query);
        if (get && echo != null) {
            answer = path.startsWith("/in-json") ? "{\"echo\":\"" + echo + "\"}" : echo;
            if (path.startsWith("/silent")) {
                answer = "";
            } else if (path.startsWith("/wrong")) {
                answer = echo.substring(1);
            } else if (path.startsWith("/refuses")) {
                status = 403;
            } else if (path.startsWith("/redirects")) {
                exchange.getResponseHeaders().add("Location", url("/ok?echo=" + echo));
                status = 302;
            }
        }
        byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    static String echo(String query) {
        for (String part : query == null ? new String[0] : query.split("&")) {
            if (part.startsWith("echo=")) {
                return URLDecoder.decode(part.substring(5), StandardCharsets.UTF_8);
            }
        }
        return null;
    }

    /** What came to a path with a method, so far. */
    synchronized List<Got> at(String method, String path) {
        return all.stream()
                .filter(got -> got.method().equals(method) && got.path().equals(path))
                .toList();
    }

    /** Waits until one that fits has been posted to a path; null when none comes within the time. */
    synchronized Got await(String path, long millis, Predicate<Got> fits)
            throws InterruptedException {
        long end = System.nanoTime() + millis * 1_000_000;
        while (true) {
            for (Got got : at("POST", path)) {
                if (fits.test(got)) {
                    return got;
                }
            }
            long left = (end - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                return null;
            }
            wait(left);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
