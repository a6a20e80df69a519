package org.trimtab.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;

@Timeout(60)
class LiveFeedTest {
    private static final Instant START = Instant.parse("2026-07-14T18:00:00Z");

    private final SetClock clock = new SetClock(START);
    private final ScriptedDesk desk = new ScriptedDesk(20, clock);

    @Test
    void shouldSendFramesAsTheyCome() throws Exception {
        try (SiteServer server = SiteServer.start(desk, ServerSettings.loopback(0));
                Http http = new Http(server.port())) {
            HttpResponse<InputStream> response = http.stream("/api/v1/stream");
            try (BufferedReader lines = lines(response)) {
                desk.emit(START);
                JsonNode first = frame(lines);
                desk.emit(START.plusMillis(500));
                JsonNode second = frame(lines);

                assertThat(response.headers().firstValue("Content-Type").orElse(""))
                        .startsWith("text/event-stream");
                assertThat(first.get("status").get("at").asString())
                        .isEqualTo("2026-07-14T18:00:00Z");
                assertThat(first.get("cells").asString()).isEqualTo("H".repeat(17) + "U" + "HH");
                assertThat(second.get("status").get("at").asString())
                        .isEqualTo("2026-07-14T18:00:00.500Z");
            }
        }
    }

    @Test
    void shouldGiveTheNewestFrameToWhoeverComesLater() throws Exception {
        try (SiteServer server = SiteServer.start(desk, ServerSettings.loopback(0));
                Http http = new Http(server.port())) {
            desk.emit(START);
            desk.emit(START.plusMillis(500));
            try (BufferedReader lines = lines(http.stream("/api/v1/stream"))) {
                assertThat(frame(lines).get("status").get("at").asString())
                        .isEqualTo("2026-07-14T18:00:00.500Z");
            }
        }
    }

    @Test
    void shouldTurnAwayMoreClientsThanItHasPlaces() throws Exception {
        try (SiteServer server = SiteServer.start(desk, ServerSettings.loopback(0));
                Http http = new Http(server.port())) {
            List<InputStream> open = new ArrayList<>();
            for (int i = 0; i < StreamRoute.CLIENTS_MAX; i++) {
                open.add(http.stream("/api/v1/stream").body());
            }

            HttpResponse<String> tooMany = http.get("/api/v1/stream");

            assertThat(tooMany.statusCode()).isEqualTo(503);
            assertThat(tooMany.headers().firstValue("Retry-After")).contains("5");
            assertThat(tooMany.body()).contains("32 clients are watching");
            for (InputStream stream : open) {
                stream.close();
            }
        }
    }

    @Test
    void shouldEndEveryStreamWhenTheServerCloses() throws Exception {
        BufferedReader lines;
        Http http;
        try (SiteServer server = SiteServer.start(desk, ServerSettings.loopback(0))) {
            http = new Http(server.port());
            lines = lines(http.stream("/api/v1/stream"));
        }
        try (http;
                lines) {
            assertThat(endOf(lines)).isTrue();
            assertThat(desk.watching()).isZero();
        }
    }

    /** Reads to the end; a cut connection is an end too. */
    private static boolean endOf(BufferedReader lines) {
        try {
            String line = lines.readLine();
            while (line != null) {
                line = lines.readLine();
            }
            return true;
        } catch (IOException e) {
            return true;
        }
    }

    @Test
    void shouldKeepTenMinutesAndNoMore() throws Exception {
        desk.loseMeter(START.plusSeconds(800), START.plusSeconds(801));
        try (SiteServer server = SiteServer.start(desk, ServerSettings.loopback(0));
                Http http = new Http(server.port())) {
            for (int s = 0; s <= 900; s++) {
                desk.emit(START.plusSeconds(s));
            }

            JsonNode samples = Http.json(http.get("/api/v1/history")).get("samples");

            assertThat(samples.size()).isEqualTo(601);
            assertThat(samples.get(0).get("at").asString()).isEqualTo("2026-07-14T18:05:00Z");
            assertThat(samples.get(500).get("meter_quality").asString()).isEqualTo("STALE");
            assertThat(samples.get(501).get("meter_quality").asString()).isEqualTo("GOOD");
        }
    }

    @Test
    void shouldBoundItsHistoryHoweverFastFramesCome() {
        try (LiveFeed feed = new LiveFeed(desk)) {
            for (int i = 0; i < LiveFeed.SAMPLES_MAX + 10; i++) {
                desk.emit(START.plusMillis(i));
            }

            assertThat(feed.samples()).hasSize(LiveFeed.SAMPLES_MAX);
            assertThat(feed.samples().getFirst().at()).isEqualTo(START.plusMillis(10));
        }
    }

    @Test
    void shouldNotWaitForAFrameThatDoesNotCome() throws Exception {
        try (LiveFeed feed = new LiveFeed(desk)) {
            assertThat(feed.after(0, Duration.ofMillis(5))).isNull();
        }
    }

    private static BufferedReader lines(HttpResponse<InputStream> response) {
        return new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8));
    }

    /** The next frame; comments and empty lines are passed over. */
    private static JsonNode frame(BufferedReader lines) throws Exception {
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.startsWith("data:")) {
                return WireJson.mapper().readTree(line.substring("data:".length()));
            }
        }
        throw new AssertionError("the stream ended");
    }
}
