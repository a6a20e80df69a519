package org.trimtab.server;

import io.helidon.http.Method;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.HttpRules;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.trimtab.server.Problem.Kind;

/** Lays out what a path answers to; every other method is told which ones do. */
final class Routes {
    private Routes() {}

    /**
     * A method and who answers it.
     *
     * @param method HTTP method
     * @param handler who answers
     */
    record Verb(Method method, Handler handler) {}

    static Verb get(Handler handler) {
        return new Verb(Method.GET, handler);
    }

    static Verb post(Handler handler) {
        return new Verb(Method.POST, handler);
    }

    static Verb delete(Handler handler) {
        return new Verb(Method.DELETE, handler);
    }

    /** Puts verbs on a path; HEAD comes with GET. */
    static void on(HttpRules rules, String path, Verb... verbs) {
        for (Verb verb : verbs) {
            rules.route(verb.method(), path, verb.handler());
            if (verb.method().equals(Method.GET)) {
                rules.route(Method.HEAD, path, verb.handler());
            }
        }
        String allowed = allowed(verbs);
        rules.any(
                path,
                (request, response) -> {
                    throw new Problem(
                                    Kind.METHOD_NOT_ALLOWED,
                                    request.prologue().method().text()
                                            + " is not allowed here; allowed: "
                                            + allowed)
                            .header("Allow", allowed);
                });
    }

    private static String allowed(Verb... verbs) {
        return Arrays.stream(verbs)
                .flatMap(v ->
                        v.method().equals(Method.GET)
                                ? Stream.of("GET", "HEAD")
                                : Stream.of(v.method().text()))
                .collect(Collectors.joining(", "));
    }
}
