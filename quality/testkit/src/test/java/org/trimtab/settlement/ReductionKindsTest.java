package org.trimtab.settlement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.trimtab.baseline.BaselineCase.Beside;
import org.trimtab.baseline.LoadSeries;
import org.trimtab.interval.MarketInterval;
import org.trimtab.program.RuleMissing;
import org.trimtab.program.RulePack;
import org.trimtab.quantity.Money;
import org.trimtab.settlement.IntervalPerformance.Verdict;
import org.trimtab.settlement.RevenueSplit.Share;
import org.trimtab.settlement.SettlementCase.Prices;
import org.trimtab.testkit.Seeded;

class ReductionKindsTest {
    private static final Duration HOUR = Duration.ofHours(1);
    private static final MarketInterval DAY =
            Cases.between("2026-07-15T05:00:00Z", "2026-07-16T05:00:00Z");
    private static final MarketInterval EVENT =
            Cases.between("2026-07-15T18:00:00Z", "2026-07-15T22:00:00Z");

    private static LoadSeries down(double before, double during) {
        return Cases.with(Cases.constant(DAY, Duration.ofMinutes(15), before), EVENT, during);
    }

    private static RulePack economic() {
        return Cases.rules(
                "economic-reduction",
                "settlement_interval: 1 h",
                "baseline: level:96",
                "net_benefits_test: true",
                "loss_factor: 1 1");
    }

    private static GridEvent event(GridEvent.Kind kind) {
        return new GridEvent("E1", EVENT, EVENT.from(), null, null, kind);
    }

    /** A baseline of 96 MW, 5 MW drawn, four hours at 150: 54,600. */
    @Test
    void shouldPayAnEconomicReductionAtTheMarketPrice() {
        SettlementCase given =
                Cases.of(economic(), DAY, down(97, 5))
                        .withEvents(List.of(event(GridEvent.Kind.DEPLOYMENT)));
        Prices prices = new Prices(Cases.price(DAY, 150), null, null, Cases.price(DAY, 32));

        assertThat(ProgramSettlement.settle(given.withPrices(prices)).total())
                .isEqualTo(Money.usd("54600.00"));
        assertThat(
                        ProgramSettlement.settle(
                                        given.withPrices(
                                                new Prices(
                                                        Cases.price(DAY, 31.99),
                                                        null,
                                                        null,
                                                        Cases.price(DAY, 32))))
                                .total())
                .as("below the net benefits price nothing is paid")
                .isEqualTo(Money.usd("0.00"));
        assertThat(
                        ProgramSettlement.settle(
                                        given.withPrices(
                                                new Prices(
                                                        Cases.price(DAY, 32),
                                                        null,
                                                        null,
                                                        Cases.price(DAY, 32))))
                                .total())
                .as("at the net benefits price it is")
                .isEqualTo(Money.usd("11648.00"));
        assertThatThrownBy(() ->
                        ProgramSettlement.settle(
                                given.withPrices(Prices.ofEnergy(Cases.price(DAY, 150)))))
                .isInstanceOf(RuleMissing.class)
                .hasMessageContaining("net_benefits_price");
    }

    @Test
    void shouldLeaveEnergyOpenWithoutAReadingAndNeverPayForDrawingMore() {
        SettlementCase more =
                Cases.of(economic(), DAY, down(97, 120))
                        .withEvents(List.of(event(GridEvent.Kind.DEPLOYMENT)))
                        .withPrices(
                                new Prices(
                                        Cases.price(DAY, 150), null, null, Cases.price(DAY, 32)));
        LoadSeries gap =
                Cases.with(
                        down(97, 5),
                        MarketInterval.starting(EVENT.from(), Duration.ofMinutes(15)),
                        null);

        assertThat(ProgramSettlement.settle(more).total()).isEqualTo(Money.usd("0.00"));
        ProgramStatement open =
                ProgramSettlement.settle(
                        Cases.of(economic(), DAY, gap)
                                .withEvents(more.events())
                                .withPrices(more.prices()));
        assertThat(open.total()).isNull();
        assertThat(Cases.line(open, "energy").amount())
                .as("three of four hours are known")
                .isEqualTo(Money.usd("40950.00"));
        assertThat(open.events().getFirst().intervals().getFirst().verdict())
                .isEqualTo(Verdict.NOT_SETTLED);
    }

    private static RulePack generic(String baseline) {
        return Cases.rules(
                "generic",
                "settlement_interval: 15 min",
                "money_rounding: half-up cents",
                "baseline: " + baseline,
                "deliver_within: 10 min",
                "pass_ratio: 0.95 1",
                "availability_price: 10 USD/MW-h",
                "energy_price: 50 USD/MWh");
    }

    @Test
    void shouldPayAvailabilityForMetAndEnergyForMeteredIntervalsAndSplitIt() {
        LoadSeries load =
                Cases.with(
                        down(30, 10),
                        Cases.between("2026-07-15T19:00:00Z", "2026-07-15T20:00:00Z"),
                        25.0);
        SettlementCase given =
                Cases.of(generic("level:30"), DAY, load)
                        .withEvents(List.of(GridEvent.deployment("E1", EVENT, Cases.less(20))))
                        .withShares(
                                List.of(new Share("host", 700_000), new Share("client", 300_000)));

        ProgramStatement statement = ProgramSettlement.settle(given);

        // One quarter to deliver, four short, eleven met: 11·0.25·20 MW-h; 3·20 + 5 MWh.
        assertThat(Cases.line(statement, "availability").amount()).isEqualTo(Money.usd("550.00"));
        assertThat(Cases.line(statement, "energy").amount()).isEqualTo(Money.usd("3250.00"));
        assertThat(statement.total()).isEqualTo(Money.usd("3800.00"));
        assertThat(Cases.line(statement, "share of host").amount()).isEqualTo(Money.usd("2660.00"));
        assertThat(statement.events().getFirst().explanation())
                .isEqualTo("11 met, 4 missed, 1 excused");
        assertThat(statement.events().getFirst().passed()).isFalse();
    }

    @Test
    void shouldPayForWhatWasSoldLessWhatWasMissed() {
        LoadSeries load =
                Cases.with(
                        down(30, 10),
                        Cases.between("2026-07-15T19:00:00Z", "2026-07-15T20:00:00Z"),
                        25.0);
        ProgramStatement statement =
                ProgramSettlement.settle(
                        Cases.of(generic("level:30"), DAY, load)
                                .withEvents(List.of(event(GridEvent.Kind.DEPLOYMENT)))
                                .withAwards(List.of(Award.of("A", DAY, Cases.less(20), null))));

        assertThat(Cases.line(statement, "availability A").amount())
                .as("23 of 24 hours of 20 MW at 10")
                .isEqualTo(Money.usd("4600.00"));
    }

    @Test
    void shouldJudgeALevelUnderAMaximumBaseLoad() {
        GridEvent event =
                new GridEvent(
                        "E1", EVENT, EVENT.from(), null, Cases.mw(5), GridEvent.Kind.DEPLOYMENT);
        RulePack rules = generic("maximum-base-load");

        assertThat(settled(rules, down(30, 5), event).passed()).isTrue();
        assertThat(settled(rules, down(30, 5.001), event).passed()).isFalse();
    }

    private static ProgramStatement.Event settled(
            RulePack rules, LoadSeries load, GridEvent event) {
        return ProgramSettlement.settle(Cases.of(rules, DAY, load).withEvents(List.of(event)))
                .events()
                .getFirst();
    }

    @Test
    void shouldSayWhyThereIsNoBaseline() {
        ProgramStatement statement =
                ProgramSettlement.settle(
                        Cases.of(generic("before:10"), EVENT, Cases.constant(EVENT, HOUR, 5))
                                .withEvents(
                                        List.of(
                                                GridEvent.deployment(
                                                        "E1", EVENT, Cases.less(20)))));

        assertThat(statement.events().getFirst().intervals().getLast().reason())
                .isEqualTo("no baseline: not enough days");
        assertThat(statement.notes())
                .anySatisfy(n -> assertThat(n).contains("the meter reads every 3600 s"))
                .anySatisfy(n -> assertThat(n).contains("events in part"));
        assertThat(Cases.line(statement, "events in part").explanation())
                .contains("3 intervals of events");
        assertThat(statement.total()).as("unknown is not nothing").isNull();
        assertThatThrownBy(() ->
                        ProgramSettlement.settle(
                                Cases.of(generic("nonsense"), EVENT, Cases.constant(EVENT, HOUR, 5))
                                        .withEvents(List.of(event(GridEvent.Kind.DEPLOYMENT)))))
                .hasMessageContaining("nonsense");
    }

    @Test
    void shouldNameTheKindsWhenOneIsUnknown() {
        assertThatThrownBy(() ->
                        ProgramSettlement.settle(
                                Cases.of(
                                        Cases.rules("guesswork"),
                                        DAY,
                                        Cases.constant(DAY, HOUR, 5))))
                .isInstanceOf(RuleMissing.class)
                .hasMessageContaining("guesswork")
                .hasMessageContaining("threshold-credit");
        assertThat(ProgramSettlement.kinds()).hasSize(16).doesNotHaveDuplicates();
    }

    private static RulePack capacity(String... more) {
        String[] lines = {
            "settlement_interval: 1 h",
            "deliver_within: 30 min",
            "capacity_price: 329.17 USD/MW-day",
            "penalty_adder_ratio: 0.2 1",
            "penalty_adder_least: 20 USD/MW-day",
            "penalty_days: 365 count",
            "penalty_hours_per_year: 30 h",
            "availability_window_summer: 10:00-22:00",
            "availability_window_winter: 06:00-21:00",
            "summer_months: 5, 6, 7, 8, 9, 10",
            "loss_factor: 1 1"
        };
        String[] all = java.util.Arrays.copyOf(lines, lines.length + more.length);
        System.arraycopy(more, 0, all, lines.length, more.length);
        return Cases.rules("capacity-firm-service", all);
    }

    private static SettlementCase capacity(double during, GridEvent.Kind kind, String... more) {
        GridEvent event =
                new GridEvent(
                        "E1", EVENT, EVENT.from().minus(Duration.ofMinutes(30)), null, null, kind);
        return Cases.of(capacity(more), DAY, down(97, during))
                .withEvents(List.of(event))
                .withAwards(
                        List.of(
                                Award.of("RTO", DAY, Cases.less(90), null)
                                        .at(Cases.mw(5), Cases.mw(95))));
    }

    @Test
    void shouldPayCapacityByTheDayAndChargeAShortTest() {
        ProgramStatement kept = ProgramSettlement.settle(capacity(5, GridEvent.Kind.TEST));
        ProgramStatement shortOf = ProgramSettlement.settle(capacity(6, GridEvent.Kind.TEST));

        assertThat(Cases.figure(kept, "nominated RTO").value()).isEqualByComparingTo("90");
        assertThat(kept.events().getFirst().passed()).isTrue();
        // 90 MW over one local day
        assertThat(Cases.line(kept, "capacity RTO").amount()).isEqualTo(Money.usd("29625.30"));
        // 1 MW · (329.17 + 0.2·329.17) · 365
        assertThat(Cases.line(shortOf, "shortfall in test E1").amount())
                .isEqualTo(Money.usd("-144176.46"));
    }

    /** From noon to noon is half of one local day and half of the next; a day of 25 hours is one day. */
    @Test
    void shouldCountLocalDaysByTheirPart() {
        MarketInterval noonToNoon = Cases.between("2026-07-14T17:00:00Z", "2026-07-15T17:00:00Z");
        MarketInterval autumn =
                new MarketInterval(
                        Cases.at("2026-11-01T05:00:00Z"), Cases.at("2026-11-03T06:00:00Z"));

        assertThat(LocalMonths.days(noonToNoon, Cases.CHICAGO, day -> true))
                .isEqualByComparingTo("1");
        assertThat(LocalMonths.days(autumn, Cases.CHICAGO, day -> true)).isEqualByComparingTo("2");
        assertThat(LocalMonths.days(autumn, Cases.CHICAGO, day -> day.getDayOfMonth() == 1))
                .isEqualByComparingTo("1");
    }

    @Test
    void shouldChargeAShortfallInAnEmergencyByTheHoursOfTheYear() {
        ProgramStatement statement =
                ProgramSettlement.settle(
                        capacity(6, GridEvent.Kind.DEPLOYMENT, "net_cone: 300 USD/MW-day"));

        // 1 MW short for 4 h at 300·365/30
        assertThat(Cases.line(statement, "shortfall in E1").amount())
                .isEqualTo(Money.usd("-14600.00"));
    }

    @Test
    void shouldExcuseHoursOutsideTheWindowOfDuty() {
        MarketInterval night = Cases.between("2026-07-15T07:00:00Z", "2026-07-15T09:00:00Z");
        ProgramStatement statement =
                ProgramSettlement.settle(
                        Cases.of(capacity(), DAY, down(97, 5))
                                .withEvents(
                                        List.of(
                                                new GridEvent(
                                                        "E2",
                                                        night,
                                                        night.from(),
                                                        null,
                                                        null,
                                                        GridEvent.Kind.DEPLOYMENT)))
                                .withAwards(capacity(5, GridEvent.Kind.TEST).awards()));

        assertThat(statement.events().getFirst().passed()).isNull();
        assertThat(statement.events().getFirst().explanation()).isEqualTo("2 excused");
    }

    /** 70 + (i mod 7) MW in the forty top hours: the twenty highest average 74.55. */
    @Test
    void shouldAverageTheHighestLoadsOfTheTopHours() {
        List<Instant> peaks = new ArrayList<>();
        double[] megawatts = new double[48];
        for (int i = 0; i < 48; i++) {
            megawatts[i] = i < 40 ? 70 + i % 7 : 500;
            if (i < 40) {
                peaks.add(DAY.from().plus(HOUR.multipliedBy(i)));
            }
        }
        MarketInterval period = Cases.between("2026-07-01T05:00:00Z", "2026-08-01T05:00:00Z");
        RulePack rules =
                Cases.rules(
                        "installed-capacity",
                        "settlement_interval: 1 h",
                        "deliver_within: 2 h",
                        "penalty_factor: 1.5 1",
                        "top_hours: 40 count",
                        "top_loads: 20 count",
                        "performance_factor: 0.9 1",
                        "rate: 4 USD/kW-month");
        SettlementCase given =
                Cases.of(rules, period, Cases.load("2026-07-15T05:00:00Z", HOUR, megawatts))
                        .withBeside(new Beside(null, null, null, null, null, peaks))
                        .withAwards(
                                List.of(
                                        Award.of("Zone A", period, Cases.less(60), null)
                                                .at(Cases.mw(10), null)));

        ProgramStatement statement = ProgramSettlement.settle(given);

        assertThat(Cases.figure(statement, "ACL").value()).isEqualByComparingTo("74.55");
        assertThat(Cases.figure(statement, "UCAP Zone A").value()).isEqualByComparingTo("58.095");
        assertThat(Cases.line(statement, "capacity Zone A").amount())
                .isEqualTo(Money.usd("232380.00"));
        assertThat(Cases.line(statement, "deficiency of capacity Zone A").amount())
                .as("1,905 kW not there, at one and a half times the rate")
                .isEqualTo(Money.usd("-11430.00"));
        assertThat(
                        Cases.figure(
                                        ProgramSettlement.settle(
                                                given.withBeside(
                                                        new Beside(
                                                                null,
                                                                null,
                                                                null,
                                                                null,
                                                                null,
                                                                peaks.subList(0, 39)))),
                                        "ACL")
                                .value())
                .as("39 hours are not the top forty")
                .isNull();
    }

    private static SettlementCase quebec(double during) {
        MarketInterval january = Cases.between("2027-01-01T06:00:00Z", "2027-02-01T06:00:00Z");
        MarketInterval event = Cases.between("2027-01-20T12:00:00Z", "2027-01-20T16:00:00Z");
        RulePack rules =
                Cases.rules(
                        "threshold-credit",
                        "settlement_interval: 15 min",
                        "threshold_ratio: 0.95 1",
                        "season: 12-01..03-31",
                        "credit_rate: 121 USD/kW-year",
                        "energy_price: 100 USD/MWh");
        LoadSeries load = Cases.constant(january, Duration.ofMinutes(15), 10);
        return Cases.of(rules, january, Cases.with(load, event, during))
                .withEvents(
                        List.of(
                                new GridEvent(
                                        "E1",
                                        event,
                                        event.from(),
                                        null,
                                        null,
                                        GridEvent.Kind.DEPLOYMENT)))
                .withAwards(List.of(Award.of("winter", january, Cases.less(8), null)));
    }

    @Test
    void shouldSetAThresholdBelowTheMonthsGreatestDemand() {
        ProgramStatement kept = ProgramSettlement.settle(quebec(2.4));
        ProgramStatement half = ProgramSettlement.settle(quebec(6.2));

        assertThat(Cases.figure(kept, "threshold of 2027-01").value()).isEqualByComparingTo("2400");
        assertThat(kept.events().getFirst().passed()).isTrue();
        // 8,000 kW · 121 · 31 of 121 days of the season
        assertThat(Cases.line(kept, "fixed credit winter").amount())
                .isEqualTo(Money.usd("248000.00"));
        assertThat(Cases.line(kept, "energy").amount()).isEqualTo(Money.usd("3040.00"));
        assertThat(half.events().getFirst().passed()).isFalse();
        assertThat(Cases.line(half, "fixed credit winter").amount())
                .isEqualTo(Money.usd("124000.00"));
    }

    @ParameterizedTest
    @CsvSource({"20, true", "20.001, false"})
    void shouldTellWhetherADirectiveWasKept(double during, boolean passed) {
        RulePack rules = Cases.rules("duty", "curtail_within: 30 min", "notice: 0 h");
        GridEvent event =
                new GridEvent(
                        "O1", EVENT, EVENT.from(), null, Cases.mw(20), GridEvent.Kind.DEPLOYMENT);
        ProgramStatement statement =
                ProgramSettlement.settle(
                        Cases.of(rules, DAY, down(97, during)).withEvents(List.of(event)));

        assertThat(statement.events().getFirst().passed()).isEqualTo(passed);
        assertThat(statement.lines()).isEmpty();
        assertThat(statement.total()).isEqualTo(Money.usd("0.00"));
    }

    @Test
    void shouldTellWhetherLoadCameBackAfterADisturbanceAndHowFastItRose() {
        MarketInterval minute = Cases.between("2026-07-15T18:00:00Z", "2026-07-15T18:01:00Z");
        RulePack rules =
                Cases.rules(
                        "duty",
                        "return_ratio: 90 %",
                        "return_within: 2 s",
                        "ramp_up: 20 MW/min",
                        "disturbances: 3 count");
        Duration second = Duration.ofSeconds(1);
        MarketInterval dip = Cases.between("2026-07-15T18:00:10Z", "2026-07-15T18:00:12Z");
        LoadSeries base = Cases.constant(minute, second, 80);
        LoadSeries back = Cases.with(base, dip, 60.0);
        LoadSeries late =
                Cases.with(
                        base, Cases.between("2026-07-15T18:00:10Z", "2026-07-15T18:00:20Z"), 60.0);
        GridEvent event =
                new GridEvent("F1", dip, dip.from(), null, null, GridEvent.Kind.DEPLOYMENT);

        assertThat(duty(rules, minute, back, event).events().getFirst().passed()).isTrue();
        assertThat(duty(rules, minute, late, event).events().getFirst().passed()).isFalse();
        ProgramStatement coarse =
                duty(rules, DAY, Cases.constant(DAY, Duration.ofMinutes(15), 80), event);
        assertThat(coarse.events().getFirst().passed()).as("a quarter tells nothing").isNull();
        assertThat(Cases.figure(duty(rules, minute, back, event), "ramp_up").passed())
                .as("20 MW in a second")
                .isFalse();
        assertThat(coarse.notes()).contains("a meter cannot tell whether disturbances was kept");
    }

    private static ProgramStatement duty(
            RulePack rules, MarketInterval period, LoadSeries load, GridEvent event) {
        return ProgramSettlement.settle(Cases.of(rules, period, load).withEvents(List.of(event)));
    }

    /** Lines add up to the total, whatever is delivered; more delivered never pays less. */
    @Test
    void shouldAddUpAndNeverPayLessForMore() {
        Seeded.forAll(
                80,
                any -> {
                    double drawn = any.longFrom(0, 30_000) / 1_000.0;
                    double better = any.longFrom(0, Math.round(drawn * 1_000)) / 1_000.0;
                    double owed = any.longFrom(1, 30_000) / 1_000.0;
                    ProgramStatement worse = paid(drawn, owed);
                    ProgramStatement more = paid(better, owed);

                    assertThat(
                                    worse.lines().stream()
                                            .map(line -> line.amount().amount())
                                            .reduce(BigDecimal.ZERO, BigDecimal::add))
                            .isEqualByComparingTo(worse.total().amount());
                    assertThat(more.total().amount())
                            .isGreaterThanOrEqualTo(worse.total().amount());
                });
    }

    private static ProgramStatement paid(double drawn, double owed) {
        return ProgramSettlement.settle(
                Cases.of(generic("level:30"), DAY, down(30, drawn))
                        .withEvents(List.of(GridEvent.deployment("E1", EVENT, Cases.less(owed)))));
    }
}
