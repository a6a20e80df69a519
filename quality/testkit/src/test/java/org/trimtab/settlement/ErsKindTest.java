package org.trimtab.settlement;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.trimtab.baseline.DayMark;
import org.trimtab.baseline.LoadSeries;
import org.trimtab.interval.MarketCalendar;
import org.trimtab.interval.MarketInterval;
import org.trimtab.program.RulePack;
import org.trimtab.quantity.Money;
import org.trimtab.settlement.IntervalPerformance.Verdict;
import org.trimtab.settlement.SettlementCase.Excused;
import org.trimtab.settlement.SettlementCase.PastResult;
import org.trimtab.testkit.Seeded;

class ErsKindTest {
    private static final Duration QUARTER = Duration.ofMinutes(15);
    private static final MarketInterval DAY =
            Cases.between("2026-10-05T00:00:00Z", "2026-10-06T00:00:00Z");

    private static RulePack rules(String baseline, String exponent) {
        return Cases.rules(
                "ers",
                "settlement_interval: 15 min",
                "money_rounding: half-up cents",
                "baseline: " + baseline,
                "deliver_within: 10 min",
                "pass_ratio: 0.95 1",
                "first_interval_ratio: 75 %",
                "availability_pass_ratio: 0.95 1",
                "availability_load_ratio: 0.95 1",
                "scheduled_unavailability_ratio: 2 %",
                "factor_exponent: " + exponent + " count",
                "score_least: 0 1",
                "score_most: 1 1",
                "restore_within: 10 h",
                "hours_max: 12 h",
                "hours_max_winter: 24 h",
                "winter_term: 12, 1, 2, 3",
                "strike_window: 365 d",
                "test_failures: 3 count");
    }

    private static SettlementCase day(LoadSeries load, double offer) {
        return Cases.of(rules("level:22.5", "1"), DAY, load)
                .withAwards(
                        List.of(Award.of("TP1", DAY, Cases.less(offer), new BigDecimal("5.15"))));
    }

    private static ProgramStatement settleTerm(MarketInterval term, List<Award> awards) {
        return ProgramSettlement.settle(
                SettlementCase.of(
                                rules("level:22.5", "1"),
                                term,
                                Cases.constant(term, Duration.ofHours(1), 2_100),
                                new MarketCalendar(
                                        "ERCOT",
                                        Cases.CHICAGO.zone(),
                                        Set.of(
                                                LocalDate.of(2026, 11, 26),
                                                LocalDate.of(2026, 11, 27))),
                                Cases::method)
                        .withAwards(awards));
    }

    private static List<Award> weekdays(
            String name, String from, String until, double megawatts, String price) {
        MarketInterval term = Cases.between("2026-10-01T05:00:00Z", "2026-12-01T06:00:00Z");
        Award.Hours hours =
                new Award.Hours(
                        EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY),
                        false,
                        LocalTime.parse(from),
                        LocalTime.parse(until));
        return Award.of(name, term, Cases.less(megawatts), new BigDecimal(price))
                .during(
                        hours,
                        new MarketCalendar(
                                "ERCOT",
                                Cases.CHICAGO.zone(),
                                Set.of(LocalDate.of(2026, 11, 26), LocalDate.of(2026, 11, 27))));
    }

    /**
     * ERCOT's posted procurement of ERS-30 for October and November 2026: 164 and 123 hours on 41 weekdays. A series
     * holds up to 2,147 MW, so that the megawatts are sold in two halves.
     */
    @Test
    void shouldComeToThePostedProcurementTotalsToTheCent() {
        List<Award> awards = new ArrayList<>();
        for (int half = 0; half < 2; half++) {
            awards.addAll(weekdays("TP1", "05:00", "09:00", 1_200.458, "5.15"));
            awards.addAll(weekdays("TP5", "19:00", "22:00", 1_144.327, "15.03"));
        }

        ProgramStatement statement =
                settleTerm(Cases.between("2026-10-01T05:00:00Z", "2026-12-01T06:00:00Z"), awards);

        assertThat(Cases.line(statement, "TP1").quantity()).isEqualByComparingTo("393750.224");
        assertThat(Cases.line(statement, "TP1").amount()).isEqualTo(Money.usd("2027813.65"));
        assertThat(Cases.line(statement, "TP5").quantity()).isEqualByComparingTo("281504.442");
        assertThat(Cases.line(statement, "TP5").amount()).isEqualTo(Money.usd("4231011.76"));
        assertThat(statement.total()).isEqualTo(Money.usd("6258825.41"));
        assertThat(Cases.figure(statement, "ERSAF").value()).isEqualByComparingTo("1");
    }

    /** The vector of one event: offer 20 MW, a third of the first interval, baseline 22.5 and 22.4 MW. */
    @Test
    void shouldScoreAnEventWithAPartOfAnIntervalFirst() {
        LoadSeries load = Cases.load("2026-10-05T18:00:00Z", QUARTER, 9, 2.4, 3, 2, 22, 22, 22, 22);
        MarketInterval period = Cases.between("2026-10-05T18:00:00Z", "2026-10-05T20:00:00Z");
        GridEvent event =
                new GridEvent(
                        "E1",
                        Cases.between("2026-10-05T18:00:00Z", "2026-10-05T19:00:00Z"),
                        Cases.at("2026-10-05T18:00:00Z"),
                        null,
                        null,
                        GridEvent.Kind.DEPLOYMENT);
        RulePack rules = rules("level:22.5", "1");
        ProgramStatement statement =
                ProgramSettlement.settle(
                        Cases.of(rules, period, load)
                                .withEvents(List.of(event))
                                .withAwards(
                                        List.of(
                                                Award.of(
                                                        "TP3",
                                                        period,
                                                        Cases.less(20),
                                                        new BigDecimal("10")))));

        ProgramStatement.Event scored = statement.events().getFirst();
        assertThat(scored.intervals().stream().map(i -> i.score().toPlainString()))
                .containsExactly("0.675", "1", "0.975", "1");
        assertThat(scored.intervals().getFirst().interval())
                .isEqualTo(Cases.between("2026-10-05T18:10:00Z", "2026-10-05T18:15:00Z"));
        // (0.675 / 3 + 1 + 0.975 + 1) / (10 / 3); market-rules has a baseline of 22.4 MW, so 0.97
        // and 0.9585.
        assertThat(scored.score()).isEqualByComparingTo("0.96");
        assertThat(scored.passed()).isTrue();
    }

    @Test
    void shouldScoreTheVectorOfMarketRules() {
        BigDecimal third = BigDecimal.ONE.divide(BigDecimal.valueOf(3), Stretch.DIGITS);
        BigDecimal sum =
                third.multiply(new BigDecimal("0.675"))
                        .add(BigDecimal.ONE)
                        .add(new BigDecimal("0.97"))
                        .add(BigDecimal.ONE);
        Bounds performance = Bounds.of(sum, sum, third.add(BigDecimal.valueOf(3)));

        assertThat(Worksheet.shown(performance.known())).isEqualByComparingTo("0.9585");
        assertThat(performance.atLeast(new BigDecimal("0.95"))).isTrue();
    }

    /** 0.97 of 20 MW over 164 h and 0.90 of 18 MW over 123 h is 0.94179, below 0.95. */
    @Test
    void shouldCutThePaymentByTheCombinedAvailability() {
        // 100 intervals each; what is not available is drawn as nothing.
        MarketInterval one = Cases.between("2026-10-05T00:00:00Z", "2026-10-06T01:00:00Z");
        MarketInterval two = Cases.between("2026-10-06T01:00:00Z", "2026-10-07T02:00:00Z");
        LoadSeries load = Cases.constant(new MarketInterval(one.from(), two.until()), QUARTER, 25);
        load = Cases.with(load, MarketInterval.starting(one.from(), QUARTER.multipliedBy(3)), 0.0);
        load = Cases.with(load, MarketInterval.starting(two.from(), QUARTER.multipliedBy(10)), 0.0);
        // Megawatts chosen so that megawatt-hours weigh as 20·164 to 18·123.
        ProgramStatement statement =
                ProgramSettlement.settle(
                        Cases.of(
                                        rules("level:22.5", "1"),
                                        new MarketInterval(one.from(), two.until()),
                                        load)
                                .withAwards(
                                        List.of(
                                                Award.of(
                                                        "TP1",
                                                        one,
                                                        Cases.less(20),
                                                        new BigDecimal("5")),
                                                Award.of(
                                                        "TP2",
                                                        two,
                                                        Cases.less(13.5),
                                                        new BigDecimal("5")))));

        // 20·25 h and 13.5·25 h weigh as 3,280 to 2,214.
        assertThat(Cases.figure(statement, "ERSAF TP1").value()).isEqualByComparingTo("0.97");
        assertThat(Cases.figure(statement, "ERSAF TP2").value()).isEqualByComparingTo("0.9");
        assertThat(Cases.figure(statement, "ERSAF").value().setScale(5, RoundingMode.HALF_UP))
                .isEqualByComparingTo("0.94179");
        assertThat(Cases.figure(statement, "ERSAF").passed()).isFalse();
        // 500 MW-h · 5 · 0.941791…
        assertThat(Cases.line(statement, "TP1").amount()).isEqualTo(Money.usd("2354.48"));
    }

    @Test
    void shouldPayInFullWithoutEventsWhenAlwaysReady() {
        ProgramStatement statement =
                ProgramSettlement.settle(day(Cases.constant(DAY, QUARTER, 20), 20));

        assertThat(statement.total()).isEqualTo(Money.usd("2472.00"));
        assertThat(Cases.figure(statement, "ERSEPF").value()).isNull();
        assertThat(statement.used())
                .extracting(value -> value.key())
                .contains("availability_pass_ratio", "restore_within", "money_rounding");
    }

    @Test
    void shouldLeaveThePaymentOpenWhenUnreadIntervalsDecideIt() {
        LoadSeries load =
                Cases.with(
                        Cases.constant(DAY, QUARTER, 20),
                        Cases.between("2026-10-05T00:00:00Z", "2026-10-05T01:30:00Z"),
                        null);
        ProgramStatement open = ProgramSettlement.settle(day(load, 20));
        LoadSeries less =
                Cases.with(
                        Cases.constant(DAY, QUARTER, 20),
                        Cases.between("2026-10-05T00:00:00Z", "2026-10-05T01:00:00Z"),
                        null);
        ProgramStatement told = ProgramSettlement.settle(day(less, 20));

        assertThat(open.total()).isNull();
        assertThat(Cases.line(open, "TP1").amount()).isNull();
        assertThat(Cases.line(open, "TP1").explanation()).contains("between");
        assertThat(told.total()).as("4 of 96 unread leave 0.958, which passes").isNotNull();
        assertThat(Cases.figure(told, "ERSAF").value()).as("but the figure is open").isNull();
        assertThat(Cases.figure(told, "ERSAF").passed()).isTrue();
    }

    @Test
    void shouldNotHoldOutagesDeploymentsAndSomeAnnouncedTimeAgainstTheSite() {
        LoadSeries load =
                Cases.with(
                        Cases.constant(DAY, QUARTER, 20),
                        Cases.between("2026-10-05T00:00:00Z", "2026-10-05T08:00:00Z"),
                        0.0);
        SettlementCase given =
                day(load, 20)
                        .withMarks(
                                List.of(
                                        new DayMark(
                                                Cases.between(
                                                        "2026-10-05T00:00:00Z",
                                                        "2026-10-05T07:45:00Z"),
                                                DayMark.Why.OUTAGE)))
                        .withExcused(
                                List.of(
                                        new Excused(
                                                Cases.between(
                                                        "2026-10-05T07:45:00Z",
                                                        "2026-10-05T08:00:00Z"),
                                                Excused.Why.ANNOUNCED,
                                                "transformer work")));

        ProgramStatement statement = ProgramSettlement.settle(given);

        assertThat(Cases.figure(statement, "ERSAF").value()).isEqualByComparingTo("1");
        assertThat(Cases.figure(statement, "ERSAF TP1").explanation())
                .isEqualTo("64 of 64 obligated intervals available, 0 not read, 32 excused");
    }

    @Test
    void shouldMeasureAMaximumBaseLoadByItsLevelAndTheOffer() {
        LoadSeries load = Cases.constant(DAY, QUARTER, 25);
        MarketInterval event = Cases.between("2026-10-05T10:00:00Z", "2026-10-05T12:00:00Z");
        load = Cases.with(load, Cases.between("2026-10-05T10:00:00Z", "2026-10-05T12:00:00Z"), 5.0);
        SettlementCase given =
                Cases.of(rules("none", "1"), DAY, load)
                        .withEvents(
                                List.of(
                                        new GridEvent(
                                                "E1",
                                                event,
                                                Cases.at("2026-10-05T09:50:00Z"),
                                                null,
                                                null,
                                                GridEvent.Kind.DEPLOYMENT)))
                        .withAwards(
                                List.of(
                                        Award.of("TP1", DAY, Cases.less(20), new BigDecimal("4"))
                                                .at(Cases.mw(5), null)));

        ProgramStatement statement = ProgramSettlement.settle(given);

        ProgramStatement.Event scored = statement.events().getFirst();
        assertThat(scored.estimate()).as("no baseline is looked for").isNull();
        assertThat(scored.intervals())
                .hasSize(8)
                .allSatisfy(i -> {
                    assertThat(i.target()).isEqualTo(Cases.mw(5));
                    assertThat(i.verdict()).isEqualTo(Verdict.MET);
                });
        assertThat(statement.total()).isEqualTo(Money.usd("1920.00"));
        assertThat(Cases.figure(statement, "ready again after E1").value())
                .isEqualByComparingTo("0");
    }

    @Test
    void shouldFailAnEventWhoseFirstFullIntervalIsTooLowThoughTheMeanPasses() {
        LoadSeries load =
                Cases.with(
                        Cases.constant(DAY, QUARTER, 22.5),
                        Cases.between("2026-10-05T10:00:00Z", "2026-10-05T18:00:00Z"),
                        2.5);
        load = Cases.with(load, Cases.between("2026-10-05T10:00:00Z", "2026-10-05T10:15:00Z"), 8.5);
        GridEvent event =
                new GridEvent(
                        "E1",
                        Cases.between("2026-10-05T10:00:00Z", "2026-10-05T18:00:00Z"),
                        Cases.at("2026-10-05T09:50:00Z"),
                        null,
                        null,
                        GridEvent.Kind.DEPLOYMENT);

        ProgramStatement statement =
                ProgramSettlement.settle(day(load, 20).withEvents(List.of(event)));

        assertThat(statement.events().getFirst().score()).isGreaterThan(new BigDecimal("0.95"));
        assertThat(statement.events().getFirst().passed()).isFalse();
        assertThat(statement.events().getFirst().explanation())
                .contains("first full interval failed");
    }

    @Test
    void shouldPayNothingAfterThreeFailedTestsInARow() {
        List<PastResult> past =
                List.of(
                        new PastResult(
                                "T1", Cases.at("2026-03-01T00:00:00Z"), GridEvent.Kind.TEST, false),
                        new PastResult(
                                "T2",
                                Cases.at("2026-05-01T00:00:00Z"),
                                GridEvent.Kind.TEST,
                                false));
        GridEvent test =
                new GridEvent(
                        "T3",
                        Cases.between("2026-10-05T10:00:00Z", "2026-10-05T11:00:00Z"),
                        Cases.at("2026-10-05T09:50:00Z"),
                        null,
                        null,
                        GridEvent.Kind.TEST);
        SettlementCase given =
                day(Cases.constant(DAY, QUARTER, 22.5), 20)
                        .withEvents(List.of(test))
                        .withPast(past);

        assertThat(ProgramSettlement.settle(given).total()).isEqualTo(Money.usd("0.00"));
        assertThat(ProgramSettlement.settle(given.withPast(past.subList(1, 2))).total())
                .as("two failures are not enough")
                .isEqualTo(Money.usd("2472.00"));
    }

    @Test
    void shouldNotScoreEventsBeyondTheHoursOfTheTerm() {
        LoadSeries load = Cases.constant(DAY, QUARTER, 2.5);
        List<GridEvent> events =
                List.of(
                        new GridEvent(
                                "E1",
                                Cases.between("2026-10-05T00:00:00Z", "2026-10-05T13:00:00Z"),
                                Cases.at("2026-10-05T00:00:00Z"),
                                null,
                                null,
                                GridEvent.Kind.DEPLOYMENT),
                        new GridEvent(
                                "E2",
                                Cases.between("2026-10-05T14:00:00Z", "2026-10-05T16:00:00Z"),
                                Cases.at("2026-10-05T14:00:00Z"),
                                null,
                                null,
                                GridEvent.Kind.DEPLOYMENT));

        ProgramStatement statement =
                ProgramSettlement.settle(
                        day(
                                        Cases.with(
                                                load,
                                                Cases.between(
                                                        "2026-10-05T14:00:00Z",
                                                        "2026-10-05T16:00:00Z"),
                                                22.5),
                                        20)
                                .withEvents(events));

        assertThat(Cases.figure(statement, "hours deployed").value()).isEqualByComparingTo("13");
        assertThat(statement.events().get(1).intervals())
                .allSatisfy(i -> assertThat(i.verdict()).isEqualTo(Verdict.EXCUSED));
        assertThat(Cases.figure(statement, "ERSEPF").value()).isEqualByComparingTo("1");
    }

    /** More delivered never scores nor pays less, and an unread interval never adds to what is known. */
    @Test
    void shouldNeverPayLessForMoreNorCountWhatWasNotRead() {
        Seeded.forAll(
                60,
                any -> {
                    double drawn = any.longFrom(0, 22_500) / 1_000.0;
                    double better = any.longFrom(0, Math.round(drawn * 1_000)) / 1_000.0;
                    BigDecimal worsePay = pay(drawn, false).total().amount();
                    BigDecimal betterPay = pay(better, false).total().amount();
                    assertThat(betterPay).isGreaterThanOrEqualTo(worsePay);

                    ProgramStatement unread = pay(drawn, true);
                    assertThat(unread.events().getFirst().intervals())
                            .filteredOn(i -> i.metered() == null)
                            .isNotEmpty()
                            .allSatisfy(
                                    i -> assertThat(i.verdict()).isEqualTo(Verdict.NOT_SETTLED));
                    assertThat(unread.events().getFirst().score()).isNull();
                });
    }

    private static ProgramStatement pay(double drawn, boolean gap) {
        MarketInterval event = Cases.between("2026-10-05T10:00:00Z", "2026-10-05T12:00:00Z");
        LoadSeries load = Cases.with(Cases.constant(DAY, QUARTER, 22.5), event, drawn);
        if (gap) {
            load = Cases.with(load, MarketInterval.starting(event.from(), QUARTER), null);
        }
        return ProgramSettlement.settle(
                day(load, 20)
                        .withEvents(
                                List.of(
                                        new GridEvent(
                                                "E",
                                                event,
                                                Cases.at("2026-10-05T09:50:00Z"),
                                                null,
                                                null,
                                                GridEvent.Kind.DEPLOYMENT))));
    }

    /** 1 November 2026 has 25 hours in Chicago, 8 March 23: the rest of the day is longer or shorter by one. */
    @Test
    void shouldCountTheHoursOfDaysWhenTheClockChanges() {
        Award.Hours night =
                new Award.Hours(
                        EnumSet.allOf(DayOfWeek.class),
                        true,
                        LocalTime.MIDNIGHT,
                        LocalTime.of(5, 0));
        Award back =
                Award.of(
                        "TP8",
                        Cases.between("2026-11-01T05:00:00Z", "2026-11-02T06:00:00Z"),
                        Cases.less(1),
                        BigDecimal.ONE);
        Award forward = back.over(Cases.between("2026-03-08T06:00:00Z", "2026-03-09T05:00:00Z"));

        assertThat(back.during(night, Cases.CHICAGO))
                .singleElement()
                .satisfies(a -> assertThat(a.interval().length()).isEqualTo(Duration.ofHours(6)));
        assertThat(forward.during(night, Cases.CHICAGO))
                .singleElement()
                .satisfies(a -> assertThat(a.interval().length()).isEqualTo(Duration.ofHours(4)));
    }
}
