package org.trimtab.openadr.vtn.rest;

import io.helidon.http.HeaderNames;
import io.helidon.http.Method;
import io.helidon.http.Status;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.trimtab.openadr.vtn.access.Caller;
import org.trimtab.openadr.vtn.auth.TokenRefused;
import org.trimtab.openadr.vtn.auth.TokenVerifier;
import org.trimtab.openadr.vtn.rest.Operations.Operation;
import org.trimtab.openadr.wire.Extras;
import org.trimtab.openadr.wire.Problem;
import org.trimtab.openadr.wire.WireFault;

/** Takes every request: finds its operation, lets the caller in or not, and sends the answer or a problem. */
final class Api implements Handler {
    static final String BASE = "/openadr3/3.1.0";
    static final String OLD_BASE = "/openadr3/3.0.1";

    /** Smaller answers are not worth compressing. */
    private static final int COMPRESSED_FROM = 1_024;

    private static final Logger LOG = Logger.getLogger(Api.class.getName());

    private final List<Operation> operations;
    private final List<Operation> oldOperations;
    private final TokenVerifier verifier;
    private final Choices choices;

    Api(Operations operations, TokenVerifier verifier, Choices choices) {
        this.operations = operations.all();
        this.oldOperations = operations.old();
        this.verifier = verifier;
        this.choices = choices;
    }

    @Override
    public void handle(ServerRequest request, ServerResponse response) {
        String requestId = UUID.randomUUID().toString();
        Reply reply;
        try {
            reply = answer(request);
            conditional(request, reply);
        } catch (Refusal e) {
            reply = problem(e.status(), e.detail(), requestId);
            e.headers().forEach(reply::header);
        } catch (WireFault e) {
            reply = problem(400, String.valueOf(e.getMessage()), requestId);
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "could not answer request " + requestId, e);
            reply = problem(500, "this is a fault on our side; the VTN's log has it", requestId);
        }
        send(request, response, reply.header("X-Request-Id", requestId));
    }

    private Reply answer(ServerRequest request) {
        String path = request.prologue().uriPath().rawPath();
        boolean old = path.startsWith(OLD_BASE + "/");
        if (!old && !path.startsWith(BASE + "/")) {
            throw nothingHere(path);
        }
        String below = withoutLastSlash(path.substring(old ? OLD_BASE.length() : BASE.length()));
        Method method = request.prologue().method();
        String verb = method.equals(Method.HEAD) ? "GET" : method.text();
        Incoming incoming = new Incoming(request, old ? OLD_BASE : BASE);
        Set<String> verbs = new TreeSet<>();
        String[] parts = below.split("/", -1);
        for (Operation operation : old ? oldOperations : operations) {
            Map<String, String> values = values(operation.parts(), parts);
            if (values != null && operation.method().equals(verb)) {
                return run(new Match(operation, values, old), incoming, request);
            }
            if (values != null) {
                verbs.add(operation.method());
            }
        }
        if (verbs.isEmpty()) {
            throw nothingHere(path);
        }
        if (verbs.contains("GET")) {
            verbs.add("HEAD");
        }
        verbs.add("OPTIONS");
        String allowed = String.join(", ", verbs);
        if (verb.equals("OPTIONS")) {
            return new Reply(204, Reply.JSON, new Body(new byte[0]), new LinkedHashMap<>())
                    .header("Allow", allowed);
        }
        throw new Refusal(405, "this path takes " + allowed + ", not " + verb)
                .header("Allow", allowed);
    }

    /** Some clients end every path with a slash. */
    private static String withoutLastSlash(String path) {
        boolean one = path.length() > 1 && path.endsWith("/") && !path.endsWith("//");
        return one ? path.substring(0, path.length() - 1) : path;
    }

    private static Refusal nothingHere(String path) {
        return new Refusal(
                404,
                "nothing is at "
                        + (path.length() > 200 ? path.substring(0, 200) + "…" : path)
                        + "; the API of OpenADR 3.1.0 begins at "
                        + BASE);
    }

    /** The operation a path means, with the values in it. */
    private record Match(Operation operation, Map<String, String> values, boolean old) {}

    private Reply run(Match match, Incoming incoming, ServerRequest request) {
        Operation operation = match.operation();
        Caller caller = new Caller("", Set.of());
        if (operation.scope() != null) {
            caller = caller(incoming);
            boolean mayDelete =
                    choices.businessLogicDeletesReports()
                            && operation.method().equals("DELETE")
                            && operation.path().equals("/reports/{id}")
                            && caller.isBusinessLogic();
            if (!operation.isOpenTo(caller.scopes()) && !mayDelete) {
                throw new Refusal(
                                403,
                                "the token does not allow this; it needs the scope "
                                        + operation.scope().word())
                        .header(
                                "WWW-Authenticate",
                                "Bearer error=\"insufficient_scope\", scope=\""
                                        + operation.scope().word()
                                        + "\"");
            }
        }
        for (String value : match.values().values()) {
            if (!Query.isObjectId(value)) {
                throw Refusal.bad("the path holds no object id: 1 to 128 letters, digits, - or _");
            }
        }
        Query query = Query.parse(request.prologue().query().rawValue());
        return operation
                .action()
                .apply(new Ask(caller, match.values(), query, match.old(), incoming));
    }

    private Caller caller(Incoming incoming) {
        String header = incoming.header("Authorization");
        if (header == null) {
            throw notIn(
                    "send \"Authorization: Bearer TOKEN\"; GET auth/server tells where tokens are"
                            + " had",
                    "");
        }
        if (!header.regionMatches(true, 0, "Bearer ", 0, 7)) {
            throw notIn("the Authorization header must begin with Bearer", "");
        }
        try {
            return verifier.caller(header.substring(7).strip(), incoming.certificate());
        } catch (TokenRefused e) {
            throw notIn(String.valueOf(e.getMessage()), " error=\"invalid_token\"");
        }
    }

    private Refusal notIn(String detail, String error) {
        return new Refusal(choices.badTokenStatus(), detail)
                .header(
                        "WWW-Authenticate",
                        "Bearer realm=\"openadr3\"" + (error.isEmpty() ? "" : ",") + error);
    }

    /** The values a path has where the operation's has braces; null when it is another path. */
    private static @Nullable Map<String, String> values(List<String> wanted, String[] given) {
        if (wanted.size() != given.length) {
            return null;
        }
        Map<String, String> values = Map.of();
        for (int i = 0; i < given.length; i++) {
            String part = wanted.get(i);
            if (part.startsWith("{")) {
                values = values.isEmpty() ? new LinkedHashMap<>() : values;
                values.put(part.substring(1, part.length() - 1), given[i]);
            } else if (!part.equals(given[i])) {
                return null;
            }
        }
        return values;
    }

    private static Reply problem(int status, String detail, String requestId) {
        Problem problem =
                new Problem(
                        "about:blank",
                        Refusal.title(status),
                        status,
                        detail,
                        "urn:uuid:" + requestId,
                        Extras.NONE);
        Reply reply = Reply.json(status, problem);
        return new Reply(status, Reply.PROBLEM, reply.body(), new LinkedHashMap<>());
    }

    /** Tags what a GET shows, so that the next one may be told that nothing changed. */
    private static void conditional(ServerRequest request, Reply reply) {
        String method = request.prologue().method().text();
        if (reply.status() == 200 && !method.equals("DELETE") && !method.equals("POST")) {
            reply.headers().putIfAbsent("ETag", reply.body().tag());
        }
        reply.headers().putIfAbsent("Cache-Control", "private, no-cache");
        reply.headers().put("Vary", "Authorization, Accept-Encoding");
    }

    private static void send(ServerRequest request, ServerResponse response, Reply reply) {
        reply.headers().putIfAbsent("Cache-Control", "no-store");
        reply.headers().put("X-Content-Type-Options", "nosniff");
        String tag = reply.headers().get("ETag");
        String known = request.headers().first(HeaderNames.IF_NONE_MATCH).orElse(null);
        boolean head = request.prologue().method().equals(Method.HEAD);
        boolean get = head || request.prologue().method().equals(Method.GET);
        if (get && tag != null && known != null && Etag.isIn(known, tag)) {
            reply.headers()
                    .forEach((name, value) -> response.header(HeaderNames.create(name), value));
            response.status(Status.NOT_MODIFIED_304).send();
            return;
        }
        byte[] body = reply.body().plain();
        if (body.length >= COMPRESSED_FROM && takesGzip(request)) {
            body = reply.body().compressed();
            reply.header("Content-Encoding", "gzip");
            if (tag != null) {
                reply.header("ETag", "W/" + tag);
            }
        }
        reply.headers().forEach((name, value) -> response.header(HeaderNames.create(name), value));
        response.header(HeaderNames.CONTENT_TYPE, reply.type());
        response.status(Status.create(reply.status()));
        if (reply.status() == 204) {
            response.send();
        } else if (head) {
            response.contentLength(body.length);
            response.send();
        } else {
            response.send(body);
        }
    }

    private static boolean takesGzip(ServerRequest request) {
        String accepted =
                request.headers()
                        .first(HeaderNames.ACCEPT_ENCODING)
                        .orElse("")
                        .toLowerCase(Locale.ROOT);
        for (String part : accepted.split(",")) {
            String[] words = part.strip().split(";", 2);
            boolean named = words[0].strip().equals("gzip") || words[0].strip().equals("*");
            if (named && (words.length < 2 || !words[1].strip().matches("q=0(\\.0*)?"))) {
                return true;
            }
        }
        return false;
    }

    /** A problem for what no route ever sees. */
    static byte[] unread(int status, String detail) {
        return problem(status, detail, UUID.randomUUID().toString()).body().plain();
    }
}
