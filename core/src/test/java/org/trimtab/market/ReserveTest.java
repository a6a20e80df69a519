package org.trimtab.market;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.trimtab.market.OfferCurve.Point;
import org.trimtab.market.OfferCurve.Step;
import org.trimtab.market.ReserveProduct.Side;
import org.trimtab.market.ReserveRoom.Held;
import org.trimtab.program.ProgramBook;
import org.trimtab.program.ProgramRule;
import org.trimtab.program.Rank;
import org.trimtab.program.RuleSource.Evidence;
import org.trimtab.quantity.EnergyPrice;
import org.trimtab.quantity.Power;
import org.trimtab.quantity.Share;

class ReserveTest {
    private static final ReserveProduct ECRS = product("ecrs", Side.UP);
    private static final ReserveProduct REG_DOWN = product("reg-down", Side.DOWN);
    private static final ReserveRoom ROOM = new ReserveRoom(mw(80), mw(5), mw(100));

    @Test
    void shouldHaveNoRoomUpwardWhenTheSiteIsCurtailedAlready() {
        ReserveRoom curtailed = new ReserveRoom(mw(5), mw(5), mw(100));
        Power offer =
                curtailed.offerable(ECRS, Map.of("ecrs", mw(95)), List.of(), ProgramBook.PLAIN);

        assertThat(offer).isEqualTo(Power.ZERO);
    }

    @Test
    void shouldOfferTheLeastOfRoomAndCapabilityWhenOthersAreHeld() {
        List<Held> held = List.of(new Held(product("rrs", Side.UP), "ercot/rrs", mw(30)));

        assertThat(ROOM.offerable(ECRS, Map.of("ecrs", mw(60)), held, ProgramBook.PLAIN))
                .isEqualTo(mw(45));
        assertThat(ROOM.offerable(ECRS, Map.of("ecrs", mw(20)), held, ProgramBook.PLAIN))
                .isEqualTo(mw(20));
        assertThat(ROOM.offerable(REG_DOWN, Map.of("reg-down", mw(60)), held, ProgramBook.PLAIN))
                .isEqualTo(mw(20));
    }

    @Test
    void shouldNotCountAMegawattTwiceWhenProgramsExcludeEachOther() {
        ProgramBook apart =
                new ProgramBook(
                        List.of(
                                new ProgramRule(
                                        "ers",
                                        Rank.GRID_EMERGENCY,
                                        Set.of("ecrs-program"),
                                        Duration.ofMinutes(10))));
        List<Held> owed = List.of(new Held(null, "ers", mw(40)));
        Map<String, Power> able = Map.of("ecrs", mw(75));
        ReserveProduct ecrs =
                new ReserveProduct(
                        "ecrs",
                        "",
                        "ecrs-program",
                        Side.UP,
                        Duration.ZERO,
                        null,
                        false,
                        Evidence.PRIMARY);

        assertThat(ROOM.offerable(ecrs, able, owed, apart)).isEqualTo(mw(35));
        assertThat(ROOM.offerable(ecrs, able, owed, ProgramBook.PLAIN)).isEqualTo(mw(75));
    }

    @Test
    void shouldSayWhyWhenReservesDoNotFit() {
        List<Held> tooMuch =
                List.of(
                        new Held(ECRS, "a", mw(50)),
                        new Held(product("rrs", Side.UP), "b", mw(30)));

        assertThat(ROOM.misfit(tooMuch, Map.of("ecrs", mw(50), "rrs", mw(50))))
                .contains("80.000 MW")
                .contains("75.000 MW");
        assertThat(ROOM.misfit(tooMuch, Map.of("ecrs", mw(40)))).contains("above what can be");
        assertThat(ROOM.misfit(List.of(new Held(ECRS, "a", mw(50))), Map.of("ecrs", mw(50))))
                .isNull();
    }

    @Test
    void shouldPayForHoldingAndCostWhatACallLoses() {
        assertThat(
                        ReserveValue.revenue(
                                        mw(10),
                                        Duration.ofMinutes(15),
                                        ReservePrice.ofDollars(new BigDecimal("9.62")))
                                .amount())
                .isEqualByComparingTo("24.05");
        // 2 % of (120 − 30 + 10)
        assertThat(ReserveValue.expectedCost(ECRS, new Share(20_000), usd(120), usd(30), usd(10)))
                .isEqualTo(ReservePrice.ofDollars(BigDecimal.TWO));
        assertThat(ReserveValue.expectedCost(ECRS, new Share(20_000), usd(120), usd(900), usd(10)))
                .isEqualTo(ReservePrice.ZERO);
    }

    @Test
    void shouldFallWithTheLevelWhenABidIsMade() {
        OfferCurve bid =
                OfferCurve.bid(
                        mw(5), List.of(new Step(mw(20), 80), new Step(mw(30), 150)), usd(5_000));

        assertThat(bid.points())
                .containsExactly(
                        new Point(mw(5), 5_000_000_000L),
                        new Point(mw(35), 150),
                        new Point(mw(55), 80));
    }

    @Test
    void shouldKeepTenPointsAndAskNoLessWhenThereAreMoreGroups() {
        List<Step> steps = new ArrayList<>();
        for (int i = 0; i < 25; i++) {
            steps.add(new Step(mw(1), i * i));
        }
        OfferCurve curve = OfferCurve.offer("ecrs", steps, mw(20));

        assertThat(curve.points()).hasSize(10);
        assertThat(curve.points().getLast().upTo()).isEqualTo(mw(20));
        for (Step step : steps.subList(0, 20)) {
            Power at = mw(steps.indexOf(step) + 1L);
            Point point =
                    curve.points().stream()
                            .filter(p -> p.upTo().compareTo(at) >= 0)
                            .findFirst()
                            .orElseThrow();
            assertThat(point.microDollars()).isGreaterThanOrEqualTo(step.microDollars());
        }
    }

    private static ReserveProduct product(String id, Side side) {
        return new ReserveProduct(
                id, id, "ercot/" + id, side, Duration.ofMinutes(10), null, true, Evidence.PRIMARY);
    }

    private static EnergyPrice usd(long dollars) {
        return EnergyPrice.ofDollars(BigDecimal.valueOf(dollars));
    }

    private static Power mw(long megawatts) {
        return Power.ofWatts(megawatts * 1_000_000);
    }
}
