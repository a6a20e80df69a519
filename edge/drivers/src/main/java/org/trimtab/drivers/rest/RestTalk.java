package org.trimtab.drivers.rest;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.trimtab.dispatch.Failure;
import org.trimtab.drivers.api.Access;
import org.trimtab.drivers.api.Credentials;
import org.trimtab.drivers.api.Exchange;
import org.trimtab.drivers.api.Framing;
import org.trimtab.drivers.api.Reply;
import org.trimtab.drivers.api.WireFailure;
import org.trimtab.drivers.cgminer.CgminerJson;
import org.trimtab.drivers.transport.HttpAnswer;
import org.trimtab.drivers.transport.HttpRequest;
import org.trimtab.resource.DeviceId;
import tools.jackson.databind.JsonNode;

/**
 * One conversation's talk with a device's web server: asks one thing after the other, shows the token, and logs in
 * when it has none or the device no longer takes it; once in a conversation, never more. A device that says it is
 * asked too often is not asked again. Used by one thread.
 *
 * <p>A conversation hands on {@link #ask} as its exchange and every reply to {@link #result}. When that is
 * {@link Result.Again} the exchange in it comes next: a login, or what was asked before it. {@link #acting()}, read
 * before {@code result}, tells whether the reply belongs to a request that makes the device act; after {@code Again}
 * it has not acted.
 */
public final class RestTalk {
    /** What came of a request. */
    public sealed interface Result {
        /** An answer with a status of success; its body may be empty. */
        record Got(byte[] body) implements Result {
            /** The body as JSON, an object or not; null when it is none or its end is missing. */
            public @Nullable JsonNode json() {
                return RestTalk.json(body);
            }
        }

        /** This comes next; the device has not acted. */
        record Again(Exchange exchange) implements Result {}

        /** No answer that counts: see the failure. The device has not acted if its server answered. */
        record Failed(Failure failure, String detail) implements Result {}

        /** The server answered with a status that is no success and none of those that ask for a login. */
        record Refused(int status, byte[] body) implements Result {
            /** For people. */
            public String detail() {
                return "it answered HTTP " + status;
            }
        }
    }

    /**
     * Whom to talk to.
     *
     * @param device its name within the site
     * @param host its address
     * @param port TCP port of its web server
     * @param access how it may be reached
     * @param delivered the login the maker delivers it with
     */
    public record Server(
            DeviceId device, String host, int port, Access access, Credentials delivered) {}

    private static final int TOO_MANY_REQUESTS = 429;

    private final Server server;
    private final @Nullable TokenLogin login;
    private final Tokens tokens;
    private final Instant now;
    private RestRequest asked = RestRequest.get("/", Duration.ZERO);
    private boolean loggingIn;
    private boolean loggedIn;
    private boolean tokenShown;

    /**
     * A talk.
     *
     * @param login how its family logs in; null when it does not
     * @param tokens the family's tokens
     * @param now the site's time; a token's life is counted from it
     */
    public RestTalk(Server server, @Nullable TokenLogin login, Tokens tokens, Instant now) {
        this.server = server;
        this.login = login;
        this.tokens = tokens;
        this.now = now;
    }

    /** Asks; a login comes first when one is needed and there is no token. */
    public Exchange ask(RestRequest request) {
        asked = request;
        loggingIn = false;
        TokenLogin known = login;
        return known != null && request.login() && token() == null && !loggedIn
                ? login(known)
                : exchange(request);
    }

    /** True when the exchange handed out last makes the device act. */
    public boolean acting() {
        return !loggingIn && asked.acts();
    }

    /** True when a token is held. */
    public boolean holdsToken() {
        return token() != null;
    }

    /** What the reply to the exchange handed out last means. */
    public Result result(Reply reply) {
        WireFailure lost = WireFailure.of(reply);
        if (lost != null) {
            return new Result.Failed(lost.failure(), lost.detail());
        }
        HttpAnswer answer =
                reply instanceof Reply.Answered answered
                        ? HttpAnswer.parse(answered.bytes())
                        : null;
        if (answer == null) {
            return new Result.Failed(Failure.GARBLED, "its answer is no HTTP");
        }
        if (answer.status() == TOO_MANY_REQUESTS) {
            return new Result.Failed(
                    Failure.DEVICE_ERROR, "it says too many requests were sent (HTTP 429)");
        }
        if (answer.status() == 401 || answer.status() == 403) {
            return tokenRefused();
        }
        boolean success = answer.status() >= 200 && answer.status() < 300;
        if (!success) {
            return new Result.Refused(answer.status(), answer.body());
        }
        return loggingIn ? loggedIn(answer.body()) : new Result.Got(answer.body());
    }

    /**
     * The device did not take the token, or wants one: logs in, or gives up when it has done so already. For families
     * that say so in the body of an answer; HTTP 401 and 403 are seen by {@link #result}.
     */
    public Result tokenRefused() {
        TokenLogin known = login;
        if (loggingIn || loggedIn || known == null) {
            loggingIn = false;
            if (tokenShown) {
                tokens.drop(server.device());
            }
            return wrongPassword();
        }
        tokens.drop(server.device());
        return new Result.Again(login(known));
    }

    /** A body as JSON, an object or not; null when it is none or its end is missing. */
    public static @Nullable JsonNode json(byte[] body) {
        byte[] start = "{\"value\":[".getBytes(StandardCharsets.US_ASCII);
        byte[] end = "]}".getBytes(StandardCharsets.US_ASCII);
        byte[] whole = Arrays.copyOf(start, start.length + body.length + end.length);
        System.arraycopy(body, 0, whole, start.length, body.length);
        System.arraycopy(end, 0, whole, start.length + body.length, end.length);
        CgminerJson json = CgminerJson.parse(whole);
        JsonNode values = json == null || json.truncated() ? null : json.root().get("value");
        JsonNode value =
                values == null || !values.isArray() || values.size() != 1 ? null : values.get(0);
        return value == null || value.isNull() ? null : value;
    }

    private Result loggedIn(byte[] body) {
        TokenLogin known = login;
        TokenLogin.Token token = known == null ? null : known.token(body);
        loggingIn = false;
        if (token == null && known != null && known.refuses(body)) {
            return wrongPassword();
        }
        if (token == null || !tokens.keep(server.device(), token, now)) {
            return new Result.Failed(Failure.GARBLED, "its answer to the login holds no token");
        }
        loggedIn = true;
        return new Result.Again(exchange(asked));
    }

    private Result wrongPassword() {
        String user = credentials().user();
        return new Result.Failed(
                Failure.WRONG_PASSWORD,
                user.isEmpty()
                        ? "it does not accept the password"
                        : "it does not accept the password of user \"" + user + "\"");
    }

    private Exchange login(TokenLogin known) {
        loggingIn = true;
        RestRequest request = known.request(credentials());
        return exchange(request, request.fields());
    }

    private Exchange exchange(RestRequest request) {
        String token = token();
        TokenLogin known = login;
        tokenShown = token != null;
        if (token == null || known == null) {
            return exchange(request, request.fields());
        }
        Map<String, String> fields = new LinkedHashMap<>(known.fields(token));
        fields.putAll(request.fields());
        return exchange(request, fields);
    }

    private Exchange exchange(RestRequest request, Map<String, String> fields) {
        HttpRequest http =
                new HttpRequest(
                        request.method(), request.path(), hostField(), request.body(), fields);
        return new Exchange(
                server.port(),
                http.bytes(null),
                Framing.HTTP,
                request.within(),
                !loggingIn && request.acts(),
                server.access().encryption());
    }

    private Credentials credentials() {
        return server.access().or(server.delivered());
    }

    private @Nullable String token() {
        return tokens.of(server.device(), now);
    }

    private String hostField() {
        boolean plain = server.port() == 80 || server.port() == 443;
        return plain ? server.host() : server.host() + ":" + server.port();
    }
}
