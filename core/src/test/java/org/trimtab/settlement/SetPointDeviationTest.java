package org.trimtab.settlement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.trimtab.quantity.Energy;
import org.trimtab.quantity.EnergyPrice;
import org.trimtab.quantity.Power;
import org.trimtab.quantity.Share;
import org.trimtab.settlement.SetPointDeviation.Combined;
import org.trimtab.settlement.SetPointDeviation.Rule;

class SetPointDeviationTest {
    private static Energy mwh(double megawattHours) {
        return new Energy(Math.round(megawattHours * 3_600_000_000L));
    }

    private static SetPointDeviation deviation(Combined combined, double setPoint, double mwh) {
        Rule rule =
                combined == Combined.MAX
                        ? SetPointDeviation.ERCOT_MILD
                        : SetPointDeviation.ERCOT_STRICT;
        return SetPointDeviation.of(
                rule, Power.ofWatts(Math.round(setPoint * 1_000_000)), mwh(mwh));
    }

    @ParameterizedTest
    @CsvSource({
        "MAX, 20, 6.5, 0.75, 0",
        "MIN, 20, 6.5, 1.35, 0",
        "MAX, 200, 52.0, 0.5, 0",
        "MIN, 200, 52.0, 1.25, 0",
        "MAX, 20, 4, 0, 0.25",
        "MIN, 20, 4, 0, 0.85",
        "MAX, 20, 5.75, 0, 0",
        "MIN, 20, 5, 0, 0",
        "MAX, 2, 0, 0, 0",
        "MIN, 0, 1, 1, 0"
    })
    void shouldMeasureWhatLiesPastTheTolerance(
            Combined combined, double setPoint, double metered, double over, double under) {
        assertThat(deviation(combined, setPoint, metered))
                .isEqualTo(new SetPointDeviation(mwh(over), mwh(under)));
    }

    @ParameterizedTest
    @CsvSource({
        "20, 6.5, 100, -75",
        "20, 6.5, 5, -15",
        "20, 6.5, -50, -15",
        "20, 4, 100, -5",
        "20, 4, -60, -15",
        "20, 5, 100, 0"
    })
    void shouldChargeAtTheMarketPriceOrTheLeast(
            double setPoint, double metered, long price, BigDecimal expected) {
        assertThat(
                        deviation(Combined.MAX, setPoint, metered)
                                .charge(
                                        SetPointDeviation.ERCOT_MILD,
                                        EnergyPrice.ofDollars(BigDecimal.valueOf(price)))
                                .amount())
                .isEqualByComparingTo(expected);
    }

    @Test
    void shouldRefuseARuleThatCannotBe() {
        assertThatThrownBy(() -> rule(Duration.ZERO, BigDecimal.ONE)).hasMessageContaining("PT0S");
        assertThatThrownBy(() -> rule(Duration.ofMinutes(15), BigDecimal.valueOf(-1)))
                .hasMessageContaining("-1");
    }

    private static Rule rule(Duration interval, BigDecimal factor) {
        return new Rule(
                Share.NONE,
                Power.ZERO,
                Combined.MAX,
                interval,
                EnergyPrice.ZERO,
                EnergyPrice.ZERO,
                factor,
                "test");
    }
}
