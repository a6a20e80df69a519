package org.trimtab.backtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.trimtab.market.AsOfMarkets;
import org.trimtab.market.AsOfRule;
import org.trimtab.market.AsOfSeries;
import org.trimtab.market.DecisionReason;
import org.trimtab.market.PriceSeries;
import org.trimtab.market.StrategyAlwaysOn;
import org.trimtab.market.StrategyBreakEven;
import org.trimtab.market.StrategySchedule;

/** Strategies through the engine: the sums, and who stands before whom. */
class StrategyRunTest {
    @Test
    void shouldComeToTheSameAsDeviceByDeviceWhenCohortsFollowTheirBreakEven() {
        StrategyScenes days = StrategyScenes.days(10, 3);
        days.withReserves = false;
        StrategyScene scene = plain(days);
        PriceSeries series = new PriceSeries("P", Duration.ofHours(1), scene.prices());

        BacktestResult.Totals single =
                Backtest.run(
                                scene.definition(),
                                series,
                                BacktestOptions.allIn(StrategyScenes.CHICAGO))
                        .total();
        StrategyResult together = StrategyRun.play(scene, StrategyBreakEven::new, (_, _) -> {});

        assertThat(together.total().starts()).isEqualTo(single.starts()).isPositive();
        assertThat(MicroDollars.dollars(together.total().hashMicros()))
                .isCloseTo(
                        single.followed().hashRevenue().amount(),
                        org.assertj.core.data.Percentage.withPercentage(0.01));
        assertThat(MicroDollars.dollars(together.total().energyMicros()))
                .isCloseTo(
                        single.followed().energyCost().amount(),
                        org.assertj.core.data.Percentage.withPercentage(0.01));
    }

    @Test
    void shouldStandInOrderWhenStrategiesKnowMoreAndMore() {
        StrategyScenes days = StrategyScenes.days(14, 5);
        days.withReserves = false;
        StrategyScene scene = days.scene(null);

        long always = net(StrategyRun.play(scene, _ -> new StrategyAlwaysOn(), (_, _) -> {}));
        StrategyResult planned = planned(scene);
        StrategyResult bound =
                StrategyRun.play(scene, site -> new PerfectForesight(site, scene), (_, _) -> {});

        assertThat(net(planned)).isGreaterThan(always);
        assertThat(net(bound)).isGreaterThan(net(planned));
    }

    @Test
    void shouldEarnWithReservesWhenTheyAreSold() {
        StrategyScenes days = StrategyScenes.days(6, 5);
        StrategyScene scene = days.scene(null);

        StrategyResult planned = planned(scene);

        assertThat(planned.total().reserveMicros()).isPositive();
        assertThat(planned.rows())
                .anySatisfy(row -> assertThat(row.reserveWatts()).isPositive())
                .allSatisfy(row ->
                        assertThat(row.reserveWatts()).isLessThanOrEqualTo(row.setPointWatts()));
    }

    @Test
    void shouldGoByBreakEvenWhenNoPlanIsFoundInTime() {
        StrategyScene scene = StrategyScenes.days(2, 5).scene(null);
        List<CoOptimised> made = new ArrayList<>();

        StrategyResult hurried =
                StrategyRun.play(
                        scene,
                        site -> {
                            made.add(
                                    new CoOptimised(
                                            site,
                                            new CoOptimised.Terms(
                                                    Duration.ofHours(48),
                                                    Duration.ofNanos(1),
                                                    scene.reserves(),
                                                    Charges.NONE)));
                            return made.getFirst();
                        },
                        (_, _) -> {});

        assertThat(hurried.rows()).hasSize(scene.prices().size());
        boolean late =
                hurried.rows().stream()
                        .anyMatch(row -> row.reason() == DecisionReason.NO_PLAN_IN_TIME);
        assertThat(made.getFirst().told().contains("ran out of time"))
                .as("what is told: %s", made.getFirst().told())
                .isEqualTo(late || made.getFirst().told().contains("gap up to"));
    }

    @Test
    void shouldSleepAtItsHoursWhenItHasASchedule() {
        StrategyScene scene = StrategyScenes.days(3, 5).scene(null);

        StrategyResult result =
                StrategyRun.play(
                        scene,
                        _ -> StrategySchedule.parse("16:00-20:00", StrategyScenes.CHICAGO),
                        (_, _) -> {});

        for (StrategyRow row : result.rows()) {
            int hour = row.from().atZone(StrategyScenes.CHICAGO).getHour();
            boolean low = row.setPointWatts() < 50_000;
            assertThat(low).as("at %s", row.from()).isEqualTo(hour >= 16 && hour < 20);
        }
        assertThat(result.total().starts()).isEqualTo(3 * 100);
        assertThat(result.startsPerDevice()).hasSize(100).containsOnly(3);
        assertThatThrownBy(() -> StrategySchedule.parse("4pm", StrategyScenes.CHICAGO))
                .hasMessageContaining("such as 16:00-20:00");
    }

    @Test
    void shouldDrawLessAndGoOnWhenMachinesBreak() {
        StrategyScene whole = StrategyScenes.days(8, 5).scene(null);
        StrategyScene breaking =
                new StrategyScene(
                        whole.definition(),
                        whole.point(),
                        whole.prices(),
                        whole.markets(),
                        whole.zone(),
                        new BacktestOptions.Machines(
                                Duration.ofMinutes(10),
                                new BigDecimal("0.05"),
                                new BigDecimal("0.1"),
                                4),
                        whole.reserves(),
                        List.of());

        StrategyResult always =
                StrategyRun.play(breaking, _ -> new StrategyAlwaysOn(), (_, _) -> {});
        double share = (double) always.total().joules() / always.total().alwaysJoules();

        assertThat(share).isBetween(0.8, 0.97);
        assertThat(always.rows().getLast().joules()).isPositive();
        StrategyResult follows = StrategyRun.play(breaking, StrategyBreakEven::new, (_, _) -> {});
        assertThat(follows.total().joules()).isLessThan(always.total().joules());
        assertThat(follows.total().starts()).isPositive();
    }

    @Test
    void shouldAddUpWhenRowsAreSummedByMonthOrInAll() {
        StrategyResult result = planned(StrategyScenes.days(4, 9).scene(null));

        long byMonth = result.months().values().stream().mapToLong(t -> t.netMicros()).sum();

        assertThat(byMonth).isEqualTo(result.total().netMicros());
        assertThat(result.rows()).hasSize(4 * 24);
    }

    @Test
    void shouldNeedNothingFromOutsideWhenItIsReported() {
        StrategyScene scene = StrategyScenes.days(40, 9).scene(null);
        StrategyComparison comparison =
                new StrategyComparison(
                        List.of(
                                StrategyRun.play(scene, _ -> new StrategyAlwaysOn(), (_, _) -> {}),
                                StrategyRun.play(scene, StrategyBreakEven::new, (_, _) -> {}),
                                StrategyRun.play(
                                        scene,
                                        site -> new PerfectForesight(site, scene),
                                        (_, _) -> {})));

        String page = ReportPage.of(comparison, List.of("a <note>"));

        assertThat(page)
                .contains("break-even", "perfect foresight", "a &lt;note&gt;", "<svg")
                .doesNotContain("http://", "https://", "<script", "NaN", "Infinity");
        assertThat(comparison.regret(comparison.alwaysOn())).isGreaterThan(BigDecimal.ZERO);
    }

    private static StrategyResult planned(StrategyScene scene) {
        return StrategyRun.play(
                scene,
                site -> new CoOptimised(site, CoOptimised.Terms.of(scene.reserves(), Charges.NONE)),
                (_, _) -> {});
    }

    private static long net(StrategyResult result) {
        return result.total().netMicros();
    }

    /** Prices known when their hour starts, and nothing else. */
    private static StrategyScene plain(StrategyScenes days) {
        StrategyScene scene = days.scene(null);
        PriceSeries series = new PriceSeries("P", Duration.ofHours(1), scene.prices());
        return new StrategyScene(
                scene.definition(),
                scene.point(),
                scene.prices(),
                new AsOfMarkets(
                        AsOfSeries.prices(series, AsOfRule.atStart()),
                        null,
                        new TreeMap<>(),
                        null,
                        null),
                scene.zone(),
                scene.machines(),
                scene.reserves(),
                List.of());
    }
}
