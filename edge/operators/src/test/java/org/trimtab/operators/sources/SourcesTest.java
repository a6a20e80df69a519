package org.trimtab.operators.sources;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.trimtab.operators.sources.FallbackSource.Ranked;
import org.trimtab.operators.sources.FallbackSource.Taken;

class SourcesTest {
    private static final Instant NOW = Instant.parse("2026-11-23T18:10:00Z");
    private static final String SECRET = "s3cret-value";

    private final Map<String, String> pages = new ConcurrentHashMap<>();
    private final Map<String, String> seen = new ConcurrentHashMap<>();
    private HttpServer server;
    private URI base;

    @BeforeEach
    void shouldServe() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext(
                "/",
                exchange -> {
                    String path = exchange.getRequestURI().getPath();
                    seen.put(path, String.valueOf(exchange.getRequestHeaders().getFirst("X-Key")));
                    seen.put(
                            path + "#auth",
                            String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
                    byte[] body = pages.getOrDefault(path, "").getBytes(StandardCharsets.UTF_8);
                    exchange.sendResponseHeaders(
                            pages.containsKey(path) ? 200 : 403,
                            body.length == 0 ? -1 : body.length);
                    exchange.getResponseBody().write(body);
                    exchange.close();
                });
        server.start();
        base = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    @AfterEach
    void shouldStop() {
        server.stop(0);
    }

    @Test
    void shouldReadANumberAtAPointerWithItsTimeAndSendTheKey() {
        pages.put("/p", "{\"data\":[{\"price\":\"31.25\",\"at\":\"2026-11-23T12:05:00-06:00\"}]}");
        LiveValue value = json("/p?token=" + SECRET, "/data/0/price", "/data/0/at").read(NOW);

        assertThat(value.value()).isEqualByComparingTo("31.25");
        assertThat(value.at()).isEqualTo(Instant.parse("2026-11-23T18:05:00Z"));
        assertThat(value.source()).doesNotContain(SECRET);
        assertThat(seen).containsEntry("/p", SECRET);
    }

    @Test
    void shouldTellNoSecretWhenASourceFails() {
        pages.put("/text", "not json");
        pages.put("/other", "{\"a\":null}");
        for (String path :
                List.of("/none?k=" + SECRET, "/text?k=" + SECRET, "/other?k=" + SECRET)) {
            assertThatThrownBy(() -> json(path, "/a", null).read(NOW))
                    .isInstanceOf(SourceFailure.class)
                    .message()
                    .doesNotContain(SECRET)
                    .doesNotContain("\n");
        }
    }

    @Test
    void shouldRefuseAnAnswerThatIsTooLarge() {
        pages.put("/big", "\"" + "x".repeat(WebFetch.SIZE_BYTES_MAX) + "\"");
        assertThatThrownBy(() -> json("/big", "/a", null).read(NOW))
                .hasMessageContaining("more than 4194304 bytes");
    }

    @Test
    void shouldRefuseAnAddressInTheClear() {
        assertThatThrownBy(() ->
                        new JsonSource(
                                new WebFetch(),
                                URI.create("http://prices.example/p"),
                                "/a",
                                null,
                                Map.of()))
                .hasMessageContaining("https://");
    }

    @Test
    void shouldFallBackAndSaySoWhenTheFirstIsOldOrSilent() {
        pages.put("/old", "{\"p\":20,\"t\":1700000000}");
        FallbackSource sources =
                new FallbackSource(
                        List.of(
                                new Ranked(json("/gone", "/p", null), Duration.ofMinutes(10)),
                                new Ranked(json("/old", "/p", "/t"), Duration.ofMinutes(10)),
                                new Ranked(
                                        new FixedSource("a price of one's own", BigDecimal.TEN),
                                        Duration.ofMinutes(10))));
        Taken taken = sources.read(NOW);

        assertThat(taken.value().value()).isEqualByComparingTo("10");
        assertThat(taken.isFallback()).isTrue();
        assertThat(taken.passedOver()).hasSize(2);
        assertThat(taken.passedOver().getFirst()).contains("403");
        assertThat(taken.passedOver().getLast()).contains("above its 10 min");
    }

    @Test
    void shouldReadTheLastPriceOfErcotWhenTheKeysAreSet() {
        pages.put(
                "/ercotb2c.onmicrosoft.com/B2C_1_PUBAPI-ROPC-FLOW/oauth2/v2.0/token",
                "{\"id_token\":\"tok\"}");
        pages.put(
                "/api/public-reports/np6-905-cd/spp_node_zone_hub",
                """
                {"fields":[{"name":"deliveryDate"},{"name":"deliveryHour"},{"name":"deliveryInterval"},
                 {"name":"settlementPoint"},{"name":"settlementPointPrice"},{"name":"DSTFlag"}],
                 "data":[["2026-11-23",12,4,"LZ_WEST",30.5,false],["2026-11-23",12,3,"LZ_WEST",28,false]]}
                """);
        Map<String, String> environment =
                Map.of(
                        ErcotPublicApi.KEY, SECRET,
                        ErcotPublicApi.USER, "u",
                        ErcotPublicApi.PASSWORD, SECRET);
        LiveValue value =
                new ErcotPublicApi(new WebFetch(), base, base, "LZ_WEST", environment::get)
                        .read(NOW);

        assertThat(value.value()).isEqualByComparingTo("30.5");
        assertThat(value.at()).isEqualTo(Instant.parse("2026-11-23T18:00:00Z"));
        assertThat(seen)
                .containsEntry(
                        "/api/public-reports/np6-905-cd/spp_node_zone_hub#auth", "Bearer tok");
    }

    @Test
    void shouldNameTheVariableWhenErcotsKeyIsNotSet() {
        assertThatThrownBy(() -> new ErcotPublicApi(new WebFetch(), "LZ_WEST", _ -> null).read(NOW))
                .isInstanceOf(SourceFailure.class)
                .hasMessageContaining("ERCOT_API_SUBSCRIPTION_KEY");
    }

    private JsonSource json(String path, String pointer, String timePointer) {
        return new JsonSource(
                new WebFetch(), base.resolve(path), pointer, timePointer, Map.of("X-Key", SECRET));
    }
}
