package org.trimtab.operators.prices;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.trimtab.market.HashPriceSeries;
import org.trimtab.market.PriceSeries;
import org.trimtab.market.ReservePrice;
import org.trimtab.market.ReservePrices;
import org.trimtab.quantity.HashPrice;
import org.trimtab.quantity.Power;

class SeriesFilesTest {
    @TempDir Path folder;

    @Test
    void shouldHaveNoPriceWhenAProductDidNotExistYet() throws IOException {
        ReservePrices prices =
                ReserveFile.read(
                        write(
                                """
                                interval_start_utc,REGDN,RRS,ECRS
                                2023-06-10T04:00:00Z,6.0,5.65,
                                2023-06-10T05:00:00Z,5.0,-0.01,76.77
                                """),
                        PriceFile.TIME_COLUMN);

        assertThat(prices.at("ecrs", Instant.parse("2023-06-10T04:30:00Z"))).isNull();
        assertThat(prices.at("ecrs", Instant.parse("2023-06-10T05:59:59Z")))
                .isEqualTo(ReservePrice.ofDollars(new BigDecimal("76.77")));
        assertThat(prices.products()).containsExactly("ecrs", "reg-down", "rrs");
        assertThat(prices.pricedFrom())
                .containsEntry("ecrs", Instant.parse("2023-06-10T05:00:00Z"));
    }

    @Test
    void shouldReadOfficialReservePricesWhenTheyAreAtHand() {
        ReservePrices prices =
                ReserveFile.read(
                        SharedData.file("ercot_dam_as_mcpc_hourly_2022_2024h1.csv.gz"),
                        PriceFile.TIME_COLUMN);

        assertThat(prices.hours()).hasSize(21_882);
        assertThat(prices.pricedFrom().get("ecrs")).isAfter(Instant.parse("2023-06-09T00:00:00Z"));
    }

    @Test
    void shouldReadBothFormsOfAHashprice() throws IOException {
        HashPriceSeries given =
                HashPriceFile.read(
                        write("date,usd_per_ph_day\n2023-08-01,71.5\n2023-08-02,70.25\n"));
        HashPriceSeries made =
                HashPriceFile.read(
                        write(
                                """
                                date,price_usd,difficulty,fees_btc
                                2024-06-01,100000,100000000000000,0
                                2024-06-02,100000,100000000000000,
                                """));

        assertThat(given.on(Instant.parse("2023-08-02T23:59:59Z")))
                .isEqualTo(HashPrice.ofDollars(new BigDecimal("70.25")));
        assertThat(given.knownAt(Instant.parse("2023-08-02T00:00:00Z"), 0))
                .isEqualTo(HashPrice.ofDollars(new BigDecimal("71.5")));
        assertThat(given.knownAt(Instant.parse("2023-08-05T00:00:00Z"), 1)).isNull();
        assertThat(made.byDay()).containsOnlyKeys(LocalDate.of(2024, 6, 1));
        assertThat(made.byDay().get(LocalDate.of(2024, 6, 1)).dollars())
                .isBetween(new BigDecimal("62.8642"), new BigDecimal("62.8644"));
    }

    @Test
    void shouldKeepALoadUnknownWhenItIsBlank() throws IOException {
        Path file =
                write(
                        """
                        interval_start_utc,ERCOT
                        2023-06-10T04:00:00Z,50000.125
                        2023-06-10T05:00:00Z,
                        2023-06-10T06:00:00Z,51000
                        """);
        var load = LoadFile.read(file, "ERCOT", PriceFile.TIME_COLUMN);

        assertThat(load.levels()).hasSize(2);
        assertThat(load.levels().getFirst().mean()).isEqualTo(Power.ofWatts(50_000_125_000L));
        assertThat(load.mean(load.span())).isNull();
    }

    @Test
    void shouldRefuseAPricePerKwhAndSayWhatToDo() throws IOException {
        Path file = write("interval_start_utc,cents_per_kwh\n2023-06-10T04:00:00Z,4.5\n");

        assertThatThrownBy(() -> PriceFile.read(file, "cents_per_kwh"))
                .isInstanceOf(BadPriceFile.class)
                .hasMessageContaining("multiply cents/kWh by 10");
    }

    @Test
    void shouldDoubtTheUnitWhenPricesLookLikeThoseOfAnother() throws IOException {
        assertThat(checked(hourly(i -> "0.0" + (3 + i % 5))).unitDoubt())
                .contains("look like $/kWh", "multiply them by 1000");
        assertThat(checked(hourly(i -> (3 + i % 5) + ".25")).unitDoubt())
                .contains("look like cents/kWh", "multiply them by 10");
        assertThat(checked(hourly(i -> (30 + i % 50) + ".25")).unitDoubt()).isNull();
    }

    @Test
    void shouldTakeNineThousandEitherWay() throws IOException {
        PriceSeries series =
                PriceFile.read(
                        write(
                                """
                                interval_start_utc,P
                                2021-02-16T06:00:00Z,9000
                                2021-02-16T07:00:00Z,-9000.01
                                """),
                        "P");
        assertThat(series.prices()).hasSize(2);
    }

    @Test
    void shouldSayHowToWriteAnHourWhenItsZoneIsMissing() throws IOException {
        Path file = write("interval_start_utc,P\n2023-11-05 01:00,20\n2023-11-05 01:00,21\n");
        assertThatThrownBy(() -> PriceFile.read(file, "P"))
                .hasMessageContaining("an autumn hour comes twice")
                .hasMessageContaining("-05:00");
    }

    @Test
    void shouldWarnWhenTheFirstQuarterHourStandsForTheHour() throws IOException {
        PriceSeries quarters =
                PriceFile.read(
                        SharedData.file("ercot_rt_spp_15min_hubavg_2024h1.csv.gz"),
                        "price_usd_per_mwh");
        StringBuilder picked = new StringBuilder("interval_start_utc,P\n");
        for (int i = 0; i < quarters.prices().size(); i += 4) {
            PriceSeries.Priced first = quarters.prices().get(i);
            picked.append(first.interval().from())
                    .append(',')
                    .append(first.price().dollars().stripTrailingZeros().toPlainString())
                    .append('\n');
        }

        assertThat(checked(write(picked.toString())).warnings())
                .anyMatch(w -> w.contains("first quarter hour"));
        for (String honest : List.of("LZ_WEST", "HB_HUBAVG", "LZ_NORTH")) {
            Path file = SharedData.file("ercot_da_spp_hourly_2022_2024h1.csv.gz");
            assertThat(PriceFile.checked(file, honest, PriceFile.TIME_COLUMN).warnings()).isEmpty();
        }
    }

    private Path hourly(java.util.function.IntFunction<String> price) throws IOException {
        StringBuilder text = new StringBuilder("interval_start_utc,P\n");
        Instant at = Instant.parse("2023-01-01T00:00:00Z");
        for (int i = 0; i < 600; i++) {
            text.append(at.plus(Duration.ofHours(i)))
                    .append(',')
                    .append(price.apply(i))
                    .append('\n');
        }
        return write(text.toString());
    }

    private static PriceFile.Checked checked(Path file) {
        return PriceFile.checked(file, "P", PriceFile.TIME_COLUMN);
    }

    private Path write(String text) throws IOException {
        return Files.writeString(Files.createTempFile(folder, "f", ".csv"), text);
    }
}
