package org.trimtab.market;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.aggregator.ArgumentsAccessor;
import org.junit.jupiter.params.provider.CsvSource;
import org.trimtab.quantity.Efficiency;
import org.trimtab.quantity.EnergyPrice;
import org.trimtab.quantity.HashPrice;
import org.trimtab.quantity.HashRate;
import org.trimtab.quantity.Power;
import org.trimtab.quantity.Share;

class BreakEvenTest {
    private static final Efficiency S21 = new Efficiency(17_500);

    @ParameterizedTest
    @CsvSource({
        "30, 131.6, 113.6, 92.6, 83.3, 71.4, 67.6, 58.1, 54.3, 42.4, 36.8, 32.9, 12.8",
        "40, 175.4, 151.5, 123.5, 111.1, 95.2, 90.1, 77.5, 72.5, 56.5, 49.0, 43.9, 17.0",
        "50, 219.3, 189.4, 154.3, 138.9, 119.0, 112.6, 96.9, 90.6, 70.6, 61.3, 54.8, 21.3",
        "60, 263.2, 227.3, 185.2, 166.7, 142.9, 135.1, 116.3, 108.7, 84.7, 73.5, 65.8, 25.5",
    })
    void shouldMatchThePublishedTableWhenNothingElseIsCharged(ArgumentsAccessor row) {
        int[] millijoules = {
            9_500, 11_000, 13_500, 15_000, 17_500, 18_500, 21_500, 23_000, 29_500, 34_000, 38_000,
            98_000
        };
        HashPrice hashPrice = HashPrice.ofDollars(new BigDecimal(row.getString(0)));
        for (int i = 0; i < millijoules.length; i++) {
            BigDecimal price =
                    BreakEven.price(hashPrice, new Efficiency(millijoules[i]), plain()).dollars();
            assertThat(price.setScale(1, RoundingMode.HALF_UP))
                    .as("%s mJ/TH", millijoules[i])
                    .isEqualByComparingTo(row.getString(i + 1));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "270, 3645, 57.7515, 178.25",
        // 3250 W / 110 TH is held as 29,545 mJ/TH, rounded down: up to one cent above the exact
        // 81.44.
        "110, 3250, 57.7515, 81.44",
        "270, 3645, 27.857143, 85.98",
    })
    void shouldMatchWorkedExamplesWhenGivenNameplates(
            long terahashes, long watts, BigDecimal hashPrice, BigDecimal expected) {
        Efficiency efficiency =
                Efficiency.of(Power.ofWatts(watts), HashRate.ofTerahashes(terahashes));
        assertThat(BreakEven.price(HashPrice.ofDollars(hashPrice), efficiency, plain()).dollars())
                .isCloseTo(expected, within(new BigDecimal("0.01")));
    }

    @Test
    void shouldChargeFeeOverheadAndAddersWhenTermsHaveThem() {
        MiningTerms terms = terms("60", 10_000, "1.03", 2_000_000, 0);
        // 60 · 0.99 / (0.024 · 17.5 · 1.03) − 2 = 135.3092926…
        assertThat(BreakEven.price(S21, terms).microDollarsPerMwh()).isEqualTo(135_309_293);
        assertThat(ValueOfWork.perMwh(S21, terms).microDollarsPerMwh()).isEqualTo(137_309_293);
    }

    @Test
    void shouldBeNegativeWhenAddersExceedWhatHashingEarns() {
        assertThat(BreakEven.price(S21, terms("0", 0, "1", 3_000_000, 0)))
                .isEqualTo(new EnergyPrice(-3_000_000));
    }

    @Test
    void shouldRankWorseMachinesLowerWhenOrderedByValue() {
        assertThat(ValueOfWork.perMwh(new Efficiency(29_500), plain()))
                .isLessThan(ValueOfWork.perMwh(S21, plain()));
    }

    @Test
    void shouldRefuseTermsWhenTheyMakeNoSense() {
        assertThatThrownBy(() -> terms("60", 0, "0.99", 0, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at least 1; got 0.99");
        assertThatThrownBy(() -> terms("60", 0, "1", 0, -1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("hysteresis");
    }

    static MiningTerms plain() {
        return terms("60", 0, "1", 0, 0);
    }

    static MiningTerms terms(
            String hashPrice, int feePpm, String pue, long addersMicro, long hysteresisMicro) {
        return new MiningTerms(
                HashPrice.ofDollars(new BigDecimal(hashPrice)),
                new Share(feePpm),
                new BigDecimal(pue),
                new EnergyPrice(addersMicro),
                new EnergyPrice(hysteresisMicro),
                Duration.ofMinutes(10),
                Duration.ofMinutes(20));
    }
}
