package org.trimtab.server;

import io.helidon.common.socket.SocketOptions;
import io.helidon.http.DirectHandler;
import io.helidon.http.HeaderNames;
import io.helidon.http.HttpException;
import io.helidon.http.RequestException;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.DirectHandlers;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.trimtab.live.CannotAnswer;
import org.trimtab.live.SiteDesk;
import org.trimtab.server.Problem.Kind;

/** The site's REST API, its live stream and the dashboard, on one port. */
public final class SiteServer implements AutoCloseable {
    private static final int CONNECTIONS_MAX = 256;
    private static final int REQUESTS_AT_ONCE_MAX = 128;
    private static final Duration IDLE_LONGEST = Duration.ofMinutes(2);
    private static final Duration READ_LONGEST = Duration.ofSeconds(30);
    private static final Duration CLOSE_LONGEST = Duration.ofMillis(500);

    /** Kept so that its level is not collected with it. */
    private static final Logger LIBRARY_LOG = Logger.getLogger("io.helidon");

    private static final Logger LOG = Logger.getLogger(SiteServer.class.getName());

    private final WebServer server;
    private final LiveFeed feed;
    private final StreamRoute stream;
    private final String host;

    private SiteServer(WebServer server, LiveFeed feed, StreamRoute stream, String host) {
        this.server = server;
        this.feed = feed;
        this.stream = stream;
        this.host = host;
    }

    /**
     * Starts serving.
     *
     * @param desk the site served
     * @param settings where, and for whom
     * @throws CannotServe when the port is taken, the address is not ours, or it is open to others without a token
     */
    public static SiteServer start(SiteDesk desk, ServerSettings settings) {
        LIBRARY_LOG.setLevel(Level.SEVERE);
        InetAddress address = address(settings);
        if (!address.isLoopbackAddress() && settings.token() == null) {
            throw new CannotServe(
                    "listening on "
                            + settings.address()
                            + " lets other machines in, so a bearer token is needed; configure"
                            + " one, or listen on 127.0.0.1",
                    null);
        }
        requireFree(settings, address);
        LiveFeed feed = new LiveFeed(desk);
        StreamRoute stream = new StreamRoute(feed).start();
        WebServer server = build(desk, settings, address, feed, stream).start();
        if (!server.isRunning() || server.port() <= 0) {
            server.stop();
            stream.close();
            feed.close();
            throw taken(settings, null);
        }
        return new SiteServer(server, feed, stream, urlHost(address));
    }

    /** The TCP port it listens on. */
    public int port() {
        return server.port();
    }

    /** Where a person on this machine finds the dashboard. */
    public String url() {
        return "http://" + host + ":" + port() + "/";
    }

    /** Ends every stream and stops listening. */
    @Override
    public void close() {
        stream.close();
        feed.close();
        server.stop();
    }

    private static WebServer build(
            SiteDesk desk,
            ServerSettings settings,
            InetAddress address,
            LiveFeed feed,
            StreamRoute stream) {
        HttpRouting.Builder routing =
                HttpRouting.builder()
                        .addFilter(new Gate(settings))
                        .register(
                                new InstructionRoutes(desk),
                                new HandRoutes(desk),
                                new DayPlanRoutes(desk),
                                new ReadRoutes(desk, feed),
                                new Assets());
        Routes.on(routing, "/api/v1/stream", Routes.get(stream));
        Routes.on(routing, "/api/v1/openapi.yaml", Routes.get(SiteServer::description));
        Routes.on(
                routing,
                "/healthz",
                Routes.get((req, res) -> Replies.json(req, res, 200, ReadRoutes.health())));
        routing.any((request, response) -> {
            throw new Problem(
                    Kind.NOT_FOUND,
                    "nothing is here; the API is described at /api/v1/openapi.yaml");
        });
        answerErrors(routing);
        return WebServer.builder()
                .address(address)
                .port(settings.port())
                .shutdownHook(false)
                .shutdownGracePeriod(CLOSE_LONGEST)
                .maxTcpConnections(CONNECTIONS_MAX)
                .maxConcurrentRequests(REQUESTS_AT_ONCE_MAX)
                .maxPayloadSize(Bodies.BYTES_MAX)
                .idleConnectionTimeout(IDLE_LONGEST)
                .connectionOptions(SocketOptions.builder().readTimeout(READ_LONGEST).build())
                .directHandlers(unread())
                .routing(routing)
                .build();
    }

    private static void answerErrors(HttpRouting.Builder routing) {
        routing.error(Problem.class, Replies::problem);
        routing.error(
                RequestException.class,
                (request, response, e) -> failed(request, response, e.status().code(), e));
        routing.error(
                HttpException.class,
                (request, response, e) -> failed(request, response, e.status().code(), e));
        routing.error(
                CannotAnswer.class,
                (request, response, e) ->
                        Replies.problem(
                                request,
                                response,
                                new Problem(Kind.NOT_NOW, String.valueOf(e.getMessage()))));
        routing.error(
                RuntimeException.class,
                (request, response, e) -> failed(request, response, 500, e));
    }

    private static void failed(
            ServerRequest request, ServerResponse response, int status, RuntimeException e) {
        if (status == 413) {
            Replies.problem(request, response, Bodies.tooLarge(Bodies.BYTES_MAX));
        } else if (status >= 400 && status < 500) {
            Replies.problem(
                    request, response, new Problem(Kind.MALFORMED, String.valueOf(e.getMessage())));
        } else {
            LOG.log(Level.WARNING, "could not answer " + request.prologue().uriPath().path(), e);
            Replies.problem(
                    request,
                    response,
                    new Problem(
                            Kind.INTERNAL,
                            "this is a defect on our side; the site's log has the details"));
        }
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
                                    .header(HeaderNames.CONTENT_TYPE, Replies.PROBLEM_JSON)
                                    .entity(
                                            WireJson.bytes(
                                                    Problem.unread(
                                                            status.code(),
                                                            "the request is not HTTP/1.1 as this"
                                                                    + " server reads it")))
                                    .build());
        }
        return handlers.build();
    }

    private static void description(ServerRequest request, ServerResponse response) {
        try (InputStream stream = SiteServer.class.getResourceAsStream("openapi.yaml")) {
            if (stream == null) {
                throw new IllegalStateException("openapi.yaml is not in the jar");
            }
            Replies.bytes(request, response, 200, "application/yaml", stream.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static InetAddress address(ServerSettings settings) {
        try {
            return InetAddress.getByName(settings.address());
        } catch (UnknownHostException e) {
            throw new CannotServe(
                    "the address \""
                            + settings.address()
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

    /**
     * Binds and lets go, so that a port or an address that cannot be had is told in our words: the library only logs
     * it and then runs without a listener.
     */
    private static void requireFree(ServerSettings settings, InetAddress address) {
        try (ServerSocket probe = new ServerSocket(settings.port(), 1, address)) {
            LOG.log(Level.FINE, "free: {0}", probe);
        } catch (BindException e) {
            if (String.valueOf(e.getMessage()).contains("in use")) {
                throw taken(settings, e);
            }
            throw new CannotServe(
                    "cannot listen on "
                            + settings.address()
                            + " port "
                            + settings.port()
                            + " ("
                            + e.getMessage()
                            + "); give an address of this machine, such as 127.0.0.1, and a port"
                            + " this user may open",
                    e);
        } catch (IOException e) {
            throw new CannotServe(
                    "cannot listen on " + settings.address() + ": " + e.getMessage(), e);
        }
    }

    private static CannotServe taken(ServerSettings settings, @Nullable Throwable cause) {
        return new CannotServe(
                "port "
                        + settings.port()
                        + " on "
                        + settings.address()
                        + " is taken by another program; stop that program or choose another port"
                        + " (0 picks a free one)",
                cause);
    }
}
