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
import org.trimtab.live.SiteDesk.Ask;
import org.trimtab.live.SiteDesk.Wanted;
import org.trimtab.quantity.Power;
import org.trimtab.quantity.Reduction;

class InstructionRoutesTest {
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
    void shouldTakeAnInstructionAndHandItOnExactlyAsItCame() throws Exception {
        String body = "{ \"id\":\"e-1\",\n \"limit\": \"0.03 MW\", \"for\": \"10m\" }";

        HttpResponse<String> response = http.post(body);

        assertThat(response.statusCode()).isEqualTo(201);
        assertThat(response.headers().firstValue("Location")).contains("/api/v1/events/e-1");
        assertThat(Http.json(response).get("state").asString()).isEqualTo("ACTIVE");
        assertThat(Http.json(response).get("limit_w").asLong()).isEqualTo(30_000);
        assertThat(desk.lastAsk)
                .isEqualTo(
                        new Ask(
                                "e-1",
                                "operator",
                                "event",
                                new Wanted.AtMost(Power.ofWatts(30_000)),
                                null,
                                Duration.ofMinutes(10),
                                body,
                                START));
    }

    @Test
    void shouldTakeAReductionThatBeginsLaterFromANamedSource() throws Exception {
        HttpResponse<String> response =
                http.post(
                        "{\"reduce_by\": \"40 kW\", \"for\": \"1 h\", \"source\": \"openadr\","
                                + " \"from\": \"2026-07-14T21:00:00+02:00\"}");

        assertThat(response.statusCode()).isEqualTo(201);
        assertThat(desk.lastAsk.wanted()).isEqualTo(new Wanted.Less(Reduction.ofWatts(40_000)));
        assertThat(desk.lastAsk.from()).isEqualTo(Instant.parse("2026-07-14T19:00:00Z"));
        assertThat(desk.lastAsk.source()).isEqualTo("openadr");
        assertThat(Http.json(response).get("state").asString()).isEqualTo("PENDING");
        assertThat(Http.json(response).get("baseline_w").isNull()).isTrue();
    }

    @Test
    void shouldAnswerTheSameWhenTheSameInstructionComesTwice() throws Exception {
        String body = "{\"id\":\"e-1\",\"limit\":\"30 kW\",\"for\":\"10m\"}";
        http.post(body);
        clock.advance(Duration.ofSeconds(1));

        HttpResponse<String> again = http.post(body);

        assertThat(again.statusCode()).isEqualTo(200);
        assertThat(Http.json(again).get("id").asString()).isEqualTo("e-1");
        assertThat(desk.events()).hasSize(1);
    }

    @Test
    void shouldSayWhyAnInstructionCannotBeTakenBackNow() throws Exception {
        http.post("{\"id\":\"e-1\",\"limit\":\"30 kW\",\"for\":\"10m\"}");
        desk.safeBecause = "the journal cannot be written";

        HttpResponse<String> response = http.delete("/api/v1/instructions/e-1");

        assertThat(response.statusCode()).isEqualTo(503);
        assertThat(Http.json(response).get("detail").asString()).isEqualTo(desk.safeBecause);
        assertThat(Http.json(response).get("type").asString()).endsWith("not-now");
    }

    @Test
    void shouldRefuseAnIdThatComesBackWithAnotherContent() throws Exception {
        http.post("{\"id\":\"e-1\",\"limit\":\"30 kW\",\"for\":\"10m\"}");

        HttpResponse<String> response =
                http.post("{\"id\":\"e-1\",\"limit\":\"31 kW\",\"for\":\"10m\"}");

        assertThat(response.statusCode()).isEqualTo(409);
        assertThat(Http.json(response).get("refusal").asString()).isEqualTo("ID_REUSED");
        assertThat(Http.json(response).get("detail").asString()).contains("choose a new id");
    }

    @Test
    void shouldSayInWordsWhyAnInstructionIsRefused() throws Exception {
        HttpResponse<String> response =
                http.post(
                        "{\"limit\":\"30 kW\",\"for\":\"10m\",\"from\":\"2026-07-14T17:00:00Z\"}");

        assertThat(response.statusCode()).isEqualTo(422);
        assertThat(response.headers().firstValue("Content-Type"))
                .contains("application/problem+json");
        assertThat(Http.json(response).get("type").asString())
                .isEqualTo("urn:trimtab:problem:refused");
        assertThat(Http.json(response).get("status").asInt()).isEqualTo(422);
        assertThat(Http.json(response).get("refusal").asString()).isEqualTo("ALREADY_OVER");
        assertThat(Http.json(response).get("detail").asString()).contains("ends before it reached");
        assertThat(Http.json(response).get("event").get("state").asString()).isEqualTo("REFUSED");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
"""
{"limit":"12.5","for":"10m"}                      | limit   | has no unit; write a power such as "12.5 MW"
{"limit":12.5,"for":"10m"}                        | limit   | must be text in quotes with its unit, such as "1.5 MW", not 12.5
{"limit":"1.5 MWh","for":"10m"}                   | limit   | is not a power such as "12.5 MW"
{"limit":"-1 kW","for":"10m"}                     | limit   | cannot be negative
{"reduce_by":"0 MW","for":"10m"}                  | reduce_by | must be more than nothing
{"limit":"1 kW"}                                  | for     | is missing; say how long
{"limit":"1 kW","for":"600"}                      | for     | has no unit
{"limit":"1 kW","for":"0 s"}                      | for     | must be longer than nothing
{"limit":"1 kW","for":"1 h","from":"tomorrow"}    | from    | "tomorrow" is not a time with its offset
{"limit":"1 kW","for":"1 h","from":"2026-07-14T19:00:00"} | from | is not a time with its offset
{"limit":"1 kW","for":"1 h","id":"a/../b"}        | id      | must be 1 to 64 letters
{"limit":"1 kW","for":"1 h","source":""}          | source  | must be 1 to 64 letters
{"limt":"1 kW","for":"1 h"}                       | limt    | unknown field "limt"; did you mean "limit"? Known here: id, source, program, limit
{"limit":"1 kW","reduceBy":"1 kW","for":"1 h"}    | reduceBy | did you mean "reduce_by"?
""")
    void shouldNameTheFieldAndTheAllowedFormWhenAValueIsWrong(
            String body, String field, String expected) throws Exception {
        HttpResponse<String> response = http.post(body);

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(Http.json(response).get("field").asString()).isEqualTo(field);
        assertThat(Http.json(response).get("detail").asString()).contains(expected);
        assertThat(desk.lastAsk).isNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
"""
{"limit":"1 kW","reduce_by":"1 kW","for":"1 h"}   | exactly one of limit
{"for":"1 h"}                                     | exactly one of limit
{"limit":"1 kW","limit":"2 kW","for":"1 h"}       | not JSON
{"limit":"1 kW","for":"1 h"} trailing             | not JSON
{"limit":                                         | not JSON
["limit"]                                         | one JSON object
null                                              | one JSON object
""")
    void shouldRefuseABodyThatIsNotOneAsk(String body, String expected) throws Exception {
        HttpResponse<String> response = http.post(body);

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(Http.json(response).get("detail").asString()).contains(expected);
        assertThat(response.body()).doesNotContain("Exception").doesNotContain("\tat ");
    }

    @Test
    void shouldRefuseAnEmptyBodyAndOneThatIsNotText() throws Exception {
        HttpRequest.Builder request =
                http.request("/api/v1/instructions").header("Content-Type", "application/json");

        HttpResponse<String> empty =
                http.send(request.copy().POST(HttpRequest.BodyPublishers.noBody()).build());
        HttpResponse<String> binary =
                http.send(
                        request.copy()
                                .POST(
                                        HttpRequest.BodyPublishers.ofByteArray(
                                                new byte[] {'{', (byte) 0xff, '}'}))
                                .build());

        assertThat(empty.statusCode()).isEqualTo(400);
        assertThat(binary.statusCode()).isEqualTo(400);
        assertThat(Http.json(binary).get("detail").asString()).contains("not UTF-8");
    }

    @Test
    void shouldWantJson() throws Exception {
        HttpResponse<String> response =
                http.send(
                        http.request("/api/v1/instructions")
                                .header("Content-Type", "text/plain")
                                .POST(HttpRequest.BodyPublishers.ofString("{}"))
                                .build());

        assertThat(response.statusCode()).isEqualTo(415);
        assertThat(Http.json(response).get("detail").asString()).contains("not \"text/plain\"");
    }

    @Test
    void shouldRefuseABodyThatSaysItIsTooLargeWithoutReadingIt() throws Exception {
        String answer =
                http.raw(
                        "POST /api/v1/instructions HTTP/1.1\r\nHost: localhost\r\n"
                                + "Content-Type: application/json\r\n"
                                + "Content-Length: 70000\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 413").contains("application/problem+json");
    }

    @Test
    void shouldRefuseAChunkedBodyThatGrowsTooLarge() throws Exception {
        String chunk = "1000\r\n" + "x".repeat(0x1000) + "\r\n";

        String answer =
                http.raw(
                        "POST /api/v1/instructions HTTP/1.1\r\nHost: localhost\r\n"
                                + "Content-Type: application/json\r\n"
                                + "Transfer-Encoding: chunked\r\n\r\n",
                        chunk.repeat(20),
                        "0\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 413").contains("application/problem+json");
        assertThat(desk.lastAsk).isNull();
    }

    @Test
    void shouldCancelAnEventAndNotKnowAnother() throws Exception {
        http.post("{\"id\":\"e-1\",\"limit\":\"30 kW\",\"for\":\"10m\"}");
        clock.advance(Duration.ofMinutes(1));

        HttpResponse<String> cancelled = http.delete("/api/v1/instructions/e-1");
        HttpResponse<String> unknown = http.delete("/api/v1/instructions/e-2");

        assertThat(cancelled.statusCode()).isEqualTo(200);
        assertThat(Http.json(cancelled).get("state").asString()).isEqualTo("RESTORING");
        assertThat(unknown.statusCode()).isEqualTo(404);
        assertThat(Http.json(unknown).get("detail").asString()).contains("\"e-2\"");
    }
}
