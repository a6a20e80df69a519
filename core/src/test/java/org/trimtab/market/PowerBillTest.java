package org.trimtab.market;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.trimtab.interval.MarketCalendars;
import org.trimtab.interval.MarketInterval;
import org.trimtab.market.LoadProfile.Level;
import org.trimtab.market.PowerBill.Kind;
import org.trimtab.market.PowerBill.Line;
import org.trimtab.quantity.EnergyPrice;
import org.trimtab.quantity.Money;
import org.trimtab.quantity.Power;
import org.trimtab.quantity.Share;

class PowerBillTest {
    private static final Instant T0 = Instant.parse("2023-08-01T05:00:00Z");
    private static final MarketInterval FOUR_HOURS =
            MarketInterval.starting(T0, Duration.ofHours(4));
    private static final FixedBlock BLOCK =
            new FixedBlock("block", mw(10), usd("25"), null, null, true, usd("1"));

    @Test
    void shouldPayTheIndexForEveryMwhWhenNothingIsBoughtAhead() {
        PowerBill bill = bill(realTime(), load(8, 0, 10, 2), prices("30", "5000", "-20", "40.5"));

        // 8·30 + 0·5000 − 10·20 + 2·40.5
        assertThat(bill.total()).isEqualTo(Money.usd("121.00"));
        assertThat(bill.drawnMwh()).isEqualByComparingTo("20");
        assertThat(bill.allInCentsPerKwh()).isEqualByComparingTo("0.605");
    }

    @Test
    void shouldCreditWhatOfABlockIsNotUsedWhenItMayBeSold() {
        Tariff tariff = with(List.of(BLOCK), Share.NONE, List.of());
        PowerBill bill = bill(tariff, load(8, 0, 12, 10), prices("30", "5000", "-20", "40"));

        assertThat(bill.sum(Kind.BLOCK)).isEqualTo(Money.usd("1000.00"));
        // 2·(30 − 1) + 10·(5000 − 1)
        assertThat(bill.sum(Kind.RESALE)).isEqualTo(Money.usd("-50048.00"));
        assertThat(bill.sum(Kind.INDEX)).isEqualTo(Money.usd("-40.00"));
        assertThat(bill.allInCentsPerKwh()).isNegative();
    }

    @Test
    void shouldLoseWhatOfABlockIsNotUsedWhenItMayNotBeSold() {
        FixedBlock kept =
                new FixedBlock("block", mw(10), usd("25"), null, null, false, EnergyPrice.ZERO);
        PowerBill bill =
                bill(
                        with(List.of(kept), Share.NONE, List.of()),
                        load(0, 0, 0, 0),
                        prices("9", "9", "9", "9"));

        assertThat(bill.total()).isEqualTo(Money.usd("1000.00"));
        assertThat(bill.lines()).noneMatch(line -> line.kind() == Kind.RESALE);
    }

    @Test
    void shouldSettleTheDifferenceInRealTimeWhenALevelWasBoughtAhead() {
        LoadProfile ahead = LoadProfile.constant(FOUR_HOURS, mw(10));
        BilledPeriod billed =
                new BilledPeriod(
                        FOUR_HOURS,
                        load(8, 0, 12, 10),
                        prices("30", "5000", "-20", "40"),
                        prices("35", "100", "20", "45"),
                        ahead,
                        List.of(),
                        List.of());
        PowerBill bill = PowerBill.of(realTime(), billed);

        assertThat(bill.sum(Kind.DAY_AHEAD)).isEqualTo(Money.usd("2000.00"));
        // −2·30 − 10·5000 + 2·(−20) + 0·40
        assertThat(bill.sum(Kind.INDEX)).isEqualTo(Money.usd("-50100.00"));
    }

    @Test
    void shouldAddLossesAndVolumetricChargesWhenTheTariffHasThem() {
        Tariff tariff =
                with(
                        List.of(),
                        new Share(20_000),
                        List.of(new VolumetricCharge("wires", usd("3.25"))));
        PowerBill bill = bill(tariff, load(10, 10, 10, 10), prices("30", "30", "30", "30"));

        assertThat(bill.sum(Kind.INDEX)).isEqualTo(Money.usd("1224.00"));
        assertThat(bill.sum(Kind.VOLUMETRIC)).isEqualTo(Money.usd("130.00"));
        assertThat(tariff.marginalAt(T0, usd("30"), mw(5), false)).isEqualTo(usd("33.85"));
    }

    @Test
    void shouldLeaveTheTotalOpenWhenALevelOrAPriceIsNotKnown() {
        LoadProfile torn = new LoadProfile(load(8, 8, 8, 8).levels().subList(0, 3));
        PowerBill unread = bill(realTime(), torn, prices("1", "1", "1", "1"));
        PriceSeries gap =
                new PriceSeries(
                        "P",
                        Duration.ofHours(1),
                        prices("1", "1", "1", "1").prices().subList(0, 2));
        PowerBill unpriced = bill(realTime(), load(8, 8, 8, 8), gap);

        assertThat(unread.total()).isNull();
        assertThat(unread.known()).isEqualTo(Money.usd("24.00"));
        assertThat(unread.unread()).containsExactly(hour(3));
        assertThat(unpriced.total()).isNull();
        assertThat(unpriced.unpriced())
                .containsExactly(new MarketInterval(hour(2).from(), hour(3).until()));
    }

    @Test
    void shouldBillTheGreatestQuarterHourAndTheRatchetWhenDemandIsCharged() {
        DemandCharge charge =
                new DemandCharge(
                        "demand",
                        new BigDecimal("4.50"),
                        Duration.ofMinutes(15),
                        Set.of(7, 8),
                        new Share(800_000),
                        11);
        MarketInterval july =
                MarketInterval.starting(T0.minus(Duration.ofHours(1)), Duration.ofHours(1));
        List<Level> levels = new ArrayList<>(List.of(new Level(july, mw(20))));
        levels.addAll(load(8, 9, 12, 10).levels());
        PowerBill bill = bill(demand(charge), new LoadProfile(levels), prices("0", "0", "0", "0"));
        Line line = bill.lines().getLast();

        assertThat(line.quantity()).isEqualByComparingTo("16000");
        assertThat(line.amount()).isEqualTo(Money.usd("72000.00"));
        assertThat(line.note()).contains("ratchet: 80 % of the demand of 2023-07");
    }

    @Test
    void shouldChargeTheMeanOfFourPeaksWhenTheyAreKnown() {
        // market-rules §1.12: {500; 3,000; 60,000; 400} kW are 15,975 kW and 798,750 $ at 50 $.
        CoincidentPeakCharge charge = peaks("50");
        List<Level> levels = new ArrayList<>();
        List<Instant> peaks = new ArrayList<>();
        long[] kilowatts = {500, 3_000, 60_000, 400};
        for (int i = 0; i < 4; i++) {
            Instant peak = Instant.parse("2023-0" + (6 + i) + "-15T22:00:00Z");
            peaks.add(peak);
            levels.add(
                    new Level(
                            MarketInterval.starting(peak, Duration.ofMinutes(15)),
                            Power.ofWatts(kilowatts[i] * 1_000)));
        }
        MarketInterval summer =
                new MarketInterval(
                        Instant.parse("2023-06-01T05:00:00Z"),
                        Instant.parse("2023-10-01T05:00:00Z"));
        Tariff tariff =
                new Tariff(
                        "t",
                        "USD",
                        MarketCalendars.of("ERCOT"),
                        EnergyIndex.REAL_TIME,
                        Share.NONE,
                        List.of(),
                        List.of(),
                        null,
                        List.of(),
                        List.of(charge),
                        RoundingMode.HALF_UP);
        PowerBill bill =
                PowerBill.of(
                        tariff,
                        new BilledPeriod(
                                summer,
                                new LoadProfile(levels),
                                prices("0", "0", "0", "0"),
                                null,
                                null,
                                List.of(),
                                peaks));

        assertThat(bill.lines().getLast().amount()).isEqualTo(Money.usd("798750.00"));
        assertThat(bill.lines().getLast().quantity()).isEqualByComparingTo("15975");
    }

    @Test
    void shouldMatchThePrintedThresholdsWhenAPeakIsWeighed() {
        // market-rules §1.12: 50,000 $/MW-year, 60 $/MWh: 0.12 % of a quarter hour, 4 peaks;
        // 0.72 % of a half hour, 12 peaks.
        assertThat(peaks("50").expectedPerMwh(new BigDecimal("0.0012"))).isEqualTo(usd("60"));
        CoincidentPeakCharge twelve =
                new CoincidentPeakCharge(
                        "12CP",
                        Set.of(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12),
                        12,
                        CoincidentPeakCharge.Choice.ONE_PER_MONTH,
                        Duration.ofMinutes(30),
                        new BigDecimal("50"),
                        1);
        assertThat(twelve.expectedPerMwh(new BigDecimal("0.0072")).dollars())
                .isBetween(new BigDecimal("59.99"), new BigDecimal("60.01"));
    }

    @Test
    void shouldTellRenewableHoursApartWhenTheContractDoes() {
        Tariff tariff =
                new Tariff(
                        "t",
                        "USD",
                        MarketCalendars.of("ERCOT"),
                        EnergyIndex.REAL_TIME,
                        Share.NONE,
                        List.of(),
                        List.of(),
                        new RenewableTerms("green", usd("-4"), usd("2")),
                        List.of(),
                        List.of(),
                        RoundingMode.HALF_UP);
        BilledPeriod billed =
                new BilledPeriod(
                        FOUR_HOURS,
                        load(10, 10, 10, 10),
                        prices("0", "0", "0", "0"),
                        null,
                        null,
                        List.of(hour(1)),
                        List.of());

        assertThat(PowerBill.of(tariff, billed).sum(Kind.RENEWABLE)).isEqualTo(Money.usd("20.00"));
    }

    @Test
    void shouldStepTheMarginalCostWhenBlocksHold() {
        Tariff tariff = with(List.of(BLOCK), Share.NONE, List.of());

        assertThat(tariff.marginalSteps(T0, usd("80"), false))
                .containsExactly(
                        new Tariff.MarginalStep(mw(10), usd("79")),
                        new Tariff.MarginalStep(null, usd("80")));
        assertThat(tariff.marginalAt(T0, usd("80"), mw(10), false)).isEqualTo(usd("80"));
    }

    @Test
    void shouldRefuseWhenDayAheadPricesAreMissing() {
        BilledPeriod billed =
                new BilledPeriod(
                        FOUR_HOURS,
                        load(1, 1, 1, 1),
                        prices("1", "1", "1", "1"),
                        null,
                        load(1, 1, 1, 1),
                        List.of(),
                        List.of());
        assertThatThrownBy(() -> PowerBill.of(realTime(), billed))
                .hasMessageContaining("needs day-ahead prices");
    }

    private static CoincidentPeakCharge peaks(String rate) {
        return new CoincidentPeakCharge(
                "4CP",
                Set.of(6, 7, 8, 9),
                4,
                CoincidentPeakCharge.Choice.ONE_PER_MONTH,
                Duration.ofMinutes(15),
                new BigDecimal(rate),
                1);
    }

    private static PowerBill bill(Tariff tariff, LoadProfile load, PriceSeries prices) {
        return PowerBill.of(tariff, BilledPeriod.of(FOUR_HOURS, load, prices));
    }

    private static Tariff realTime() {
        return Tariff.realTime("USD", MarketCalendars.of("ERCOT"));
    }

    private static Tariff with(
            List<FixedBlock> blocks, Share losses, List<VolumetricCharge> volumetric) {
        return new Tariff(
                "t",
                "USD",
                MarketCalendars.of("ERCOT"),
                EnergyIndex.REAL_TIME,
                losses,
                blocks,
                volumetric,
                null,
                List.of(),
                List.of(),
                RoundingMode.HALF_UP);
    }

    private static Tariff demand(DemandCharge charge) {
        return new Tariff(
                "t",
                "USD",
                MarketCalendars.of(ZoneId.of("America/Chicago")),
                EnergyIndex.REAL_TIME,
                Share.NONE,
                List.of(),
                List.of(),
                null,
                List.of(charge),
                List.of(),
                RoundingMode.HALF_UP);
    }

    private static MarketInterval hour(int index) {
        return MarketInterval.starting(T0.plus(Duration.ofHours(index)), Duration.ofHours(1));
    }

    private static LoadProfile load(long... megawatts) {
        List<Level> levels = new ArrayList<>();
        for (int i = 0; i < megawatts.length; i++) {
            levels.add(new Level(hour(i), mw(megawatts[i])));
        }
        return new LoadProfile(levels);
    }

    private static PriceSeries prices(String... dollars) {
        List<PriceSeries.Priced> priced = new ArrayList<>();
        for (int i = 0; i < dollars.length; i++) {
            priced.add(new PriceSeries.Priced(hour(i), usd(dollars[i])));
        }
        return new PriceSeries("P", Duration.ofHours(1), priced);
    }

    private static EnergyPrice usd(String dollars) {
        return EnergyPrice.ofDollars(new BigDecimal(dollars));
    }

    private static Power mw(long megawatts) {
        return Power.ofWatts(megawatts * 1_000_000);
    }
}
