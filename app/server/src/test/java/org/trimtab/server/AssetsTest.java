package org.trimtab.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AssetsTest {
    private static final Pattern REFERENCE =
            Pattern.compile("(?:href=|src=|from )\"((?:/|\\./)[^\"]+\\.(?:js|css|svg))\"");

    private SiteServer server;
    private Http http;

    @BeforeEach
    void start() {
        server =
                SiteServer.start(
                        new ScriptedDesk(5, InstantSource.system()), ServerSettings.loopback(0));
        http = new Http(server.port());
    }

    @AfterEach
    void stop() {
        http.close();
        server.close();
    }

    @Test
    void shouldServeEverythingThePageAsksForAndNothingFromElsewhere() throws Exception {
        Set<String> seen = new TreeSet<>();
        ArrayDeque<String> left = new ArrayDeque<>();
        left.add("/");
        while (!left.isEmpty()) {
            String path = left.remove();
            HttpResponse<String> response = http.get(path);
            assertThat(response.statusCode()).as(path).isEqualTo(200);
            if (!path.startsWith("/webjars")) {
                assertThat(response.body()).as(path).doesNotContain("https://");
                Matcher matcher = REFERENCE.matcher(response.body());
                while (matcher.find()) {
                    String next = matcher.group(1).replaceFirst("^\\./", "/dashboard/");
                    if (seen.add(next)) {
                        left.add(next);
                    }
                }
            }
        }
        assertThat(seen)
                .contains(
                        "/dashboard/app.css",
                        "/dashboard/fleet.js",
                        "/dashboard/format.js",
                        "/favicon.svg",
                        "/webjars/preact/10.28.0/dist/preact.module.js",
                        "/webjars/uplot/1.6.30/dist/uPlot.iife.min.js",
                        "/webjars/uplot/1.6.30/dist/uPlot.min.css");
    }

    @Test
    void shouldForbidThePageEverythingButItself() throws Exception {
        String policy = http.get("/").headers().firstValue("Content-Security-Policy").orElseThrow();

        assertThat(policy)
                .contains("default-src 'none'")
                .contains("script-src 'self'")
                .contains("frame-ancestors 'none'")
                .doesNotContain("unsafe");
        assertThat(http.get("/").headers().allValues("Content-Security-Policy")).hasSize(1);
        assertThat(http.get("/").headers().firstValue("X-Content-Type-Options"))
                .contains("nosniff");
        assertThat(http.get("/").body()).doesNotContain("style=").doesNotContain("onclick");
    }

    @Test
    void shouldLetLibrariesBeKeptAndThePageBeAskedForAgain() throws Exception {
        HttpResponse<String> library = http.get("/webjars/uplot/1.6.30/dist/uPlot.min.css");
        HttpResponse<String> page = http.get("/dashboard/app.js");
        HttpResponse<String> again =
                http.get(
                        "/dashboard/app.js",
                        "If-None-Match",
                        page.headers().firstValue("ETag").orElseThrow());

        assertThat(library.headers().firstValue("Cache-Control").orElse("")).contains("immutable");
        assertThat(page.headers().firstValue("Cache-Control")).contains("no-cache");
        assertThat(page.headers().firstValue("Content-Type")).contains("text/javascript");
        assertThat(again.statusCode()).isEqualTo(304);
        assertThat(again.body()).isEmpty();
    }

    @Test
    void shouldDescribeAFileToWhoeverAsksForItsHeadOnly() throws Exception {
        HttpResponse<String> head =
                http.send(
                        http.request("/")
                                .method("HEAD", HttpRequest.BodyPublishers.noBody())
                                .build());

        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.headers().firstValueAsLong("Content-Length").orElse(0)).isPositive();
        assertThat(head.body()).isEmpty();
    }
}
