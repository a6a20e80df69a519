package org.trimtab.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.trimtab.documents.BadDocument;
import org.trimtab.documents.Document;
import org.trimtab.interval.MarketInterval;
import org.trimtab.operators.sources.PriceBlock;
import org.trimtab.quantity.EnergyPrice;

class PriceWatchTest {
    private static final Instant NOON = Instant.parse("2026-07-01T12:00:00Z");

    private record Told(MarketInterval time, EnergyPrice price) {}

    @TempDir Path folder;
    private final List<Told> told = new ArrayList<>();
    private volatile @Nullable String answer;
    private volatile int asked;
    private HttpServer web;

    @BeforeEach
    void shouldServe() throws IOException {
        web = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        web.createContext(
                "/",
                exchange -> {
                    asked++;
                    String text = answer;
                    byte[] body = Objects.toString(text, "").getBytes(StandardCharsets.UTF_8);
                    exchange.sendResponseHeaders(
                            text == null ? 503 : 200, body.length == 0 ? -1 : body.length);
                    exchange.getResponseBody().write(body);
                    exchange.close();
                });
        web.start();
    }

    @AfterEach
    void shouldStop() {
        web.stop(0);
    }

    private PriceBlock.Read block(String sources) {
        String text = "site: a\nprices:\n  every: 1 m\n  sources:\n" + sources;
        return Objects.requireNonNull(
                PriceBlock.read(Document.parse("site.yaml", text), folder, _ -> null));
    }

    private PriceWatch watch(String sources) {
        return new PriceWatch(
                block(sources), () -> NOON, (time, price) -> told.add(new Told(time, price)));
    }

    private String json() {
        return "    - {kind: json, url: \"http://127.0.0.1:"
                + web.getAddress().getPort()
                + "/p\", price: /p, time: /at, oldest: 10 m}\n";
    }

    private static String said(String price, Instant at) {
        return "{\"p\": " + price + ", \"at\": \"" + at + "\"}";
    }

    @Test
    void shouldTellAPriceOnceAndForAsLongAsItIsYoung() {
        try (PriceWatch watch = watch(json())) {
            answer = said("31.25", NOON.minusSeconds(60));
            watch.look(NOON);
            watch.look(NOON.plusSeconds(60));

            assertThat(told)
                    .containsExactly(
                            new Told(
                                    new MarketInterval(NOON, NOON.plusSeconds(540)),
                                    EnergyPrice.ofDollars(new java.math.BigDecimal("31.25"))));
            assertThat(watch.alarms(NOON.plusSeconds(60))).isEmpty();
        }
    }

    @Test
    void shouldSayWhenThePriceGrowsOldAndThenThatNoneIsKnown() {
        try (PriceWatch watch = watch(json())) {
            answer = said("31.25", NOON);
            watch.look(NOON);
            answer = null;
            watch.look(NOON.plusSeconds(60));

            Instant late = NOON.plusSeconds(120);
            assertThat(watch.view(late).usdPerMwh()).isEqualByComparingTo("31.25");
            assertThat(watch.alarms(late))
                    .singleElement()
                    .asString()
                    .contains("counts until " + NOON.plusSeconds(600), "503");
            Instant tooLate = NOON.plusSeconds(600);
            assertThat(watch.view(tooLate).usdPerMwh()).isNull();
            assertThat(watch.alarms(tooLate))
                    .singleElement()
                    .asString()
                    .contains("nothing changes for a price");
            assertThat(told).hasSize(1);
        }
    }

    @Test
    void shouldFallBackToTheNextSourceAndSayWhy() throws IOException {
        Files.writeString(
                folder.resolve("rt.csv"),
                "interval_start_utc,LZ_WEST\n2026-07-01T11:00:00Z,80\n2026-07-01T12:00:00Z,90\n");
        try (PriceWatch watch =
                watch(json() + "    - {kind: csv, file: rt.csv, column: LZ_WEST}\n")) {
            watch.look(NOON);

            assertThat(watch.view(NOON).usdPerMwh()).isEqualByComparingTo("90");
            assertThat(watch.alarms(NOON))
                    .singleElement()
                    .asString()
                    .contains("rt.csv column LZ_WEST", "503");
        }
    }

    @Test
    void shouldAskAFailingSourceLessAndLessOften() {
        try (PriceWatch watch = watch(json())) {
            for (int minute = 0; minute < 60; minute++) {
                watch.look(NOON.plus(Duration.ofMinutes(minute)));
            }
            assertThat(asked).as("at minutes 0, 1, 3, 7, 15, 30, 45").isEqualTo(7);

            answer = said("31.25", NOON.plus(Duration.ofHours(1)));
            watch.look(NOON.plus(Duration.ofHours(1)));
            watch.look(NOON.plus(Duration.ofMinutes(61)));
            assertThat(asked).isEqualTo(9);
            assertThat(told).hasSize(1);
        }
    }

    @Test
    void shouldNotBelieveAPriceBeyondReasonOrFromTheFuture() {
        try (PriceWatch watch = watch(json())) {
            answer = said("1e9", NOON);
            watch.look(NOON);
            assertThat(watch.view(NOON).trouble()).contains("taken for a mistake");
            answer = said("30", NOON.plus(Duration.ofHours(2)));
            watch.look(NOON);
            assertThat(watch.view(NOON).trouble()).contains("ahead of the clock here");
            assertThat(told).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    {kind: jsn}                                         | did you mean "json"
                    {kind: json, url: "http://example.org/a", price: /p} | give an https:// address
                    {kind: json, url: "https://example.org/a", price: p} | is no JSON pointer
                    {kind: json, url: "https://e.org/a", price: /p, header: X-Key} | header-env
                    {kind: json, url: "https://e.org/a", price: /p, header: X-Key, header-env: NO_K} | NO_K is not set
                    {kind: fixed, price: 40}                            | 40
                    {kind: ercot, point: lz west}                       | is no settlement point
                    {kind: fixed, price: 40 $/MWh, oldest: 30 s}        | longer than every
                    {kind: csv, file: a.csv, colum: A}                  | column
                    """)
    void shouldSayWhatIsWrongInTheSiteFile(String source, String said) {
        assertThatThrownBy(() -> block("    - " + source + "\n"))
                .isInstanceOf(BadDocument.class)
                .hasMessageContaining("site.yaml")
                .hasMessageContaining(said);
    }
}
