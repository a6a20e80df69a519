package org.trimtab.server;

import io.helidon.http.HeaderNames;
import io.helidon.http.Method;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes answers, so that every one of them has its type, its length and nothing unforeseen. */
final class Replies {
    static final String JSON = "application/json";
    static final String PROBLEM_JSON = "application/problem+json";
    static final String HTML = "text/html; charset=utf-8";
    private static final int SHOWN_LENGTH_MAX = 64;

    private Replies() {}

    static void json(ServerRequest request, ServerResponse response, int status, Object value) {
        response.header(HeaderNames.CACHE_CONTROL, "no-store");
        bytes(request, response, status, JSON, WireJson.bytes(value));
    }

    static void problem(ServerRequest request, ServerResponse response, Problem problem) {
        response.header(HeaderNames.CACHE_CONTROL, "no-store");
        problem.headers().forEach(response::header);
        bytes(request, response, problem.status(), PROBLEM_JSON, WireJson.bytes(problem.body()));
    }

    /** Sends a whole body; to a HEAD request only what would describe it. */
    static void bytes(
            ServerRequest request, ServerResponse response, int status, String type, byte[] body) {
        response.status(Status.create(status)).header(HeaderNames.CONTENT_TYPE, type);
        if (isHead(request)) {
            response.contentLength(body.length);
            response.send();
        } else {
            response.send(body);
        }
    }

    static boolean isHead(ServerRequest request) {
        return request.prologue().method().equals(Method.HEAD);
    }

    /** The one value of a query parameter, or null when it is not given. */
    static @Nullable String query(ServerRequest request, String name) {
        if (!request.query().contains(name)) {
            return null;
        }
        List<String> values = request.query().all(name);
        if (values.size() != 1) {
            throw new Problem(
                    Problem.Kind.BAD_VALUE, "query \"" + name + "\" must be given once only");
        }
        return values.getFirst();
    }

    /** Refuses query parameters nobody reads, naming the nearest known one. */
    static void knownQueries(ServerRequest request, List<String> known) {
        for (String name : request.query().names()) {
            if (!known.contains(name)) {
                throw new Problem(
                                Problem.Kind.UNKNOWN_FIELD,
                                "unknown query \"" + shown(name) + "\"" + advice(name, known))
                        .with("field", shown(name));
            }
        }
    }

    private static String advice(String name, List<String> known) {
        return known.isEmpty()
                ? "; nothing can be asked for here"
                : "; did you mean \""
                        + Nearest.to(name, known)
                        + "\"? Known here: "
                        + String.join(", ", known);
    }

    /** A text from outside, short enough to show. */
    static String shown(String text) {
        return text.length() > SHOWN_LENGTH_MAX ? text.substring(0, SHOWN_LENGTH_MAX) + "…" : text;
    }

    /** A whole number from the query, within bounds. */
    static int number(ServerRequest request, String name, int otherwise, int least, int most) {
        String text = query(request, name);
        if (text == null) {
            return otherwise;
        }
        try {
            int value = Integer.parseInt(text);
            if (value >= least && value <= most) {
                return value;
            }
        } catch (NumberFormatException e) {
            // Falls through to the one message below.
        }
        throw new Problem(
                        Problem.Kind.BAD_VALUE,
                        "query \""
                                + name
                                + "\" must be a whole number from "
                                + least
                                + " to "
                                + most)
                .with("field", name);
    }
}
