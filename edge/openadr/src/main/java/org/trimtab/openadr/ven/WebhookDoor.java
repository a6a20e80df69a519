package org.trimtab.openadr.ven;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.trimtab.openadr.wire.Notification;
import org.trimtab.openadr.wire.Wire;
import org.trimtab.openadr.wire.WireFault;

/**
 * Where VTNs call back: answers the echo challenge, and hands on notifications of those that show
 * the bearer token of their path and, when they sign, sign rightly. It speaks plain HTTP; what makes
 * it https for the world stands before it.
 */
public final class WebhookDoor implements AutoCloseable {
    /** Bytes of one notification; a longer one is answered with 413. */
    static final int BODY_MAX = 1024 * 1024;

    /** The header of the signature: HMAC-SHA256 of the body by the secret told at the subscription. */
    static final String SIGNATURE = "X-OpenADR-Signature";

    private static final int ECHO_MAX = 1024;
    private static final int BACKLOG = 64;
    private static final int SECRETS_MAX = 64;

    /** Who may call on a path and who is told. */
    private record Listener(
            @Nullable String bearer, Set<String> secrets, Consumer<Notification> told) {}

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<String, Listener> listeners = new ConcurrentHashMap<>();

    /**
     * Opens the door.
     *
     * @param at where to listen; port 0 for a free one
     */
    public WebhookDoor(InetSocketAddress at) throws IOException {
        server = HttpServer.create(at, BACKLOG);
        server.createContext("/", this::handle);
        server.setExecutor(threads);
        server.start();
    }

    /** The port it listens on. */
    public int port() {
        return server.getAddress().getPort();
    }

    /**
     * Hands notifications that come to a path on.
     *
     * @param path such as {@code /vtn-1}
     * @param bearer what must be shown; null to take everyone's
     */
    public void listen(String path, @Nullable String bearer, Consumer<Notification> told) {
        listeners.put(path, new Listener(bearer, ConcurrentHashMap.newKeySet(), told));
    }

    /** A secret with which notifications to a path may be signed, beside the bearer token. */
    void signed(String path, String secret) {
        Listener listener = listeners.get(path);
        if (listener != null && listener.secrets.size() < SECRETS_MAX) {
            listener.secrets.add(secret);
        }
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            Listener listener = listeners.get(exchange.getRequestURI().getPath());
            if (listener == null) {
                answer(exchange, 404, "");
                return;
            }
            switch (exchange.getRequestMethod()) {
                case "GET" -> echo(exchange);
                case "POST" -> take(exchange, listener);
                default -> answer(exchange, 405, "");
            }
        }
    }

    private static void echo(HttpExchange exchange) throws IOException {
        String query = exchange.getRequestURI().getRawQuery();
        for (String pair : query == null ? new String[0] : query.split("&")) {
            if (pair.startsWith("echo=") && pair.length() <= ECHO_MAX) {
                String value =
                        URLDecoder.decode(pair.substring("echo=".length()), StandardCharsets.UTF_8);
                answer(exchange, 200, value);
                return;
            }
        }
        answer(exchange, 400, "an echo is wanted, of at most " + ECHO_MAX + " characters");
    }

    private static void take(HttpExchange exchange, Listener listener) throws IOException {
        byte[] body = exchange.getRequestBody().readNBytes(BODY_MAX + 1);
        if (body.length > BODY_MAX) {
            answer(exchange, 413, "at most " + BODY_MAX + " bytes");
            return;
        }
        String bearer = listener.bearer();
        if (bearer != null && !isAllowed(exchange, body, listener)) {
            answer(exchange, 401, "the bearer token of the subscription is wanted");
            return;
        }
        Notification notification;
        try {
            notification = Wire.readAnswer(body, Notification.class);
        } catch (WireFault e) {
            answer(exchange, 400, String.valueOf(e.getMessage()));
            return;
        }
        listener.told().accept(notification);
        answer(exchange, 200, "");
    }

    private static boolean isAllowed(HttpExchange exchange, byte[] body, Listener listener) {
        String bearer = String.valueOf(listener.bearer());
        String shown = exchange.getRequestHeaders().getFirst("Authorization");
        byte[] wanted = ("Bearer " + bearer).getBytes(StandardCharsets.UTF_8);
        boolean same =
                shown != null
                        && MessageDigest.isEqual(wanted, shown.getBytes(StandardCharsets.UTF_8));
        String signed = exchange.getRequestHeaders().getFirst(SIGNATURE);
        return same
                && (signed == null
                        || isSigned(signed, body, bearer)
                        || listener.secrets().stream().anyMatch(k -> isSigned(signed, body, k)));
    }

    private static boolean isSigned(String signed, byte[] body, String key) {
        String hex = signed.startsWith("sha256=") ? signed.substring("sha256=".length()) : signed;
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            byte[] wanted =
                    HexFormat.of().formatHex(mac.doFinal(body)).getBytes(StandardCharsets.US_ASCII);
            return MessageDigest.isEqual(wanted, hex.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no HmacSHA256", e);
        }
    }

    private static void answer(HttpExchange exchange, int status, String text) throws IOException {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "text/plain; charset=utf-8");
        exchange.getResponseHeaders().set("X-Content-Type-Options", "nosniff");
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        if (body.length > 0) {
            exchange.getResponseBody().write(body);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
