package org.trimtab.settlement;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.trimtab.baseline.LoadSeries;
import org.trimtab.interval.MarketInterval;
import org.trimtab.program.RulePack;
import org.trimtab.quantity.Money;
import org.trimtab.quantity.Reduction;
import org.trimtab.settlement.IntervalPerformance.Verdict;
import org.trimtab.settlement.SettlementCase.PastResult;
import org.trimtab.settlement.SettlementCase.Prices;

class ReserveKindsTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final MarketInterval HOURS =
            Cases.between("2026-07-01T18:00:00Z", "2026-07-01T22:00:00Z");
    private static final MarketInterval EVENT =
            Cases.between("2026-07-01T19:00:00Z", "2026-07-01T20:00:00Z");

    private static RulePack nclr() {
        return Cases.rules(
                "reserve-deployment",
                "scoring_interval: 1 min",
                "baseline: before:5",
                "deliver_within: 10 min",
                "pass_ratio: 0.95 1",
                "over_ratio: 1.5 1",
                "until_recalled: true",
                "restore_within: 3 h",
                "strikes: 2 count",
                "strike_window: 365 d");
    }

    private static SettlementCase deployed(double down, double instructed) {
        LoadSeries load = Cases.constant(HOURS, MINUTE, 50);
        load =
                Cases.with(
                        load, Cases.between("2026-07-01T19:10:00Z", "2026-07-01T20:00:00Z"), down);
        return Cases.of(nclr(), HOURS, load)
                .withEvents(List.of(GridEvent.deployment("D1", EVENT, Cases.less(instructed))));
    }

    @ParameterizedTest
    @CsvSource({"2, 48, true", "5, 48, false", "0, 30, false", "5, 30, true"})
    void shouldPassFrom95To150ShareOfWhatWasInstructed(
            double down, double instructed, boolean passed) {
        ProgramStatement statement = ProgramSettlement.settle(deployed(down, instructed));

        ProgramStatement.Event event = statement.events().getFirst();
        assertThat(event.passed()).isEqualTo(passed);
        assertThat(event.intervals())
                .filteredOn(i -> i.verdict().equals(Verdict.EXCUSED))
                .as("ten minutes to deliver")
                .hasSize(10);
        assertThat(event.intervals().getLast().baseline()).isEqualTo(Cases.mw(50));
        assertThat(Cases.figure(statement, "ready again after D1").passed()).isTrue();
    }

    @Test
    void shouldDisqualifyAtTheSecondFailureWithin365Days() {
        SettlementCase failed = deployed(5, 48);
        PastResult lastYear =
                new PastResult(
                        "D0", Cases.at("2025-07-02T00:00:00Z"), GridEvent.Kind.DEPLOYMENT, false);
        PastResult longAgo =
                new PastResult(
                        "D0", Cases.at("2025-07-01T19:00:00Z"), GridEvent.Kind.DEPLOYMENT, false);

        assertThat(
                        Cases.figure(
                                        ProgramSettlement.settle(
                                                failed.withPast(List.of(lastYear))),
                                        "strikes")
                                .passed())
                .isFalse();
        assertThat(
                        Cases.figure(
                                        ProgramSettlement.settle(failed.withPast(List.of(longAgo))),
                                        "strikes")
                                .value())
                .as("365 days before is outside")
                .isEqualByComparingTo("1");
    }

    @Test
    void shouldNotCountAMinuteThatWasNotRead() {
        SettlementCase given = deployed(2, 48);
        LoadSeries gap =
                Cases.with(
                        given.load(),
                        Cases.between("2026-07-01T19:30:00Z", "2026-07-01T19:31:00Z"),
                        null);
        ProgramStatement statement =
                ProgramSettlement.settle(Cases.of(nclr(), HOURS, gap).withEvents(given.events()));

        assertThat(statement.events().getFirst().passed()).isNull();
        assertThat(statement.events().getFirst().explanation())
                .contains("49 met, 10 excused, 1 not settled");
        assertThat(Cases.figure(statement, "strikes").value())
                .as("not known is no failure")
                .isEqualByComparingTo("0");
    }

    /** ERCOT's own example: 100 MW sold day ahead at 10, none in real time at 20. */
    @Test
    void shouldSettleReservesTwice() {
        MarketInterval hour = Cases.between("2026-07-01T18:00:00Z", "2026-07-01T19:00:00Z");
        Award sold = Award.of("ECRS", hour, Cases.less(100), null).in(Award.Market.DAY_AHEAD);
        Award none = Award.of("ECRS", hour, Reduction.NONE, null).in(Award.Market.REAL_TIME);
        SettlementCase given =
                Cases.of(
                                Cases.rules("ancillary-two-settlement"),
                                hour,
                                Cases.constant(hour, MINUTE, 0))
                        .withPrices(
                                new Prices(
                                        null, Cases.price(hour, 10), Cases.price(hour, 20), null));

        ProgramStatement statement =
                ProgramSettlement.settle(given.withAwards(List.of(sold, none)));

        assertThat(Cases.line(statement, "ECRS day ahead").amount())
                .isEqualTo(Money.usd("1000.00"));
        assertThat(Cases.line(statement, "ECRS real-time imbalance").amount())
                .isEqualTo(Money.usd("-2000.00"));
        assertThat(statement.total()).isEqualTo(Money.usd("-1000.00"));

        ProgramStatement open = ProgramSettlement.settle(given.withAwards(List.of(sold)));
        assertThat(open.total()).as("no real-time award is not an award of none").isNull();
    }

    @Test
    void shouldWeighRealTimeAwardsByTheirTime() {
        MarketInterval hour = Cases.between("2026-07-01T18:00:00Z", "2026-07-01T19:00:00Z");
        MarketInterval first = MarketInterval.starting(hour.from(), Duration.ofMinutes(5));
        MarketInterval rest = new MarketInterval(first.until(), hour.until());
        List<Award> awards =
                List.of(
                        Award.of("NSPIN", hour, Cases.less(10), new BigDecimal("7"))
                                .in(Award.Market.DAY_AHEAD),
                        Award.of("NSPIN", first, Cases.less(40), new BigDecimal("12"))
                                .in(Award.Market.REAL_TIME),
                        Award.of("NSPIN", rest, Cases.less(4), new BigDecimal("12"))
                                .in(Award.Market.REAL_TIME));

        ProgramStatement statement =
                ProgramSettlement.settle(
                        Cases.of(
                                        Cases.rules("ancillary-two-settlement"),
                                        hour,
                                        Cases.constant(hour, MINUTE, 0))
                                .withAwards(awards));

        // 70 + 12·(30·5 - 6·55)/60 = 70 - 36
        assertThat(statement.total()).isEqualTo(Money.usd("34.00"));
    }

    private static RulePack synchronised() {
        return Cases.rules(
                "synchronised-reserve",
                "scoring_interval: 1 min",
                "deliver_within: 10 min",
                "start_window: 1 min",
                "end_from: 9 min",
                "end_until: 11 min",
                "sustain: 30 min",
                "capped_at_assignment: true",
                "penalty_lookback: 2 h");
    }

    private static SettlementCase synchronised(double down) {
        LoadSeries load = Cases.constant(HOURS, MINUTE, 50);
        load =
                Cases.with(
                        load, Cases.between("2026-07-01T19:08:00Z", "2026-07-01T20:00:00Z"), down);
        return Cases.of(synchronised(), HOURS, load)
                .withEvents(
                        List.of(
                                new GridEvent(
                                        "S1",
                                        Cases.between(
                                                "2026-07-01T19:00:00Z", "2026-07-01T19:40:00Z"),
                                        EVENT.from(),
                                        null,
                                        null,
                                        GridEvent.Kind.DEPLOYMENT)))
                .withAwards(List.of(Award.of("SR", HOURS, Cases.less(40), new BigDecimal("10"))));
    }

    @Test
    void shouldMeasureSynchronisedReserveAroundStartAndTenthMinute() {
        ProgramStatement whole = ProgramSettlement.settle(synchronised(5));
        ProgramStatement half = ProgramSettlement.settle(synchronised(20));

        assertThat(whole.events().getFirst().passed()).isTrue();
        assertThat(whole.events().getFirst().score()).isEqualByComparingTo("1");
        assertThat(whole.total()).isEqualTo(Money.usd("1600.00"));
        assertThat(half.events().getFirst().score()).isEqualByComparingTo("0.75");
        // 10 MW short: an hour's credit of 100, and one of the two hours before that was awarded.
        assertThat(Cases.line(half, "credit lost in S1").amount()).isEqualTo(Money.usd("-100.00"));
        assertThat(Cases.line(half, "owed again for S1").amount()).isEqualTo(Money.usd("-100.00"));
        assertThat(half.total()).isEqualTo(Money.usd("1400.00"));
    }

    @Test
    void shouldLoseCreditForWhatWasNotKeptUp() {
        SettlementCase given = synchronised(5);
        LoadSeries relapsed =
                Cases.with(
                        given.load(),
                        Cases.between("2026-07-01T19:20:00Z", "2026-07-01T19:22:00Z"),
                        30.0);
        ProgramStatement statement =
                ProgramSettlement.settle(
                        Cases.of(synchronised(), HOURS, relapsed)
                                .withEvents(given.events())
                                .withAwards(given.awards()));

        assertThat(statement.events().getFirst().passed()).isFalse();
        assertThat(Cases.line(statement, "credit lost in S1").amount())
                .as("20 of 40 MW for the hour")
                .isEqualTo(Money.usd("-200.00"));
    }

    /** Ten samples of ten seconds; the response comes one sample late. */
    @Test
    void shouldScoreRegulationByAccuracyDelayAndPrecision() {
        long[] signal = {0, 5, 10, 5, 0, -5, -10, -5, 0, 5};
        long[] late = {0, 0, 4, 9, 6, 1, -4, -9, -6, -1, 4};

        RegulationScore best = RegulationScore.best(signal, late, 0, 10, 30);

        assertThat(best).isNotNull();
        assertThat(best.delaySamples()).isEqualTo(1);
        assertThat(best.accuracy().doubleValue()).isCloseTo(0.98746, within(0.000005));
        assertThat(best.delay().doubleValue()).isCloseTo(0.96667, within(0.000005));
        BigDecimal precision = RegulationScore.precision(signal, late, 0, 10, 1);
        assertThat(precision).isEqualByComparingTo("0.8");
        assertThat(
                        best.accuracy()
                                .add(best.delay())
                                .add(precision)
                                .divide(BigDecimal.valueOf(3), Stretch.DIGITS)
                                .doubleValue())
                .isCloseTo(0.91804, within(0.000005));
    }

    private static org.assertj.core.data.Offset<Double> within(double offset) {
        return org.assertj.core.data.Offset.offset(offset);
    }

    @Test
    void shouldPayAnHourOfRegulationByItsScore() {
        MarketInterval hour = Cases.between("2026-07-01T18:00:00Z", "2026-07-01T19:00:00Z");
        Duration sample = Duration.ofSeconds(10);
        int[] asked = new int[360];
        int[] drawn = new int[390];
        for (int i = 0; i < 360; i++) {
            asked[i] = 20_000_000 + (i % 12 < 6 ? 1 : -1) * (i % 5) * 1_000_000;
        }
        for (int i = 0; i < 390; i++) {
            drawn[i] = i < 1 || i > 360 ? 20_000_000 : asked[i - 1];
        }
        RulePack rules =
                Cases.rules(
                        "regulation",
                        "weight_accuracy: 1 1",
                        "weight_delay: 1 1",
                        "weight_precision: 1 1",
                        "sample_interval: 10 s",
                        "delay_most: 5 min",
                        "accuracy_window: 5 min",
                        "precision_at_delay: true",
                        "keep_score: 0.4 1");
        SettlementCase given =
                Cases.of(rules, hour, LoadSeries.of(hour.from(), sample, drawn))
                        .withBeside(
                                new org.trimtab.baseline.BaselineCase.Beside(
                                        null,
                                        null,
                                        null,
                                        null,
                                        LoadSeries.of(hour.from(), sample, asked),
                                        List.of()))
                        .withAwards(
                                List.of(
                                        Award.of("REG", hour, Cases.less(4), new BigDecimal("30"))
                                                .at(Cases.mw(20), null)));

        ProgramStatement statement = ProgramSettlement.settle(given);

        // accuracy 1, one sample late of thirty, precision 1
        assertThat(Cases.figure(statement, "performance score").value().doubleValue())
                .isCloseTo((1 + 29 / 30.0 + 1) / 3, within(0.000001));
        assertThat(statement.total()).isEqualTo(Money.usd("118.67"));
    }
}
