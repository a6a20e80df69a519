package org.trimtab.backtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.trimtab.interval.MarketCalendars;
import org.trimtab.market.CoincidentPeakCharge;
import org.trimtab.market.DecisionReason;
import org.trimtab.market.DemandCharge;
import org.trimtab.market.EnergyIndex;
import org.trimtab.market.FixedBlock;
import org.trimtab.market.PowerBill;
import org.trimtab.market.StrategyAlwaysOn;
import org.trimtab.market.StrategyBreakEven;
import org.trimtab.market.SupplyTerms;
import org.trimtab.market.Tariff;
import org.trimtab.market.VolumetricCharge;
import org.trimtab.quantity.EnergyPrice;
import org.trimtab.quantity.Power;
import org.trimtab.quantity.Share;

/** Strategies that pay by a tariff: the bill is the core's, and its margin decides. */
class TariffBacktestTest {
    private static final Set<Integer> MONTHS = Set.of(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12);

    @Test
    void shouldBillWhatTheCoreBillsWhenRowsAreSummed() {
        StrategyScenes days = StrategyScenes.days(20, 5);
        Tariff tariff =
                tariff(
                        List.of(block(100, true, "1.50"), block(60, false, "0")),
                        List.of(demand("9", "80")),
                        EnergyIndex.REAL_TIME);
        StrategyScene scene = scene(days, tariff);

        StrategyResult result = StrategyRun.play(scene, StrategyBreakEven::new, (_, _) -> {});
        TariffBill bill = TariffBill.of(result);

        assertThat(bill).isNotNull();
        StrategyResult.Totals total = result.total();
        BigDecimal rows =
                MicroDollars.dollars(
                        total.energyMicros() + total.demandMicros() + total.peakMicros());
        assertThat(bill.months()).hasSize(2);
        assertThat(bill.isOpen()).isFalse();
        assertThat(bill.knownUsd()).isCloseTo(rows, within(new BigDecimal("0.20")));
        assertThat(bill.sums().get(PowerBill.Kind.DEMAND))
                .isCloseTo(
                        MicroDollars.dollars(total.demandMicros()), within(new BigDecimal("0.02")));
        assertThat(bill.sums().get(PowerBill.Kind.COINCIDENT_PEAK))
                .isPositive()
                .isCloseTo(
                        MicroDollars.dollars(total.peakMicros()), within(new BigDecimal("0.02")));
        assertThat(bill.sums().get(PowerBill.Kind.RESALE)).isNegative();
        assertThat(total.allInCentsPerKwh())
                .isCloseTo(
                        bill.knownUsd()
                                .subtract(MicroDollars.dollars(total.reserveMicros()))
                                .divide(total.drawnMwh(), 6, RoundingMode.HALF_EVEN)
                                .movePointLeft(1),
                        within(new BigDecimal("0.001")));
    }

    @Test
    void shouldDecideAsWithoutABlockWhenTheWholeSiteMayBeSoldAgain() {
        StrategyScenes days = StrategyScenes.days(4, 5);
        StrategyScene index = scene(days, tariff(List.of(), List.of(), EnergyIndex.REAL_TIME));
        StrategyScene block =
                scene(
                        days,
                        tariff(List.of(block(1_000, true, "0")), List.of(), EnergyIndex.REAL_TIME));

        for (StrategyRun.StrategyMaker maker : makers(index)) {
            assertThat(decisions(StrategyRun.play(block, maker, (_, _) -> {})))
                    .isEqualTo(decisions(StrategyRun.play(index, maker, (_, _) -> {})));
        }
        assertThat(decisions(bound(block))).isEqualTo(decisions(bound(index)));
    }

    @Test
    void shouldRunInTheBlockAloneWhenEnergyIsDearAndTheBlockCannotBeSold() {
        StrategyScenes days = StrategyScenes.days(4, 5);
        StrategyScene index = scene(days, tariff(List.of(), List.of(), EnergyIndex.REAL_TIME));
        StrategyScene lost =
                scene(
                        days,
                        tariff(List.of(block(150, false, "0")), List.of(), EnergyIndex.REAL_TIME));

        for (StrategyRun.StrategyMaker maker : makers(index)) {
            StrategyResult free = StrategyRun.play(index, maker, (_, _) -> {});
            StrategyResult kept = StrategyRun.play(lost, maker, (_, _) -> {});
            long least = kept.rows().stream().mapToLong(StrategyRow::setPointWatts).min().orElse(0);

            assertThat(free.rows())
                    .anySatisfy(row -> assertThat(row.setPointWatts()).isLessThan(50_000));
            assertThat(least).isGreaterThan(100_000);
        }
    }

    @Test
    void shouldDrawLessAtTheMostWhenDemandIsCharged() {
        StrategyScenes days = StrategyScenes.days(5, 5);
        days.withReserves = false;
        StrategyScene free = scene(days, tariff(List.of(), List.of(), EnergyIndex.REAL_TIME));
        StrategyScene charged =
                scene(days, tariff(List.of(), List.of(demand("24", "0")), EnergyIndex.REAL_TIME));

        StrategyResult without = StrategyRun.play(free, makers(free).get(1), (_, _) -> {});
        StrategyResult with = StrategyRun.play(charged, makers(charged).get(1), (_, _) -> {});
        StrategyResult follows = StrategyRun.play(charged, StrategyBreakEven::new, (_, _) -> {});

        assertThat(most(with)).isLessThan(most(without));
        assertThat(with.rows())
                .anySatisfy(
                        row -> assertThat(row.reason()).isEqualTo(DecisionReason.DEMAND_CHARGE));
        assertThat(with.total().netMicros()).isGreaterThan(follows.total().netMicros());
        assertThat(bound(charged).total().netMicros())
                .isGreaterThanOrEqualTo(with.total().netMicros());
    }

    @Test
    void shouldSettleByTheDayAheadPriceWhenTheTariffSaysSo() {
        StrategyScenes days = StrategyScenes.days(6, 5);
        StrategyScene scene = scene(days, tariff(List.of(), List.of(), EnergyIndex.DAY_AHEAD));

        StrategyResult always = StrategyRun.play(scene, _ -> new StrategyAlwaysOn(), (_, _) -> {});
        TariffBill bill = TariffBill.of(always);

        assertThat(bill).isNotNull();
        assertThat(bill.sums().get(PowerBill.Kind.INDEX))
                .isNotEqualByComparingTo(
                        MicroDollars.dollars(
                                StrategyRun.play(
                                                days.scene(null),
                                                _ -> new StrategyAlwaysOn(),
                                                (_, _) -> {})
                                        .total()
                                        .energyMicros()));
        assertThat(bill.knownUsd())
                .isCloseTo(
                        MicroDollars.dollars(
                                always.total().energyMicros() + always.total().peakMicros()),
                        within(new BigDecimal("0.10")));
        assertThat(bound(scene).total().netMicros()).isGreaterThan(always.total().netMicros());
    }

    @Test
    void shouldDecideTheSameUpToACutWhenATariffIsPaidAndAllThatFollowsIsNoise() {
        StrategyScenes days = StrategyScenes.days(3, 7);
        Random random = new Random(3);
        for (EnergyIndex index : EnergyIndex.values()) {
            Tariff tariff =
                    tariff(List.of(block(150, false, "0")), List.of(demand("9", "80")), index);
            List<List<String>> all = new ArrayList<>();
            for (StrategyRun.StrategyMaker maker : makers(scene(days, tariff))) {
                all.add(decisions(StrategyRun.play(scene(days, tariff), maker, (_, _) -> {})));
            }
            for (int i = 0; i < 2; i++) {
                Instant cut =
                        StrategyScenes.START.plus(Duration.ofMinutes(random.nextInt(3 * 24 * 60)));
                StrategyScene noised =
                        days.noisedAfter(cut, i).scene(cut).with(SupplyTerms.of(tariff, List.of()));
                for (int m = 0; m < all.size(); m++) {
                    List<String> its =
                            decisions(
                                    StrategyRun.play(noised, makers(noised).get(m), (_, _) -> {}));
                    assertThat(all.get(m))
                            .as("cut at %s", cut)
                            .startsWith(its.toArray(String[]::new));
                }
            }
        }
    }

    private static long most(StrategyResult result) {
        return result.rows().stream().mapToLong(StrategyRow::joules).max().orElse(0);
    }

    private static List<String> decisions(StrategyResult result) {
        return result.rows().stream()
                .map(row -> row.from() + " " + row.setPointWatts() + " " + row.reserveWatts())
                .toList();
    }

    private static StrategyResult bound(StrategyScene scene) {
        return StrategyRun.play(scene, site -> new PerfectForesight(site, scene), (_, _) -> {});
    }

    private static List<StrategyRun.StrategyMaker> makers(StrategyScene scene) {
        return List.of(
                StrategyBreakEven::new,
                site ->
                        new CoOptimised(
                                site, CoOptimised.Terms.of(scene.reserves(), Charges.NONE)));
    }

    private static StrategyScene scene(StrategyScenes days, Tariff tariff) {
        StrategyScene plain = days.scene(null);
        StrategyScene paid = plain.with(SupplyTerms.of(tariff, List.of()));
        Instant from = StrategyScenes.START.plus(Duration.ofHours(62));
        return new StrategyScene(
                paid.definition(),
                paid.point(),
                paid.prices(),
                paid.markets(),
                paid.zone(),
                paid.machines(),
                paid.reserves(),
                List.of(
                        new PeakCharges.Peak(
                                new org.trimtab.interval.MarketInterval(
                                        from, from.plus(Duration.ofHours(1))),
                                4_000)),
                paid.supply(),
                List.of());
    }

    private static FixedBlock block(long kilowatts, boolean resale, String fee) {
        return new FixedBlock(
                "block",
                Power.ofWatts(kilowatts * 1_000),
                SampleSite.dollars("25"),
                null,
                null,
                resale,
                SampleSite.dollars(fee));
    }

    private static DemandCharge demand(String rate, String ratchetPercent) {
        return new DemandCharge(
                "demand",
                new BigDecimal(rate),
                Duration.ofMinutes(15),
                MONTHS,
                new Share(new BigDecimal(ratchetPercent).movePointRight(4).intValueExact()),
                11);
    }

    private static Tariff tariff(
            List<FixedBlock> blocks, List<DemandCharge> demand, EnergyIndex index) {
        return new Tariff(
                "t",
                "USD",
                MarketCalendars.of("ERCOT"),
                index,
                new Share(21_000),
                blocks,
                List.of(new VolumetricCharge("wires", new EnergyPrice(3_250_000))),
                null,
                demand,
                List.of(
                        new CoincidentPeakCharge(
                                "4cp",
                                Set.of(6, 7, 8, 9),
                                4,
                                CoincidentPeakCharge.Choice.ONE_PER_MONTH,
                                Duration.ofHours(1),
                                new BigDecimal("16"),
                                1)),
                RoundingMode.HALF_UP);
    }
}
