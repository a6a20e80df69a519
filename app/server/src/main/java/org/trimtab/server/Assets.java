package org.trimtab.server;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** The dashboard's files, and of the libraries exactly those it uses; nothing else on the class path can be fetched. */
final class Assets implements HttpService {
    private static final String PAGE_POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
                    + " connect-src 'self'; base-uri 'none'; form-action 'none';"
                    + " frame-ancestors 'none'";
    private static final String OWN = "org/trimtab/dashboard/";
    private static final String LIBRARIES = "META-INF/resources/webjars/";
    private static final List<String> PAGES =
            List.of(
                    "app.js",
                    "chart.js",
                    "event.js",
                    "fleet.js",
                    "format.js",
                    "owed.js",
                    "plan.js",
                    "stream.js",
                    "why.js");
    private static final List<String> STYLES = List.of("app.css", "statement.css");
    private static final List<String> SCRIPTS =
            List.of("preact/10.28.0/dist/preact.module.js", "uplot/1.6.30/dist/uPlot.iife.min.js");
    private static final String CHART_STYLE = "uplot/1.6.30/dist/uPlot.min.css";

    /** The name of a library's file holds its version, so its content never changes. */
    private static final String FOREVER = "public, max-age=31536000, immutable";

    private static final String ASK_AGAIN = "no-cache";

    private record Asset(String type, byte[] body, String tag, String cache) {}

    @Override
    public void routing(HttpRules rules) {
        serve(rules, "/", OWN + "index.html", Replies.HTML, ASK_AGAIN);
        serve(rules, "/favicon.svg", OWN + "favicon.svg", "image/svg+xml", ASK_AGAIN);
        for (String page : PAGES) {
            serve(rules, "/dashboard/" + page, OWN + page, "text/javascript", ASK_AGAIN);
        }
        for (String style : STYLES) {
            serve(rules, "/dashboard/" + style, OWN + style, "text/css", ASK_AGAIN);
        }
        for (String script : SCRIPTS) {
            serve(rules, "/webjars/" + script, LIBRARIES + script, "text/javascript", FOREVER);
        }
        serve(rules, "/webjars/" + CHART_STYLE, LIBRARIES + CHART_STYLE, "text/css", FOREVER);
    }

    private static void serve(
            HttpRules rules, String path, String resource, String type, String cache) {
        byte[] body = read(resource);
        Asset asset = new Asset(type, body, tag(body), cache);
        Routes.on(rules, path, Routes.get((request, response) -> send(request, response, asset)));
    }

    private static void send(ServerRequest request, ServerResponse response, Asset asset) {
        response.header(HeaderNames.CACHE_CONTROL, asset.cache());
        response.header(HeaderNames.ETAG, asset.tag());
        response.headers().set(HeaderNames.create("Content-Security-Policy"), PAGE_POLICY);
        if (request.headers().first(HeaderNames.IF_NONE_MATCH).orElse("").equals(asset.tag())) {
            response.status(304).send();
        } else {
            Replies.bytes(request, response, 200, asset.type(), asset.body());
        }
    }

    private static byte[] read(String resource) {
        try (InputStream stream = Assets.class.getClassLoader().getResourceAsStream(resource)) {
            if (stream == null) {
                throw new IllegalStateException("the dashboard lacks its file " + resource);
            }
            return stream.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String tag(byte[] body) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(body);
            return '"' + HexFormat.of().formatHex(digest, 0, 12) + '"';
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
