package org.trimtab.openadr.vtn.rest;

import io.helidon.common.socket.SocketOptions;
import io.helidon.http.DirectHandler;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.WebServerConfig;
import io.helidon.webserver.http.DirectHandlers;
import io.helidon.webserver.http.HttpRouting;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.trimtab.openadr.vtn.auth.Clients;
import org.trimtab.openadr.vtn.auth.OutsideIssuer;
import org.trimtab.openadr.vtn.auth.TokenIssuer;
import org.trimtab.openadr.vtn.auth.TokenVerifier;
import org.trimtab.openadr.vtn.push.Push;
import org.trimtab.openadr.vtn.store.Database;

/** The API on a port. */
public final class ApiServer implements AutoCloseable {
    /** How long a token of ours serves. */
    public static final Duration TOKEN_LIFETIME = Duration.ofHours(1);

    /** Connections at once; one more waits to be taken. */
    private static final int CONNECTIONS_MAX = 16_384;

    private static final Duration IDLE_LONGEST = Duration.ofMinutes(2);
    private static final Duration READ_LONGEST = Duration.ofSeconds(30);
    private static final Duration CLOSE_LONGEST = Duration.ofMillis(500);
    private static final int BACKLOG = 4_096;

    /** Kept so that its level is not collected with it. */
    private static final Logger LIBRARY_LOG = Logger.getLogger("io.helidon");

    private final WebServer server;
    private final Operations operations;
    private final String origin;

    private ApiServer(WebServer server, Operations operations, String origin) {
        this.server = server;
        this.operations = operations;
        this.origin = origin;
    }

    /**
     * Starts serving.
     *
     * @throws CannotServe when the port is taken or the address is not ours
     */
    public static ApiServer start(
            ApiSettings settings,
            Database database,
            Clients clients,
            Push push,
            InstantSource clock) {
        LIBRARY_LOG.setLevel(Level.SEVERE);
        InetAddress address = address(settings.bind());
        requireFree(settings, address);
        TokenIssuer issuer = TokenIssuer.load(database, clock, TOKEN_LIFETIME);
        OutsideIssuer outside = settings.outside();
        TokenVerifier verifier =
                outside == null ? issuer.verifier() : TokenVerifier.of(outside, clock);
        Operations operations =
                new Operations(
                        new ObjectRoutes(database, clock, settings.choices(), push),
                        new NotifierRoutes(database, push),
                        new TokenRoutes(clients, issuer, outside, settings.publicUrl()));
        Api api = new Api(operations, verifier, settings.choices());
        WebServer server = build(settings, address, api).start();
        if (!server.isRunning() || server.port() <= 0) {
            server.stop();
            throw taken(settings, null);
        }
        String scheme = settings.tls() == null ? "http://" : "https://";
        return new ApiServer(server, operations, scheme + urlHost(address) + ":" + server.port());
    }

    private static WebServer build(ApiSettings settings, InetAddress address, Api api) {
        WebServerConfig.Builder builder =
                WebServer.builder()
                        .address(address)
                        .port(settings.port())
                        .backlog(BACKLOG)
                        .shutdownHook(false)
                        .shutdownGracePeriod(CLOSE_LONGEST)
                        .maxTcpConnections(CONNECTIONS_MAX)
                        .idleConnectionTimeout(IDLE_LONGEST)
                        .connectionOptions(
                                SocketOptions.builder().readTimeout(READ_LONGEST).build())
                        .directHandlers(unread())
                        .routing(HttpRouting.builder().any(api));
        if (settings.tls() != null) {
            builder.tls(settings.tls());
        }
        return builder.build();
    }

    /** Answers requests so broken that no route ever sees them. */
    private static DirectHandlers unread() {
        DirectHandlers.Builder handlers = DirectHandlers.builder();
        for (var type : DirectHandler.EventType.values()) {
            handlers.addHandler(
                    type,
                    (request, event, status, headers, message) ->
                            DirectHandler.TransportResponse.builder()
                                    .status(status)
                                    .keepAlive(false)
                                    .header(HeaderNames.CONTENT_TYPE, Reply.PROBLEM)
                                    .entity(
                                            Api.unread(
                                                    status.code(),
                                                    "the request is not HTTP/1.1 as this server"
                                                            + " reads it"))
                                    .build());
        }
        return handlers.build();
    }

    /** What is routed. */
    Operations operations() {
        return operations;
    }

    /** The TCP port it listens on. */
    public int port() {
        return server.port();
    }

    /** Where the API begins, such as {@code http://127.0.0.1:8081/openadr3/3.1.0}. */
    public String baseUrl() {
        return origin + Api.BASE;
    }

    /** Stops listening. */
    @Override
    public void close() {
        server.stop();
    }

    private static InetAddress address(String bind) {
        try {
            return InetAddress.getByName(bind);
        } catch (UnknownHostException e) {
            throw new CannotServe(
                    "the address \""
                            + bind
                            + "\" is not known; give one of this machine's, such as 127.0.0.1",
                    e);
        }
    }

    private static String urlHost(InetAddress address) {
        if (address.isAnyLocalAddress()) {
            return "127.0.0.1";
        }
        String text = address.getHostAddress();
        return text.contains(":") ? "[" + text + "]" : text;
    }

    /** Binds and lets go, so that a port that cannot be had is told in our words. */
    private static void requireFree(ApiSettings settings, InetAddress address) {
        try (ServerSocket probe = new ServerSocket()) {
            probe.setReuseAddress(true);
            probe.bind(new InetSocketAddress(address, settings.port()));
        } catch (IOException e) {
            throw taken(settings, e);
        }
    }

    private static CannotServe taken(
            ApiSettings settings, @org.jspecify.annotations.Nullable Throwable cause) {
        return new CannotServe(
                "cannot listen on "
                        + settings.bind()
                        + " port "
                        + settings.port()
                        + (cause == null ? "" : " (" + cause.getMessage() + ")")
                        + "; stop the program that has it, or choose another with --port (0 picks a"
                        + " free one)",
                cause);
    }
}
