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
import tools.jackson.databind.JsonNode;

class DayPlanRoutesTest {
    private static final String PLAN =
            """
            {"day": "2026-07-02", "zone": "America/Chicago", "known_at": "2026-07-01T20:00:00Z",
             "solver": "optimal", "full_w": 3200000, "expected_net_usd": 1234.56,
             "hours": [{"from": "2026-07-02T05:00:00Z", "until": "2026-07-02T06:00:00Z", "level_w": 0,
               "expected_usd_per_mwh": 312.5, "rests_on_day_ahead": true, "expected_net_usd": -1.25,
               "reserve_offered_mw": 0.5, "risk_usd": 20}],
             "offers": [{"from": "2026-07-02T05:00:00Z", "until": "2026-07-02T06:00:00Z",
               "products": ["rrs"], "quantity_w": 500000, "least_usd_per_mw_hour": 4.2}]}
            """;

    private SiteServer server;
    private Http http;

    @BeforeEach
    void shouldServe() {
        ScriptedDesk desk =
                new ScriptedDesk(20, new SetClock(Instant.parse("2026-07-01T18:00:00Z")));
        server = SiteServer.start(desk, ServerSettings.loopback(0));
        http = new Http(server.port());
    }

    @AfterEach
    void shouldStop() {
        http.close();
        server.close();
    }

    private HttpResponse<String> post(String body) throws Exception {
        return http.send(
                http.request("/api/v1/day-plans")
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build());
    }

    @Test
    void shouldKeepAPlanAsItCameAndGiveItUpAgain() throws Exception {
        HttpResponse<String> taken = post(PLAN);

        assertThat(taken.statusCode()).as(taken.body()).isEqualTo(201);
        JsonNode plan = Http.json(http.get("/api/v1/day-plans")).at("/plans/0/plan");
        JsonNode sent = WireJson.mapper().readTree(PLAN);
        assertThat(plan).isEqualTo(sent);
        assertThat(http.delete("/api/v1/day-plans/2026-07-02").statusCode()).isEqualTo(200);
        assertThat(http.delete("/api/v1/day-plans/2026-07-02").statusCode()).isEqualTo(404);
        assertThat(http.delete("/api/v1/day-plans/soon").statusCode()).isEqualTo(404);
        assertThat(Http.json(http.get("/api/v1/day-plans")).path("plans").size()).isZero();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
"""
"2026-07-02"           | "the 2nd"      | 400 | "the 2nd" is not a day
"day"                  | "dey"          | 400 | unknown field "dey"; did you mean "day"?
"level_w": 0           | "level_w": -1  | 400 | level below 0 W
"level_w": 0           | "level_w": 0.5 | 400 | hours 1: field "level_w": must be a whole number
"rests_on_day_ahead"   | "rests"        | 400 | hours 1: unknown field "rests"
"full_w": 3200000      | "full_w": null | 400 | field "full_w": is missing
2026-07-02T06:00:00Z"  | 2026-07-02T05:00:00Z" | 400 | not longer than nothing
"2026-07-02", "zone"   | "1999-07-02", "zone"  | 409 | is over
"America/Chicago"      | "Texas"        | 400 | "Texas" is not a time zone
""")
    void shouldRefuseWhatIsNoPlan(String from, String to, int status, String said)
            throws Exception {
        HttpResponse<String> answer = post(PLAN.replace(from, to));

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(Http.json(answer).path("detail").asString()).contains(said);
    }
}
