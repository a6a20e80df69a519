package org.trimtab.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class ReadRoutesTest {
    private static final Instant START = Instant.parse("2026-07-14T18:00:00Z");

    private final SetClock clock = new SetClock(START);
    private final ScriptedDesk desk = new ScriptedDesk(20, clock);
    private SiteServer server;
    private Http http;

    @BeforeEach
    void start() {
        server = SiteServer.start(desk, ServerSettings.loopback(0));
        http = new Http(server.port());
    }

    @AfterEach
    void stop() {
        http.close();
        server.close();
    }

    @Test
    void shouldShowTheStatusWithUnitsInItsKeysAndUnknownAsNull() throws Exception {
        JsonNode status = Http.json(http.get("/api/v1/status"));

        assertThat(status.get("site").asString()).isEqualTo("west-1");
        assertThat(status.get("at").asString()).isEqualTo("2026-07-14T18:00:00Z");
        assertThat(status.get("metered_w").isIntegralNumber()).isTrue();
        assertThat(status.get("target_w").isNull()).isTrue();
        assertThat(status.get("activities").get("HASHING").asInt()).isEqualTo(19);
    }

    @Test
    void shouldGiveDevicesPageByPage() throws Exception {
        JsonNode page =
                Http.json(http.get("/api/v1/devices?family=luxos&phase=free&offset=10&limit=5"));

        assertThat(page.get("total").asInt()).isEqualTo(12);
        assertThat(page.get("devices").size()).isEqualTo(2);
        JsonNode device = page.get("devices").get(0);
        assertThat(device.get("id").asString()).isEqualTo("lux-a-0011");
        assertThat(device.get("power_w").asLong()).isEqualTo(3_500);
        assertThat(device.get("hashrate_mhs").asLong()).isEqualTo(200_000_000);
        assertThat(Http.json(http.get("/api/v1/devices/lux-a-0011"))).isEqualTo(device);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
"""
/api/v1/devices?limit=0        | query "limit" must be a whole number from 1 to 1000
/api/v1/devices?limit=1001     | query "limit" must be a whole number from 1 to 1000
/api/v1/devices?limit=ten      | query "limit" must be a whole number from 1 to 1000
/api/v1/devices?offset=-1      | query "offset" must be a whole number from 0
/api/v1/devices?limit=1&limit=2 | given once only
/api/v1/devices?fase=free      | unknown query "fase"; did you mean "phase"?
/api/v1/events?phase=free      | unknown query "phase"
/api/v1/stream?since=1         | unknown query "since"
""")
    void shouldRefuseAQueryItDoesNotKnow(String path, String expected) throws Exception {
        HttpResponse<String> response = http.get(path);

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(Http.json(response).get("detail").asString()).contains(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v1/devices/nobody",
                "/api/v1/events/nobody",
                "/api/v1/events/nobody/statement",
                "/api/v1/events/nobody/evidence",
                "/api/v1/nothing",
                "/webjars/preact/10.28.0/package.json",
                "/dashboard/../org/trimtab/server/openapi.yaml",
                "/dashboard/%2e%2e/index.html"
            })
    void shouldAnswerNotFoundAsAProblem(String path) throws Exception {
        String answer =
                http.raw(
                        "GET "
                                + path
                                + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 404").contains("application/problem+json");
    }

    @ParameterizedTest
    @CsvSource({
        "POST, /api/v1/status, 'GET, HEAD'",
        "GET, /api/v1/instructions, POST",
        "PUT, /api/v1/instructions/e-1, DELETE",
        "DELETE, /, 'GET, HEAD'",
        "POST, /api/v1/stream, 'GET, HEAD'"
    })
    void shouldNameTheAllowedMethods(String method, String path, String allowed) throws Exception {
        HttpResponse<String> response =
                http.send(
                        http.request(path)
                                .method(method, HttpRequest.BodyPublishers.noBody())
                                .build());

        assertThat(response.statusCode()).isEqualTo(405);
        assertThat(response.headers().firstValue("Allow")).contains(allowed);
        assertThat(Http.json(response).get("detail").asString()).contains(method);
    }

    @Test
    void shouldTellHowAnEventGoesAndSettleItAfterwards() throws Exception {
        http.post("{\"id\":\"e-1\",\"limit\":\"30 kW\",\"for\":\"3m\"}");
        clock.advance(Duration.ofSeconds(1));

        JsonNode early = Http.json(http.get("/api/v1/events/e-1"));
        HttpResponse<String> tooEarly = http.get("/api/v1/events/e-1/statement");
        clock.advance(Duration.ofMinutes(5));
        HttpResponse<String> statement = http.get("/api/v1/events/e-1/statement");

        assertThat(early.get("stages").get(1).get("name").asString()).isEqualTo("decided");
        assertThat(early.get("stages").get(1).get("after_ms").asDouble()).isEqualTo(2.7);
        assertThat(tooEarly.statusCode()).isEqualTo(404);
        assertThat(Http.json(tooEarly).get("state").asString()).isEqualTo("ACTIVE");
        JsonNode settled = Http.json(statement);
        assertThat(settled.get("baseline_w").asLong()).isEqualTo(72_100);
        assertThat(settled.get("limit_w").asLong()).isEqualTo(30_000);
        assertThat(settled.get("intervals").size()).isEqualTo(3);
        assertThat(settled.get("intervals").get(0).get("verdict").asString()).isEqualTo("EXCUSED");
        assertThat(settled.get("availability_usd").decimalValue()).isEqualByComparingTo("2.10");
        assertThat(Http.json(http.get("/api/v1/events?limit=1")).get("total").asInt()).isEqualTo(1);
    }

    @Test
    void shouldPrintTheStatementForABrowserAndHandOutTheEvidence() throws Exception {
        http.post("{\"id\":\"e:1\",\"limit\":\"30 kW\",\"for\":\"3m\"}");
        desk.loseMeter(START.plusSeconds(60), START.plusSeconds(61));
        clock.advance(Duration.ofMinutes(5));

        HttpResponse<String> page =
                http.get("/api/v1/events/e:1/statement", "Accept", "text/html,*/*;q=0.8");
        HttpResponse<byte[]> evidence = http.bytes("/api/v1/events/e:1/evidence");

        assertThat(page.headers().firstValue("Content-Type")).contains("text/html; charset=utf-8");
        assertThat(page.body()).contains("Statement e:1").contains("the meter was silent");
        assertThat(evidence.headers().firstValue("Content-Type")).contains("application/zip");
        assertThat(evidence.headers().firstValue("Content-Disposition"))
                .contains("attachment; filename=\"evidence-e-1.zip\"");
        assertThat(evidence.headers().firstValueAsLong("Content-Length"))
                .hasValue(evidence.body().length);
        assertThat(evidence.body()).startsWith('P', 'K');
    }

    @Test
    void shouldDescribeItself() throws Exception {
        HttpResponse<String> description = http.get("/api/v1/openapi.yaml");

        assertThat(description.headers().firstValue("Content-Type")).contains("application/yaml");
        assertThat(description.body())
                .startsWith("openapi: 3.1")
                .contains("/api/v1/instructions:", "/api/v1/events/{id}/evidence:", "/healthz:");
        assertThat(http.get("/healthz").body()).isEqualTo("{\"status\":\"ok\"}");
    }
}
