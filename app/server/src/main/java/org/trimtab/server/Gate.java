package org.trimtab.server;

import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.Method;
import io.helidon.webserver.http.Filter;
import io.helidon.webserver.http.FilterChain;
import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.trimtab.server.Problem.Kind;

/**
 * Stands before every request. Without a token only a loopback name may be called, so that a web page cannot reach us
 * under a name of its own (DNS rebinding); nothing may be changed from another site's page; and where a token is
 * configured the API asks for it.
 */
final class Gate implements Filter {
    private static final Pattern LOOPBACK =
            Pattern.compile("localhost|127(?:\\.\\d{1,3}){3}|\\[::1\\]");
    private static final Set<Method> SAFE = Set.of(Method.GET, Method.HEAD, Method.OPTIONS);
    private static final HeaderName FETCH_SITE = HeaderNames.create("Sec-Fetch-Site");
    private static final String BEARER = "Bearer ";

    private final String address;
    private final byte @Nullable [] token;

    Gate(ServerSettings settings) {
        this.address = settings.address().toLowerCase(Locale.ROOT);
        this.token =
                settings.token() == null ? null : settings.token().getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void filter(FilterChain chain, RoutingRequest request, RoutingResponse response) {
        response.header("X-Content-Type-Options", "nosniff");
        response.header("Referrer-Policy", "no-referrer");
        response.header("Cross-Origin-Resource-Policy", "same-origin");
        response.header(
                "Content-Security-Policy",
                "default-src 'none'; style-src 'self'; frame-ancestors 'none'");
        try {
            check(request);
        } catch (Problem problem) {
            Replies.problem(request, response, problem);
            return;
        }
        chain.proceed();
    }

    private void check(RoutingRequest request) {
        String host = host(request.authority());
        if (token == null && !isOurs(host)) {
            throw new Problem(
                    Kind.WRONG_HOST,
                    "this server answers to localhost, 127.0.0.1 and [::1], not to \""
                            + host
                            + "\"");
        }
        if (!SAFE.contains(request.prologue().method())) {
            refuseOtherSites(request);
        }
        if (token != null && request.path().path().startsWith("/api")) {
            checkToken(request, token);
        }
    }

    private boolean isOurs(String host) {
        return LOOPBACK.matcher(host).matches() || host.equals(address);
    }

    private static void refuseOtherSites(RoutingRequest request) {
        String site = request.headers().first(FETCH_SITE).orElse("none");
        String origin = request.headers().first(HeaderNames.ORIGIN).orElse("");
        boolean foreignOrigin =
                !origin.isEmpty() && !authorityOf(origin).equalsIgnoreCase(request.authority());
        if (foreignOrigin || !(site.equals("none") || site.equals("same-origin"))) {
            throw new Problem(
                    Kind.CROSS_SITE,
                    "a page of another site cannot change anything here; use the command line or"
                            + " a program");
        }
    }

    private static String authorityOf(String origin) {
        try {
            String authority = new URI(origin).getRawAuthority();
            return authority == null ? "" : authority;
        } catch (URISyntaxException e) {
            return "";
        }
    }

    private static void checkToken(RoutingRequest request, byte[] token) {
        String given = request.headers().first(HeaderNames.AUTHORIZATION).orElse("");
        boolean isBearer = given.regionMatches(true, 0, BEARER, 0, BEARER.length());
        byte[] claimed =
                (isBearer ? given.substring(BEARER.length()).strip() : "")
                        .getBytes(StandardCharsets.UTF_8);
        if (!MessageDigest.isEqual(token, claimed)) {
            throw new Problem(
                            Kind.TOKEN_NEEDED,
                            isBearer
                                    ? "this bearer token is not the one this site was started with"
                                    : "send the header \"Authorization: Bearer <token>\" with the"
                                            + " token this site was started with")
                    .header("WWW-Authenticate", "Bearer realm=\"trimtab\"");
        }
    }

    private static String host(String authority) {
        int colon = authority.lastIndexOf(':');
        boolean hasPort = colon > authority.lastIndexOf(']');
        return (hasPort ? authority.substring(0, colon) : authority).toLowerCase(Locale.ROOT);
    }
}
