package org.trimtab.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.http.HttpResponse;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GateTest {
    private static final String TOKEN = "a-token-of-some-length";

    private final ScriptedDesk desk = new ScriptedDesk(5, InstantSource.system());

    @ParameterizedTest
    @ValueSource(
            strings = {"evil.example", "evil.example:80", "127.0.0.1.evil.example", "10.0.0.1"})
    void shouldNotAnswerToANameThatIsNotOurs(String host) throws Exception {
        try (SiteServer server = SiteServer.start(desk, ServerSettings.loopback(0));
                Http http = new Http(server.port())) {
            String answer = http.raw("GET /api/v1/status HTTP/1.1\r\nHost: " + host + "\r\n\r\n");

            assertThat(answer).startsWith("HTTP/1.1 403").contains("wrong-host");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"localhost", "LOCALHOST:8080", "127.0.0.1", "127.8.9.1:1", "[::1]:8080"})
    void shouldAnswerToLoopbackNames(String host) throws Exception {
        try (SiteServer server = SiteServer.start(desk, ServerSettings.loopback(0));
                Http http = new Http(server.port())) {
            String answer = http.raw("GET /api/v1/status HTTP/1.1\r\nHost: " + host + "\r\n\r\n");

            assertThat(answer).startsWith("HTTP/1.1 200");
        }
    }

    @Test
    void shouldNotLetAnotherSitesPageChangeAnything() throws Exception {
        String body = "{\"limit\":\"10 kW\",\"for\":\"10m\"}";
        try (SiteServer server = SiteServer.start(desk, ServerSettings.loopback(0));
                Http http = new Http(server.port())) {
            String own = "http://127.0.0.1:" + server.port();

            assertThat(http.post(body, "Origin", "https://evil.example").statusCode())
                    .isEqualTo(403);
            assertThat(http.post(body, "Origin", "null").statusCode()).isEqualTo(403);
            assertThat(http.post(body, "Sec-Fetch-Site", "cross-site").statusCode()).isEqualTo(403);
            assertThat(http.delete("/api/v1/instructions/x", "Origin", "http://x").statusCode())
                    .isEqualTo(403);
            assertThat(desk.lastAsk).isNull();
            assertThat(http.post(body, "Origin", own).statusCode()).isEqualTo(201);
        }
    }

    @Test
    void shouldAskForTheTokenWhereOneIsConfigured() throws Exception {
        try (SiteServer server = SiteServer.start(desk, new ServerSettings("127.0.0.1", 0, TOKEN));
                Http http = new Http(server.port())) {
            HttpResponse<String> without = http.get("/api/v1/status");

            assertThat(without.statusCode()).isEqualTo(401);
            assertThat(without.headers().firstValue("WWW-Authenticate"))
                    .contains("Bearer realm=\"trimtab\"");
            assertThat(Http.json(without).get("detail").asString())
                    .contains("Authorization: Bearer");
            assertThat(status(http, "Bearer " + TOKEN)).isEqualTo(200);
            assertThat(status(http, "bearer " + TOKEN)).isEqualTo(200);
            assertThat(status(http, "Bearer " + TOKEN + "x")).isEqualTo(401);
            assertThat(status(http, "Basic " + TOKEN)).isEqualTo(401);
            assertThat(http.get("/api/v1/stream").statusCode()).isEqualTo(401);
            assertThat(http.get("/api/v1/nothing").statusCode()).isEqualTo(401);
            assertThat(http.get("/").statusCode()).isEqualTo(200);
            assertThat(http.get("/healthz").statusCode()).isEqualTo(200);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "//api/v1/status",
                "/./api/v1/status",
                "/%61pi/v1/status",
                "/x/../api/v1/status"
            })
    void shouldNotBeTalkedAroundWithAnotherSpellingOfThePath(String path) throws Exception {
        try (SiteServer server = SiteServer.start(desk, new ServerSettings("127.0.0.1", 0, TOKEN));
                Http http = new Http(server.port())) {
            String answer = http.raw("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n");

            assertThat(answer).doesNotContain("metered_w").doesNotStartWith("HTTP/1.1 200");
        }
    }

    private static int status(Http http, String authorization) throws Exception {
        return http.get("/api/v1/status", "Authorization", authorization).statusCode();
    }

    @Test
    void shouldNotListenToOthersWithoutAToken() {
        assertThatExceptionOfType(CannotServe.class)
                .isThrownBy(() -> SiteServer.start(desk, new ServerSettings("0.0.0.0", 0, null)))
                .withMessageContaining("0.0.0.0")
                .withMessageContaining("bearer token");
        assertThat(desk.watching()).isZero();
    }

    @Test
    void shouldNameThePortAndTheWayOutWhenItIsTaken() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            assertThatExceptionOfType(CannotServe.class)
                    .isThrownBy(() ->
                            SiteServer.start(desk, ServerSettings.loopback(taken.getLocalPort())))
                    .withMessageContaining("port " + taken.getLocalPort() + " on 127.0.0.1")
                    .withMessageContaining("choose another port");
        }
        assertThat(desk.watching()).isZero();
    }

    @Test
    void shouldSayWhenTheAddressIsNotOneOfOurs() {
        assertThatExceptionOfType(CannotServe.class)
                .isThrownBy(() -> SiteServer.start(desk, new ServerSettings("192.0.2.7", 0, TOKEN)))
                .withMessageContaining("192.0.2.7")
                .withMessageContaining("127.0.0.1");
    }

    @Test
    void shouldKeepTheTokenToItself() {
        assertThat(new ServerSettings("127.0.0.1", 0, TOKEN).toString()).doesNotContain(TOKEN);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ServerSettings("127.0.0.1", 0, "short"))
                .withMessageContaining("16 to 512")
                .withMessageNotContaining("short ");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ServerSettings("127.0.0.1", 70_000, null))
                .withMessageContaining("70000");
    }
}
