package org.trimtab.quantity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.trimtab.quantity.QuantityFormat.BadQuantity;

class QuantityTest {
    @ParameterizedTest
    @CsvSource({
        "12.5 MW,12500000",
        "900 kW,900000",
        "900kW,900000",
        " 3 W ,3",
        "-1.5 MW,-1500000",
        "0.000001 MW,1",
        "1 GW,1000000000",
        "9223372036.854775807 GW,9223372036854775807"
    })
    void shouldReadAPowerWithItsUnit(String text, long watts) {
        assertThat(QuantityFormat.parsePower(text)).isEqualTo(Power.ofWatts(watts));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "12.5",
                "MW",
                "12,5 MW",
                "12.5 mw",
                "12.5 Mw",
                "12.5 MWh",
                "1e3 MW",
                "NaN MW",
                "∞ MW",
                "12.5 TH/s",
                "1.2.3 MW",
                "0x10 W",
                "- 5 MW",
                "５ MW",
                "12.5 MW please"
            })
    void shouldRefuseAPowerWithoutItsUnitOrInAnother(String text) {
        assertThatThrownBy(() -> QuantityFormat.parsePower(text))
                .isInstanceOf(BadQuantity.class)
                .hasMessageContaining("\"" + text)
                .hasMessageContaining("12.5 MW");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.5 W", "0.0000001 MW", "9223372036.854775808 GW", "99999999999 GW"})
    void shouldRefuseAPowerThatWholeWattsCannotHold(String text) {
        assertThatThrownBy(() -> QuantityFormat.parsePower(text))
                .hasMessageContaining("finer or larger");
    }

    @Test
    void shouldShortenAVeryLongTextWhenItRefusesIt() {
        assertThatThrownBy(() -> QuantityFormat.parsePower("9".repeat(100_000) + " MW"))
                .isInstanceOf(BadQuantity.class)
                .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(150));
    }

    @Test
    void shouldReadBackWhatItPrintsWhenTheValueIsRound() {
        Random random = new Random(3);
        for (int i = 0; i < 500; i++) {
            Power power = Power.ofWatts((random.nextLong(2_000_001) - 1_000_000) * 1_000);
            assertThat(QuantityFormat.parsePower(power.toString())).isEqualTo(power);
            HashRate rate = HashRate.ofTerahashes(random.nextLong(900));
            assertThat(QuantityFormat.parseHashRate(rate.toString())).isEqualTo(rate);
            Efficiency efficiency = new Efficiency(1 + random.nextLong(100_000));
            assertThat(QuantityFormat.parseEfficiency(efficiency.toString())).isEqualTo(efficiency);
            Share share = new Share(random.nextInt(1_000_001));
            assertThat(QuantityFormat.parseShare(share.toString())).isEqualTo(share);
            EnergyPrice price = new EnergyPrice((random.nextLong(200_000) - 100_000) * 10_000);
            assertThat(QuantityFormat.parseEnergyPrice(price.toString())).isEqualTo(price);
            HashPrice hashPrice = new HashPrice(random.nextLong(100_000) * 10_000);
            assertThat(QuantityFormat.parseHashPrice(hashPrice.toString())).isEqualTo(hashPrice);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "0,0 W",
        "9999,9999 W",
        "10000,10.000 kW",
        "-25000,-25.000 kW",
        "1500000,1.500 MW",
        "-9223372036854775808,-9223372036854.776 MW"
    })
    void shouldPrintAPowerInTheUnitPeopleUse(long watts, String text) {
        assertThat(Power.ofWatts(watts)).hasToString(text);
    }

    @ParameterizedTest
    @CsvSource({
        "250 ms,250",
        "30s,30000",
        "10m,600000",
        "10 min,600000",
        "1.5 h,5400000",
        "1 d,86400000"
    })
    void shouldReadADuration(String text, long millis) {
        assertThat(QuantityFormat.parseDuration(text)).isEqualTo(Duration.ofMillis(millis));
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1 s", "10", "0.1 ms", "1 week", "10 M", "999999999999999999 d"})
    void shouldRefuseADurationThatIsNone(String text) {
        assertThatThrownBy(() -> QuantityFormat.parseDuration(text))
                .isInstanceOf(BadQuantity.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"101 %", "-1 %", "429496.7297 %", "0.3", "900000000000000 %"})
    void shouldRefuseAShareOutsideTheWhole(String text) {
        assertThatThrownBy(() -> QuantityFormat.parseShare(text))
                .isInstanceOf(BadQuantity.class)
                .hasMessageContaining("30 %");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0 J/TH", "-17 J/TH"})
    void shouldRefuseAnEfficiencyThatIsNotAboveZero(String text) {
        assertThatThrownBy(() -> QuantityFormat.parseEfficiency(text))
                .isInstanceOf(BadQuantity.class);
    }

    @Test
    void shouldRefuseANegativeHashRateOrHashPrice() {
        assertThatThrownBy(() -> QuantityFormat.parseHashRate("-1 TH/s"))
                .isInstanceOf(BadQuantity.class);
        assertThatThrownBy(() -> QuantityFormat.parseHashPrice("-1 $/PH/s/day"))
                .isInstanceOf(BadQuantity.class);
        assertThatThrownBy(() -> new HashRate(-1)).hasMessageContaining("-1 MH/s");
    }

    @Test
    void shouldNeverMakeANegativeReduction() {
        Random random = new Random(4);
        for (int i = 0; i < 1_000; i++) {
            Power level = Power.ofWatts(random.nextInt());
            Power baseline = Power.ofWatts(random.nextInt());
            Reduction reduction = level.below(baseline);
            assertThat(reduction.watts()).isGreaterThanOrEqualTo(0);
            assertThat(reduction.isNone()).isEqualTo(baseline.isAtMost(level));
            if (!reduction.isNone()) {
                assertThat(baseline.minus(reduction)).isEqualTo(level);
            }
            Reduction other = Reduction.ofWatts(random.nextInt(1_000_000));
            assertThat(reduction.lessThan(other).watts())
                    .isEqualTo(Math.max(0, reduction.watts() - other.watts()));
        }
        assertThatThrownBy(() -> Reduction.ofWatts(-1)).hasMessageContaining("-1 W");
    }

    @Test
    void shouldFailRatherThanWrapWhenANumberGrowsTooLarge() {
        Power most = Power.ofWatts(Long.MAX_VALUE);
        Energy full = new Energy(Long.MAX_VALUE);
        Reduction all = Reduction.ofWatts(Long.MAX_VALUE);
        assertThatThrownBy(() -> most.plus(Power.ofWatts(1)))
                .isInstanceOf(ArithmeticException.class);
        assertThatThrownBy(() -> Power.ofWatts(Long.MIN_VALUE).minus(Power.ofWatts(1)))
                .isInstanceOf(ArithmeticException.class);
        assertThatThrownBy(() -> most.over(Duration.ofSeconds(2)))
                .isInstanceOf(ArithmeticException.class);
        assertThatThrownBy(() -> full.plus(new Energy(1))).isInstanceOf(ArithmeticException.class);
        assertThatThrownBy(() -> all.plus(all)).isInstanceOf(ArithmeticException.class);
        assertThatThrownBy(() -> HashRate.ofTerahashes(Long.MAX_VALUE))
                .isInstanceOf(ArithmeticException.class);
    }

    @Test
    void shouldKeepEnergyExact() {
        assertThat(Power.ofWatts(1_000_000).over(Duration.ofHours(1)))
                .isEqualTo(new Energy(3_600_000_000L));
        assertThat(new Energy(3_600_000_000L).megawattHours(3, RoundingMode.UNNECESSARY))
                .isEqualTo(new BigDecimal("1.000"));
        assertThat(
                        Power.ofWatts(7)
                                .over(Duration.ofSeconds(3))
                                .averageOver(Duration.ofSeconds(2), RoundingMode.HALF_EVEN))
                .isEqualTo(Power.ofWatts(10));
        assertThatThrownBy(() -> Power.ofWatts(1).over(Duration.ofMillis(1_500)))
                .hasMessageContaining("whole seconds");
        Random random = new Random(6);
        for (int i = 0; i < 300; i++) {
            Power power = Power.ofWatts(random.nextInt());
            Duration one = Duration.ofSeconds(1 + random.nextInt(100_000));
            Duration two = Duration.ofSeconds(1 + random.nextInt(100_000));
            assertThat(power.over(one).plus(power.over(two))).isEqualTo(power.over(one.plus(two)));
            assertThat(power.over(one).averageOver(one, RoundingMode.UNNECESSARY)).isEqualTo(power);
        }
    }

    @Test
    void shouldTakeAShareOfALevelRoundedDown() {
        assertThat(new Share(300_000).of(Power.ofWatts(3_500_001)))
                .isEqualTo(Power.ofWatts(1_050_000));
        assertThat(Share.NONE.of(Power.ofWatts(5))).isEqualTo(Power.ZERO);
        assertThat(Share.ALL.of(Power.ofWatts(5))).isEqualTo(Power.ofWatts(5));
    }

    @Test
    void shouldTellAnEfficiencyFromPowerAndHashRate() {
        assertThat(Efficiency.of(Power.ofWatts(3_500), HashRate.ofTerahashes(200)))
                .isEqualTo(new Efficiency(17_500));
        assertThat(Efficiency.of(Power.ofWatts(1), HashRate.ofTerahashes(1_000_000)))
                .isEqualTo(new Efficiency(1));
        assertThatThrownBy(() -> Efficiency.of(Power.ofWatts(1), HashRate.ZERO))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("hash rate");
    }

    @Test
    void shouldPriceEnergyAndRoundOnlyWhenTold() {
        Energy energy = new Energy(3_600_000_000L * 3 / 2);
        EnergyPrice negative = QuantityFormat.parseEnergyPrice("-20.01 $/MWh");
        Money cost = energy.at(negative, "USD");
        assertThat(cost.amount()).isEqualByComparingTo("-30.015");
        assertThat(cost.toCents(RoundingMode.HALF_UP)).isEqualTo(Money.usd("-30.02"));
        assertThat(cost.toCents(RoundingMode.DOWN)).isEqualTo(Money.usd("-30.01"));
        assertThatThrownBy(() -> cost.plus(Money.zero("EUR"))).hasMessageContaining("EUR");
    }
}
