package org.trimtab.backtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.trimtab.backtest.StrategyScene.ReserveTerms;
import org.trimtab.interval.MarketInterval;
import org.trimtab.market.ReserveCall;
import org.trimtab.market.ReserveProduct;
import org.trimtab.market.StrategyAlwaysOn;
import org.trimtab.operators.reserves.ReserveCatalogue;
import org.trimtab.operators.rules.RuleBook;
import org.trimtab.quantity.Reduction;

/** Reserves that are called: machines fall, work is lost, energy is saved, the revenue stays. */
class ReserveCallsTest {
    private static final List<ReserveProduct> RULES =
            ReserveCatalogue.on(RuleBook.shipped(), "ERCOT", LocalDate.of(2023, 8, 14));
    private static final ReserveTerms TERMS =
            new ReserveTerms(
                    List.of("rrs"),
                    LocalTime.of(10, 0),
                    LocalTime.of(13, 30),
                    BigDecimal.ONE,
                    new BigDecimal("0.95"),
                    BigDecimal.ZERO,
                    RULES,
                    true);
    private static final Instant FROM = StrategyScenes.START.plus(Duration.ofMinutes(34 * 60 + 10));
    private static final MarketInterval HALF_HOUR =
            new MarketInterval(FROM, FROM.plus(Duration.ofMinutes(30)));

    @Test
    void shouldFallAndKeepTheRevenueWhenReserveIsCalled() {
        StrategyResult quiet = planned(scene(List.of()));
        StrategyResult called = planned(scene(List.of(all())));
        StrategyRow before = at(quiet, 34);
        StrategyRow during = at(called, 34);

        assertThat(before.reserveWatts()).as("held when it is called").isPositive();
        assertThat(during.calledJoules()).isEqualTo(before.reserveWatts() * 1_800);
        assertThat(during.joules()).isLessThan(before.joules());
        assertThat((double) (before.joules() - during.joules()))
                .isCloseTo(during.calledJoules(), within(0.3 * during.calledJoules()));
        assertThat(during.hashMicros()).isLessThan(before.hashMicros());
        assertThat(during.energyMicros()).isLessThan(before.energyMicros());
        assertThat(during.reserveMicros()).isEqualTo(before.reserveMicros());
        assertThat(called.total().starts()).isGreaterThan(quiet.total().starts());
        assertThat(called.total().wearMicros()).isGreaterThan(quiet.total().wearMicros());
        for (int hour = 0; hour < 34; hour++) {
            assertThat(at(called, hour)).isEqualTo(at(quiet, hour));
        }
    }

    @Test
    void shouldFallByWhatIsCalledWhenThatIsLessThanWhatIsHeld() {
        ReserveCall some = new ReserveCall(HALF_HOUR, "rrs", Reduction.ofWatts(50_000));

        StrategyRow row = at(planned(scene(List.of(some))), 34);

        assertThat(row.calledJoules()).isEqualTo(50_000L * 1_800);
        assertThat(row.joules()).isLessThan(at(planned(scene(List.of())), 34).joules());
    }

    @Test
    void shouldDoNothingWhenNothingIsHeldOrAnotherProductIsCalled() {
        StrategyScene scene = scene(List.of(all()));
        StrategyResult always = StrategyRun.play(scene, _ -> new StrategyAlwaysOn(), (_, _) -> {});

        assertThat(always.total().calledJoules()).isZero();
        assertThat(always.total())
                .isEqualTo(
                        StrategyRun.play(
                                        scene(List.of()), _ -> new StrategyAlwaysOn(), (_, _) -> {})
                                .total());
        ReserveCall other = new ReserveCall(HALF_HOUR, "ecrs", null);
        assertThat(planned(scene(List.of(other))).total().netMicros())
                .isEqualTo(planned(scene(List.of())).total().netMicros());
    }

    @Test
    void shouldBoundWhatStrategiesEarnWhenTheSameCallsComeToAll() {
        List<ReserveCall> calls = new ArrayList<>();
        for (int day = 1; day < 5; day++) {
            Instant from = StrategyScenes.START.plus(Duration.ofHours(day * 24L + 8));
            MarketInterval time = new MarketInterval(from, from.plus(Duration.ofHours(2)));
            calls.add(new ReserveCall(time, "rrs", null));
        }
        StrategyScene scene = scene(calls);
        StrategyResult bound =
                StrategyRun.play(scene, site -> new PerfectForesight(site, scene), (_, _) -> {});
        StrategyResult planned = planned(scene);

        assertThat(planned.total().calledJoules()).isPositive();
        assertThat(bound.total().netMicros()).isGreaterThan(planned.total().netMicros());
        assertThat(bound.total().netMicros())
                .isLessThan(
                        StrategyRun.play(
                                        scene(List.of()),
                                        site -> new PerfectForesight(site, scene(List.of())),
                                        (_, _) -> {})
                                .total()
                                .netMicros());
    }

    @Test
    void shouldDrawAsManyCallsAsTheRulesExpectAndTheSameWithTheSameSeed() {
        MarketInterval year =
                new MarketInterval(
                        StrategyScenes.START, StrategyScenes.START.plus(Duration.ofDays(3_650)));
        List<ReserveProduct> ecrs =
                RULES.stream().filter(rule -> rule.id().equals("ecrs")).toList();

        List<ReserveCall> drawn = CallDraw.of(ecrs, year, 5);
        double called =
                drawn.stream().mapToLong(call -> call.interval().length().toSeconds()).sum();

        assertThat(called / year.length().toSeconds()).isCloseTo(0.02, within(0.002));
        assertThat(CallDraw.of(ecrs, year, 5)).isEqualTo(drawn);
        assertThat(CallDraw.of(ecrs, year, 6)).isNotEqualTo(drawn);
    }

    private static ReserveCall all() {
        return new ReserveCall(HALF_HOUR, "rrs", null);
    }

    private static StrategyScene scene(List<ReserveCall> calls) {
        return StrategyScenes.days(5, 5).scene(null).with(TERMS, calls);
    }

    private static StrategyRow at(StrategyResult result, int hour) {
        return result.rows().get(hour);
    }

    private static StrategyResult planned(StrategyScene scene) {
        return StrategyRun.play(
                scene,
                site -> new CoOptimised(site, CoOptimised.Terms.of(scene.reserves(), Charges.NONE)),
                (_, _) -> {});
    }
}
