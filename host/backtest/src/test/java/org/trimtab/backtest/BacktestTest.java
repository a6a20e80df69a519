package org.trimtab.backtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.trimtab.backtest.BacktestOptions.Foresight;
import org.trimtab.backtest.BacktestResult.Side;
import org.trimtab.backtest.BacktestResult.Totals;
import org.trimtab.engine.SiteDefinition;
import org.trimtab.market.MiningTerms;
import org.trimtab.market.PriceSeries;
import org.trimtab.quantity.EnergyPrice;
import org.trimtab.quantity.HashPrice;
import org.trimtab.quantity.Share;
import org.trimtab.resource.Device;
import org.trimtab.resource.DeviceId;
import org.trimtab.resource.Envelope;
import org.trimtab.resource.Timing;

/**
 * Small series worked out by hand. The device draws 3,600 W for 180 TH/s and 25 W asleep, so it breaks even at 100
 * $/MWh and earns 0.36 $ an hour; it falls 30 s and draws again 60 s after a command, and is warm 10 minutes later.
 */
class BacktestTest {
    private static final Instant START = Instant.parse("2023-08-17T05:00:00Z");
    private static final ZoneId CHICAGO = ZoneId.of("America/Chicago");
    private static final BacktestOptions OPTIONS = BacktestOptions.allIn(CHICAGO);
    private static final Timing TIMING =
            new Timing(Duration.ofSeconds(10), Duration.ofSeconds(20), Duration.ofSeconds(50));
    private static final Envelope ENVELOPE =
            new Envelope(Duration.ofSeconds(30), Duration.ofSeconds(60), false);

    @Test
    void shouldMatchTheHandWorkedFiguresWhenOneHourIsDear() {
        BacktestResult result =
                Backtest.run(one(plain()), hourly(START, "50", "300", "50"), OPTIONS);

        Totals total = result.total();
        // Three hours of 3.6 kWh at 50, 300 and 50.
        assertSide(total.alwaysOn(), 38_880_000, "1.08", "1.44");
        // Hour 1: 30 s of 3,600 W and 3,570 s of 25 W. Hour 2: 60 s of 25 W and 3,540 s of 3,600 W,
        // earning for 2,940 s.
        assertSide(total.followed(), 12_960_000 + 197_250 + 12_745_500, "0.654", "0.373458333333");
        assertThat(total.curtailed().joules()).isEqualTo(12_977_250);
        assertThat(total.gained().amount()).isEqualByComparingTo("0.640541666667");
        assertThat(total.starts()).isEqualTo(1);
        assertThat(result.starts()).containsExactly(Map.entry(new DeviceId("a"), 1));
        assertThat(total.priced()).isEqualTo(Duration.ofHours(3));
        assertThat(total.unpriced()).isZero();
    }

    @Test
    void shouldChargeOverheadAddersAndFeeWhenTermsHaveThem() {
        MiningTerms terms =
                new MiningTerms(
                        HashPrice.ofDollars(new BigDecimal("48")),
                        new Share(100_000),
                        new BigDecimal("1.25"),
                        SampleSite.dollars("20"),
                        EnergyPrice.ZERO,
                        Duration.ofMinutes(10),
                        Duration.ofMinutes(20));
        // 48 · 0.9 / (0.024 · 20 · 1.25) − 20 = 52: the first price stays below, the second does
        // not.
        BacktestResult result =
                Backtest.run(one(terms), hourly(START, "51.999999", "52.000001"), OPTIONS);
        // 4.5 kWh at 71.999999 and 72.000001; 0.36 $ less a tenth, twice.
        assertSide(result.total().alwaysOn(), 32_400_000, "0.648", "0.648");
        // The second hour: 197,250 J · 1.25, kept whole by rounding half to even.
        assertThat(result.total().followed().drawn().joules()).isEqualTo(16_200_000 + 246_562);
        assertThat(result.total().followed().hashRevenue().amount()).isEqualByComparingTo("0.324");
    }

    @Test
    void shouldChangeNothingWhenThePriceStaysInsideTheBand() {
        MiningTerms banded = terms(SampleSite.dollars("5"));
        BacktestResult result =
                Backtest.run(one(banded), hourly(START, "105", "106", "95", "94"), OPTIONS);
        // Runs at 105, sleeps at 106, still sleeps at 95, wakes at 94.
        assertThat(result.total().followed().drawn().joules())
                .isEqualTo(12_960_000 + 197_250 + 90_000 + 12_745_500);
        assertThat(result.total().starts()).isEqualTo(1);
    }

    @Test
    void shouldCountAnHourOnNeitherSideWhenItHasNoPrice() {
        PriceSeries series =
                PriceSeries.starting(
                        "P",
                        List.of(START, hour(1), hour(3), hour(4)),
                        prices("50", "300", "300", "50"));
        BacktestResult result = Backtest.run(one(plain()), series, OPTIONS);

        Totals total = result.total();
        assertThat(total.priced()).isEqualTo(Duration.ofHours(4));
        assertThat(total.unpriced()).isEqualTo(Duration.ofHours(1));
        assertThat(total.hoursUnpriced()).isEqualByComparingTo("1");
        assertSide(total.alwaysOn(), 4 * 12_960_000L, "1.44", "2.52");
        // It sleeps through the hour without a price, so the next one is asleep from its first
        // second.
        assertThat(total.followed().drawn().joules())
                .isEqualTo(12_960_000 + 197_250 + 90_000 + 12_745_500);
        assertThat(total.starts()).isEqualTo(1);
    }

    @Test
    void shouldActOnThePriceBeforeWhenPricesAreLearnedLate() {
        BacktestResult result =
                Backtest.run(
                        one(plain()),
                        hourly(START, "50", "300", "50"),
                        OPTIONS.with(Foresight.ONE_INTERVAL_LATE));
        assertSide(
                result.total().followed(),
                12_960_000 + 12_960_000 + 197_250,
                "0.72",
                // 0.18 and 1.08, then 197,250 J at 50.
                "1.262739583333");
    }

    @Test
    void shouldWakeInsideAnIntervalWhenTheShortestSleepEndsThere() {
        List<Instant> starts = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            starts.add(START.plus(Duration.ofMinutes(7L * i)));
        }
        PriceSeries series = PriceSeries.starting("P", starts, prices("300", "50", "50", "50"));
        BacktestResult result = Backtest.run(one(plain()), series, OPTIONS);
        // Asleep from 0:00 for ten minutes: 30 s full, 570 s and 60 s more of standby, full from
        // 11:00 up to 28:00.
        assertThat(result.total().followed().drawn().joules())
                .isEqualTo(30 * 3_600 + 630 * 25 + 17 * 60 * 3_600);
        // Earning again from 21:00 on: 7 of 28 minutes.
        assertThat(result.total().followed().hashRevenue().amount()).isEqualByComparingTo("0.042");
    }

    @Test
    void shouldNotBeginToEarnBeforeItIsWarmWhenTheWarmUpIsLong() {
        BacktestResult result =
                Backtest.run(
                        one(plain()),
                        hourly(START, "300", "50", "300", "50"),
                        OPTIONS.withWarmUp(Duration.ofHours(2)));
        assertThat(result.total().followed().hashRevenue().amount()).isZero();
        assertThat(result.total().starts()).isEqualTo(2);
    }

    @Test
    void shouldNeverSleepWhenTheDeviceIsExempt() {
        Device exempt =
                SampleSite.device(
                        "a", TIMING, 3_600, 180, new Envelope(Duration.ZERO, Duration.ZERO, true));
        BacktestResult result =
                Backtest.run(
                        SampleSite.definition(plain(), List.of(exempt)),
                        hourly(START, "5000", "5000"),
                        OPTIONS);
        assertThat(result.total().followed()).isEqualTo(result.total().alwaysOn());
    }

    @Test
    void shouldPlayOnlyTheWindowWhenOneIsGiven() {
        BacktestResult result =
                Backtest.run(
                        one(plain()),
                        hourly(START, "50", "300", "50"),
                        OPTIONS.between(hour(1).plusSeconds(1_800), hour(2).plusSeconds(600)));
        assertThat(result.total().priced()).isEqualTo(Duration.ofMinutes(40));
        // 30 minutes at 300, 10 minutes at 50.
        assertSide(result.total().alwaysOn(), 8_640_000, "0.24", "0.57");
        assertThat(result.total().followed().drawn().joules())
                .isEqualTo(30 * 3_600 + 1_770 * 25 + 60 * 25 + 540 * 3_600);
    }

    @Test
    void shouldCountTimeBeyondThePricesAsUnpricedWhenTheWindowIsWider() {
        BacktestResult result =
                Backtest.run(
                        one(plain()),
                        hourly(START, "50", "50"),
                        OPTIONS.between(START.minusSeconds(7_200), hour(3)));
        assertThat(result.total().unpriced()).isEqualTo(Duration.ofHours(3));
        assertThat(result.total().priced()).isEqualTo(Duration.ofHours(2));
        assertThat(result.days().keySet())
                .containsExactly(LocalDate.of(2023, 8, 16), LocalDate.of(2023, 8, 17));
        assertThat(result.day(LocalDate.of(2023, 8, 16)).priced()).isZero();
    }

    @Test
    void shouldSayWhatThereIsWhenNothingCanBePlayed() {
        SiteDefinition site = one(plain());
        PriceSeries series = hourly(START, "50", "50");
        assertThatThrownBy(() -> Backtest.run(site, series, OPTIONS.between(hour(2), hour(9))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "no price of P lies between 2023-08-17T07:00:00Z and 2023-08-17T14:00:00Z;"
                                + " there are prices from 2023-08-17T05:00:00Z until"
                                + " 2023-08-17T07:00:00Z");
        assertThatThrownBy(() -> Backtest.run(site, series, OPTIONS.between(hour(1), hour(1))))
                .hasMessageContaining("no price of P");
        assertThatThrownBy(() ->
                        Backtest.run(site, series, OPTIONS.between(START.plusMillis(1), null)))
                .hasMessageContaining("whole seconds");
        assertThatThrownBy(() -> Backtest.run(site, series, OPTIONS).day(LocalDate.of(2023, 8, 18)))
                .hasMessage(
                        "2023-08-18 was not played through; the days are 2023-08-17 to 2023-08-17");
        assertThatThrownBy(() -> OPTIONS.withWarmUp(Duration.ofSeconds(-1)))
                .hasMessageContaining("negative");
    }

    @Test
    void shouldAgreeWithItselfWhenPricesAreRandom() {
        Random random = new Random(21);
        List<Device> devices = new ArrayList<>();
        SampleSite.add(devices, 20, "lux", SampleSite.LUXOS, 3_500, 200);
        SampleSite.add(devices, 20, "ant", SampleSite.ANTMINER, 3_010, 141);
        SiteDefinition site = SampleSite.definition(SampleSite.TERMS, devices);
        for (int round = 0; round < 4; round++) {
            List<Instant> starts = new ArrayList<>();
            List<EnergyPrice> prices = new ArrayList<>();
            for (int i = 0; i < 600; i++) {
                if (i < 2 || random.nextInt(50) > 0) {
                    starts.add(START.plus(Duration.ofMinutes(5L * i)));
                    prices.add(new EnergyPrice(random.nextLong(-20_000_000, 300_000_000)));
                }
            }
            PriceSeries series = PriceSeries.starting("P", starts, prices);
            BacktestResult result = Backtest.run(site, series, OPTIONS);

            assertThat(Backtest.run(site, series, OPTIONS)).isEqualTo(result);
            Totals total = result.total();
            assertThat(total.curtailed().joules()).isPositive();
            assertThat(total.priced().plus(total.unpriced())).isEqualTo(result.window().length());
            assertThat(total.starts())
                    .isPositive()
                    .isEqualTo(result.starts().values().stream().mapToLong(n -> n).sum())
                    .isEqualTo(result.days().values().stream().mapToLong(Totals::starts).sum());
            // Ten minutes off and twenty on at least: no device starts more than twice an hour.
            assertThat(result.starts().values())
                    .allSatisfy(n -> assertThat(n).isLessThanOrEqualTo(2 * 50 + 1));
            BigDecimal byDay =
                    result.days().values().stream()
                            .map(day -> day.followed().net().amount())
                            .reduce(BigDecimal.ZERO, BigDecimal::add);
            assertThat(byDay.subtract(total.followed().net().amount()).abs())
                    .isLessThan(new BigDecimal("0.000000001"));
        }
    }

    private static void assertSide(Side side, long joules, String revenue, String cost) {
        assertThat(side.drawn().joules()).isEqualTo(joules);
        assertThat(side.hashRevenue().amount()).isEqualByComparingTo(revenue);
        assertThat(side.energyCost().amount()).isEqualByComparingTo(cost);
        assertThat(side.net().amount())
                .isEqualByComparingTo(new BigDecimal(revenue).subtract(new BigDecimal(cost)));
    }

    private static SiteDefinition one(MiningTerms terms) {
        return SampleSite.definition(
                terms, List.of(SampleSite.device("a", TIMING, 3_600, 180, ENVELOPE)));
    }

    private static MiningTerms plain() {
        return terms(EnergyPrice.ZERO);
    }

    private static MiningTerms terms(EnergyPrice hysteresis) {
        return new MiningTerms(
                HashPrice.ofDollars(new BigDecimal("48")),
                Share.NONE,
                BigDecimal.ONE,
                EnergyPrice.ZERO,
                hysteresis,
                Duration.ofMinutes(10),
                Duration.ofMinutes(20));
    }

    private static PriceSeries hourly(Instant start, String... dollars) {
        List<Instant> starts = new ArrayList<>();
        for (int i = 0; i < dollars.length; i++) {
            starts.add(start.plus(Duration.ofHours(i)));
        }
        return PriceSeries.starting("P", starts, prices(dollars));
    }

    private static List<EnergyPrice> prices(String... dollars) {
        return Arrays.stream(dollars).map(SampleSite::dollars).toList();
    }

    private static Instant hour(int hour) {
        return START.plus(Duration.ofHours(hour));
    }
}
