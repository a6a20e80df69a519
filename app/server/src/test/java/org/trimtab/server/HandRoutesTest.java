package org.trimtab.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.trimtab.program.InstructionId;
import org.trimtab.program.Signal;
import org.trimtab.quantity.Power;
import org.trimtab.quantity.Reduction;
import org.trimtab.telemetry.Quality;
import tools.jackson.databind.JsonNode;

class HandRoutesTest {
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

    private HttpResponse<String> post(String path, String body) throws Exception {
        return http.send(
                http.request(path)
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build());
    }

    @Test
    void shouldTakeATrackAndHandItsSignalsOn() throws Exception {
        http.post("{\"id\":\"t-1\",\"base_point\":\"50 kW\",\"for\":\"1h\",\"program\":\"clr\"}");

        HttpResponse<String> response =
                post(
                        "/api/v1/instructions/t-1/signals",
                        "[{\"set_point\":\"48.2 kW\",\"issued_at\":\"2026-07-14T17:59:58Z\"},"
                                + "{\"base_point\":\"0 W\"}]");

        assertThat(desk.lastAsk.program()).isEqualTo("clr");
        assertThat(response.statusCode()).isEqualTo(202);
        assertThat(Http.json(response).get("taken").asInt()).isEqualTo(2);
        InstructionId track = new InstructionId("t-1");
        assertThat(desk.lastSignals)
                .containsExactly(
                        new Signal.SetPoint(track, START.minusSeconds(2), Power.ofWatts(48_200)),
                        new Signal.BasePoint(track, START, Power.ZERO));
    }

    @Test
    void shouldTakeAReserve() throws Exception {
        HttpResponse<String> response = http.post("{\"reserve\":\"5 kW\",\"for\":\"1h\"}");

        assertThat(response.statusCode()).isEqualTo(201);
        assertThat(desk.lastAsk.wanted())
                .isEqualTo(new org.trimtab.live.SiteDesk.Wanted.Ready(Reduction.ofWatts(5_000)));
    }

    @Test
    void shouldSayWhyASignalCannotBeTaken() throws Exception {
        http.post("{\"id\":\"e-1\",\"limit\":\"30 kW\",\"for\":\"10m\"}");
        String body = "{\"set_point\":\"20 kW\"}";

        HttpResponse<String> unknown = post("/api/v1/instructions/none/signals", body);
        HttpResponse<String> noTrack = post("/api/v1/instructions/e-1/signals", body);

        assertThat(unknown.statusCode()).isEqualTo(404);
        assertThat(noTrack.statusCode()).isEqualTo(409);
        assertThat(Http.json(noTrack).get("type").asString()).endsWith("does-not-fit");
        assertThat(Http.json(noTrack).get("detail").asString()).contains("base_point");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
"""
{}                                              | 400 | exactly one of base_point
{"set_point":"1 kW","base_point":"1 kW"}        | 400 | exactly one of base_point
{"set_point":58.2}                              | 400 | must be text in quotes with its unit
{"set_point":"-1 kW"}                           | 400 | cannot be negative
{"set_point":"NaN MW"}                          | 400 | is not a power
{"setpoint":"1 kW"}                             | 400 | did you mean "set_point"?
[]                                              | 400 | one JSON object
[{"set_point":"1 kW"},{"set_point":"1"}]        | 400 | item 2: field "set_point"
{"set_point":"1 kW","issued_at":"2026-07-14T19:00:00Z"} | 400 | ahead of the site's clock
""")
    void shouldNameWhatIsWrongWithASignal(String body, int status, String expected)
            throws Exception {
        http.post("{\"id\":\"t-1\",\"base_point\":\"50 kW\",\"for\":\"1h\"}");

        HttpResponse<String> response = post("/api/v1/instructions/t-1/signals", body);

        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(Http.json(response).get("detail").asString()).contains(expected);
        assertThat(desk.lastSignals).isEmpty();
    }

    @Test
    void shouldRefuseMoreSignalsThanItTakesAtOnce() throws Exception {
        http.post("{\"id\":\"t-1\",\"base_point\":\"50 kW\",\"for\":\"1h\"}");
        String many = "[" + "{\"set_point\":\"1 kW\"},".repeat(1_000) + "{\"set_point\":\"1 W\"}]";

        HttpResponse<String> response = post("/api/v1/instructions/t-1/signals", many);

        assertThat(response.statusCode()).isEqualTo(413);
        assertThat(Http.json(response).get("detail").asString()).contains("1000", "1001");
    }

    @Test
    void shouldPlaceListAndLiftAHold() throws Exception {
        HttpResponse<String> placed =
                post(
                        "/api/v1/holds",
                        "{\"id\":\"fans\",\"devices\":[\"lux-a-0001\",\"lux-a-0002\"],"
                                + "\"kind\":\"asleep\",\"for\":\"2 h\",\"by\":\"jo\"}");
        JsonNode held = Http.json(http.get("/api/v1/holds")).get("holds");
        int inStatus = Http.json(http.get("/api/v1/status")).get("held").asInt();
        HttpResponse<String> lifted = http.delete("/api/v1/holds/fans?by=jo");
        HttpResponse<String> again = http.delete("/api/v1/holds/fans");

        assertThat(placed.statusCode()).isEqualTo(201);
        assertThat(held).hasSize(1);
        assertThat(held.get(0).get("kind").asString()).isEqualTo("ASLEEP");
        assertThat(held.get(0).get("until").asString()).isEqualTo("2026-07-14T20:00:00Z");
        assertThat(held.get(0).get("devices").get(1).asString()).isEqualTo("lux-a-0002");
        assertThat(inStatus).isEqualTo(2);
        assertThat(lifted.statusCode()).isEqualTo(200);
        assertThat(again.statusCode()).isEqualTo(404);
        assertThat(desk.hands.holds()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
"""
{"devices":["a"],"by":"jo"}                          | "kind": is missing; ASLEEP
{"devices":["a"],"kind":"off","by":"jo"}             | "off" is none; ASLEEP
{"devices":["a"],"kind":"AWAKE"}                     | "by": is missing
{"devices":"a","kind":"AWAKE","by":"jo"}             | must be a list
{"devices":[1],"kind":"AWAKE","by":"jo"}             | names in quotes, not 1
{"devices":["none-1"],"kind":"AWAKE","by":"jo"}      | no device "none-1"
{"devices":["a"],"kind":"AWAKE","by":"jo","for":"0 s"} | longer than nothing
{"device":["a"],"kind":"AWAKE","by":"jo"}            | did you mean "devices"?
""")
    void shouldNameWhatIsWrongWithAHold(String body, String expected) throws Exception {
        HttpResponse<String> response = post("/api/v1/holds", body);

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(Http.json(response).get("detail").asString()).contains(expected);
        assertThat(desk.hands.holds()).isEmpty();
    }

    @Test
    void shouldTakeSamplesAndCountTheUnknownOnes() throws Exception {
        HttpResponse<String> response =
                post(
                        "/api/v1/frequency/samples",
                        "[{\"observed_at\":\"2026-07-14T18:00:00.1Z\",\"hz\":59.982},"
                                + "{\"observed_at\":\"2026-07-14T18:00:00Z\",\"hz\":null},"
                                + "{\"observed_at\":\"2026-07-14T18:00:00.2Z\",\"hz\":0},"
                                + "{\"observed_at\":\"2026-07-14T18:00:00.3Z\",\"hz\":1e999}]");

        assertThat(response.statusCode()).isEqualTo(202);
        assertThat(Http.json(response).get("taken").asInt()).isEqualTo(4);
        assertThat(Http.json(response).get("unknown").asInt()).isEqualTo(3);
        assertThat(desk.hands.samples.get(0).quality()).isEqualTo(Quality.SUSPECT);
        assertThat(desk.hands.samples.get(1).frequency().microhertz()).isEqualTo(59_982_000);
        assertThat(desk.hands.samples.get(2).frequency()).isNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
"""
{"observed_at":"2026-07-14T18:00:00Z","hz":NaN}       | not JSON
{"observed_at":"2026-07-14T18:00:00Z","hz":"59.98"}   | must be a number
{"observed_at":"2026-07-14T18:00:00Z"}                | "hz": is missing
{"hz":60}                                             | "observed_at": is missing
{"observed_at":"2026-07-14T18:00:03Z","hz":60}        | set the instrument's clock
""")
    void shouldNameWhatIsWrongWithASample(String body, String expected) throws Exception {
        HttpResponse<String> response = post("/api/v1/frequency/samples", body);

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(Http.json(response).get("detail").asString()).contains(expected);
        assertThat(desk.hands.samples).isEmpty();
    }

    @Test
    void shouldArmAndDisarmOnlyWhereTheSiteWatchesFrequency() throws Exception {
        HttpResponse<String> disarmed = post("/api/v1/frequency/disarm", "{\"by\":\"jo\"}");
        JsonNode seen = Http.json(http.get("/api/v1/frequency"));
        HttpResponse<String> nobody = post("/api/v1/frequency/arm", "{}");
        desk.hands.watchesFrequency = false;
        HttpResponse<String> none = post("/api/v1/frequency/arm", "{\"by\":\"jo\"}");

        assertThat(disarmed.statusCode()).isEqualTo(200);
        assertThat(seen.get("state").asString()).isEqualTo("DISARMED");
        assertThat(seen.get("why").asString()).isEqualTo("disarmed by jo");
        assertThat(seen.get("hz").isNull()).isTrue();
        assertThat(nobody.statusCode()).isEqualTo(400);
        assertThat(none.statusCode()).isEqualTo(409);
        assertThat(Http.json(none).get("detail").asString()).contains("\"frequency\"");
    }

    @Test
    void shouldExplainAnEventAndADeviceOfIt() throws Exception {
        http.post("{\"id\":\"e-1\",\"limit\":\"30 kW\",\"for\":\"10m\"}");

        JsonNode told = Http.json(http.get("/api/v1/events/e-1/explanation?device=lux-a-0001"));
        HttpResponse<String> noDevice = http.get("/api/v1/events/e-1/explanation?device=none-1");
        HttpResponse<String> noEvent = http.get("/api/v1/events/e-9/explanation");

        assertThat(told.get("story").get(0).get("text").asString()).startsWith("Operator asks to");
        assertThat(told.get("plans").get(0).get("lost_usd_per_hour").isNumber()).isTrue();
        assertThat(told.get("device").get("id").asString()).isEqualTo("lux-a-0001");
        assertThat(noDevice.statusCode()).isEqualTo(404);
        assertThat(Http.json(noDevice).get("detail").asString()).contains("none-1");
        assertThat(noEvent.statusCode()).isEqualTo(404);
    }

    @Test
    void shouldShowTheBandAndWhoLosesInTheStatus() throws Exception {
        http.post("{\"id\":\"e-1\",\"limit\":\"30 kW\",\"for\":\"10m\"}");

        JsonNode band = Http.json(http.get("/api/v1/status")).get("band");

        assertThat(band.get("ceiling_w").asLong()).isEqualTo(30_000);
        assertThat(band.get("ceiling_by").asString()).isEqualTo("e-1");
        assertThat(band.get("conflicts").get(0).get("words").asString())
                .isEqualTo(
                        "ercot-clr-1 falls short by 180.000 kW: e-1 goes first, because its rank is"
                                + " stronger");
    }

    @Test
    void shouldShowThePlanAnInstructionWouldGetAndKeepNothing() throws Exception {
        String body = "{\"limit\":\"1.08 MW\",\"for\":\"10m\",\"program\":\"ers\"}";

        JsonNode plan = Http.json(post("/api/v1/plans?chosen=20", body));
        HttpResponse<String> wrong = post("/api/v1/plans", "{\"for\":\"10m\"}");
        JsonNode refused = Http.json(post("/api/v1/plans", "{\"limit\":\"1 MW\",\"for\":\"48h\"}"));

        assertThat(plan.get("plan").get("chosen").asInt()).isEqualTo(722);
        assertThat(plan.get("chosen")).hasSize(20);
        assertThat(plan.get("program").asString()).isEqualTo("ers");
        assertThat(plan.get("left_out").get("EXEMPT").get(0).get("count").asInt()).isEqualTo(2);
        assertThat(wrong.statusCode()).isEqualTo(400);
        assertThat(refused.get("refusal").asString()).isEqualTo("TOO_LONG");
        assertThat(refused.get("plan").isNull()).isTrue();
        assertThat(desk.events()).isEmpty();
    }

    @Test
    void shouldSayWhatCanBePromisedNowAndInTheHoursToCome() throws Exception {
        JsonNode offers = Http.json(http.get("/api/v1/offers"));

        assertThat(offers.get("now").get(1).get("within_ms").asLong()).isEqualTo(10_000);
        assertThat(offers.get("now").get(1).get("confident_w").asLong()).isEqualTo(1_840_000);
        assertThat(offers.get("now").get(0).get("not_counted").get("TOO_SLOW").asInt())
                .isEqualTo(993);
        assertThat(offers.get("hours")).hasSize(24);
        assertThat(offers.get("hours").get(3).get("owed_w").asLong()).isEqualTo(1_000_000);
    }
}
