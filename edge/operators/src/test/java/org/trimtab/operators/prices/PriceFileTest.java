package org.trimtab.operators.prices;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.trimtab.interval.MarketInterval;
import org.trimtab.market.PriceSeries;
import org.trimtab.quantity.EnergyPrice;

class PriceFileTest {
    @TempDir Path folder;

    @Test
    void shouldReadExactPricesWhenTheFileIsPlain() throws IOException {
        Path file =
                Files.writeString(
                        folder.resolve("p.csv"),
                        """
                        \uFEFF"interval_start_utc","note, free","P"\r
                        2023-01-01T06:00:00Z,"a, b",-2.0200001\r
                        2023-01-01 08:00:00+01:00,,1.5E-4\r
                        \r
                        2023-01-01T02:00:00-06:00,,+5223.
                        """);
        PriceSeries series = PriceFile.read(file, "P");
        assertThat(series.resolution()).isEqualTo(Duration.ofHours(1));
        assertThat(series.prices())
                .extracting(p -> p.price().microDollarsPerMwh())
                .containsExactly(-2_020_000L, 150L, 5_223_000_000L);
        assertThat(series.prices().getLast().interval().from())
                .isEqualTo(Instant.parse("2023-01-01T08:00:00Z"));
    }

    @Test
    void shouldHoldTheKnownYearWhenItIsShipped() {
        PriceSeries west = ShippedPrices.ercotLoadZones2023("LZ_WEST");
        assertThat(west.prices()).hasSize(8_759);
        assertThat(west.span())
                .isEqualTo(
                        new MarketInterval(
                                Instant.parse("2023-01-01T06:00:00Z"),
                                Instant.parse("2024-01-01T06:00:00Z")));
        assertThat(west.gaps())
                .containsExactly(
                        new MarketInterval(
                                Instant.parse("2023-11-05T07:00:00Z"),
                                Instant.parse("2023-11-05T08:00:00Z")));
        PriceSeries.Priced highest =
                west.prices().stream()
                        .max(Comparator.comparing(PriceSeries.Priced::price))
                        .orElseThrow();
        assertThat(highest.interval().from()).isEqualTo(Instant.parse("2023-09-07T00:00:00Z"));
        assertThat(highest.price().dollars()).isEqualByComparingTo("5260.935");
        assertThat(west.at(Instant.parse("2023-08-18T00:59:59Z")))
                .isEqualTo(EnergyPrice.ofDollars(new BigDecimal("5223.13")));
    }

    @Test
    void shouldHaveShortAndLongDaysWhenClocksChange() {
        PriceSeries west = ShippedPrices.ercotLoadZones2023("LZ_WEST");
        assertThat(hoursOf(west, LocalDate.of(2023, 3, 12))).isEqualTo(23);
        assertThat(hoursOf(west, LocalDate.of(2023, 8, 17))).isEqualTo(24);
        // 25 hours long, one of them without a price.
        assertThat(hoursOf(west, LocalDate.of(2023, 11, 5))).isEqualTo(24);
    }

    @Test
    void shouldNameTheZonesWhenAShippedPointIsUnknown() {
        assertThatThrownBy(() -> ShippedPrices.ercotLoadZones2023("HB_WEST"))
                .isInstanceOf(BadPriceFile.class)
                .hasMessageContaining("did you mean \"LZ_WEST\"?")
                .hasMessageContaining("LZ_AEN, LZ_CPS, LZ_HOUSTON");
    }

    @Test
    void shouldReadOfficialDayAheadPricesWhenTheyAreAtHand() {
        PriceSeries hub =
                PriceFile.read(data("ercot_da_spp_hourly_2022_2024h1.csv.gz"), "HB_HUBAVG");
        assertThat(hub.prices()).hasSize(21_888);
        assertThat(hub.gaps()).isEmpty();
    }

    @Test
    void shouldHoldRunPricesUntilTheNextRunWhenStampsJitter() {
        PriceSeries runs =
                PriceFile.read(
                        data("ercot_rt_sced_lmp_5min_hubs_2024h1.csv.gz"),
                        "HB_WEST",
                        "sced_timestamp_utc");
        assertThat(runs.prices()).hasSize(53_148);
        assertThat(runs.resolution()).isEqualTo(Duration.ofMinutes(5));
        assertThat(runs.gaps()).isNotEmpty().hasSizeLessThan(200);
    }

    @Test
    void shouldReadQuarterHoursWhenTheColumnIsNamed() {
        PriceSeries quarters =
                PriceFile.read(
                        data("ercot_rt_spp_15min_hubavg_2024h1.csv.gz"), "price_usd_per_mwh");
        assertThat(quarters.resolution()).isEqualTo(Duration.ofMinutes(15));
        assertThat(quarters.gaps()).isEmpty();
    }

    private static long hoursOf(PriceSeries series, LocalDate day) {
        Instant from = day.atStartOfDay(ShippedPrices.ERCOT_ZONE).toInstant();
        Instant until = day.plusDays(1).atStartOfDay(ShippedPrices.ERCOT_ZONE).toInstant();
        return series.prices().stream()
                .filter(p -> new MarketInterval(from, until).contains(p.interval().from()))
                .count();
    }

    /** A file of the shared test data beside the project; the test is skipped where there is none. */
    private static Path data(String name) {
        for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
            Path file = at.resolve("shared/data").resolve(name);
            if (Files.exists(file)) {
                return file;
            }
        }
        assumeTrue(false, "shared/data/" + name + " is not here; skipped");
        throw new AssertionError("unreachable");
    }
}
