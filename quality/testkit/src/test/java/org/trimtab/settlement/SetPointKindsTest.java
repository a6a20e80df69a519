package org.trimtab.settlement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
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
import org.trimtab.settlement.SettlementCase.Prices;

class SetPointKindsTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final MarketInterval HOUR =
            Cases.between("2026-07-01T18:00:00Z", "2026-07-01T19:00:00Z");

    private static RulePack following(String combined) {
        return Cases.rules(
                "set-point-following",
                "scoring_interval: 5 min",
                "tolerance_ratio: 5 %",
                "tolerance_power: 5 MW",
                "tolerance_combined: " + combined,
                "pass_ratio: 85 %");
    }

    private static Beside asked(double megawatts) {
        return new Beside(
                null, null, null, null, Cases.constant(HOUR, MINUTE, megawatts), List.of());
    }

    @ParameterizedTest
    @CsvSource({"61.2, 0, MET, 1.200 MW", "52.0, 7.5, MET, -500.000 kW", "66, 0, MISSED, 6.000 MW"})
    void shouldScoreTheVectorsOfMarketRules(
            double level, double response, Verdict verdict, String off) {
        ProgramStatement statement =
                ProgramSettlement.settle(
                        Cases.of(following("MAX"), HOUR, Cases.constant(HOUR, MINUTE, level))
                                .withBeside(asked(60))
                                .withFrequencyResponse(Cases.constant(HOUR, MINUTE, response)));

        assertThat(statement.events().getFirst().intervals())
                .hasSize(12)
                .allSatisfy(i -> {
                    assertThat(i.verdict()).isEqualTo(verdict);
                    assertThat(i.reason()).startsWith(off);
                });
    }

    @Test
    void shouldPassAPeriodFrom85ShareOfItsIntervalsAndOnlyWhenKnown() {
        LoadSeries load = Cases.constant(HOUR, MINUTE, 60);
        LoadSeries oneOff =
                Cases.with(load, MarketInterval.starting(HOUR.from(), Duration.ofMinutes(5)), 80.0);
        LoadSeries twoOff =
                Cases.with(
                        load, MarketInterval.starting(HOUR.from(), Duration.ofMinutes(10)), 80.0);
        LoadSeries unread =
                Cases.with(
                        oneOff,
                        Cases.between("2026-07-01T18:30:00Z", "2026-07-01T18:31:00Z"),
                        null);

        assertThat(followed(oneOff).passed()).isTrue();
        assertThat(followed(twoOff).passed()).isFalse();
        assertThat(followed(unread).passed()).as("11 or 10 of 12").isNull();
        assertThat(followed(unread).explanation()).contains("1 not settled");
    }

    private static ProgramStatement.Figure followed(LoadSeries load) {
        ProgramStatement statement =
                ProgramSettlement.settle(
                        Cases.of(following("MAX"), HOUR, load).withBeside(asked(60)));
        return Cases.figure(statement, "share followed");
    }

    @Test
    void shouldTakeTheLesserToleranceWhereTheRulesSaySo() {
        LoadSeries load = Cases.constant(HOUR, MINUTE, 64);

        assertThat(followed(load).passed()).isTrue();
        assertThat(
                        Cases.figure(
                                        ProgramSettlement.settle(
                                                Cases.of(following("MIN"), HOUR, load)
                                                        .withBeside(asked(60))),
                                        "share followed")
                                .passed())
                .as("4 MW is more than 5 % of 60 MW")
                .isFalse();
    }

    @Test
    void shouldAskForSetPoints() {
        assertThatThrownBy(() ->
                        ProgramSettlement.settle(
                                Cases.of(following("MAX"), HOUR, Cases.constant(HOUR, MINUTE, 60))))
                .isInstanceOf(RuleMissing.class)
                .hasMessageContaining("set-points");
    }

    private static SettlementCase deviating(String combined, double megawatts) {
        RulePack rules =
                Cases.rules(
                        "set-point-deviation",
                        "settlement_interval: 15 min",
                        "money_rounding: half-up cents",
                        "tolerance_ratio: 3 %",
                        "tolerance_power: 3 MW",
                        "tolerance_combined: " + combined,
                        "over_price_least: 20 USD/MWh",
                        "under_price_most: -20 USD/MWh",
                        "price_factor: 1 1");
        return Cases.of(rules, HOUR, Cases.constant(HOUR, MINUTE, megawatts))
                .withBeside(asked(20))
                .withPrices(Prices.ofEnergy(Cases.price(HOUR, 100)));
    }

    /** 20 MW asked, 6.5 MWh drawn in each of four quarters: 0.75 MWh beyond at 3 MW, 1.35 MWh at 3 %. */
    @ParameterizedTest
    @CsvSource({"MAX, 3, -300.00", "MIN, 5.4, -540.00"})
    void shouldChargeForTheVectorsOfMarketRules(String combined, String over, String charge) {
        ProgramStatement statement = ProgramSettlement.settle(deviating(combined, 26));

        assertThat(Cases.figure(statement, "drawn beyond").value()).isEqualByComparingTo(over);
        assertThat(statement.total()).isEqualTo(Money.usd(charge));
    }

    @Test
    void shouldNotChargeADeviationWithoutAPrice() {
        ProgramStatement statement =
                ProgramSettlement.settle(deviating("MAX", 26).withPrices(Prices.NONE));

        assertThat(statement.total()).isNull();
        assertThat(Cases.line(statement, "set-point deviation").explanation())
                .contains("4 with a deviation have no price");
    }
}
