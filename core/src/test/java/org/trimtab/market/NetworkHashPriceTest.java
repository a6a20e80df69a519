package org.trimtab.market;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.trimtab.market.NetworkHashPrice.Reward;
import org.trimtab.quantity.HashPrice;
import org.trimtab.quantity.HashRate;

class NetworkHashPriceTest {
    private static final Reward SUBSIDY_ONLY = new Reward(new BigDecimal("3.125"), BigDecimal.ZERO);
    private static final BigDecimal DIFFICULTY_EARLY_2025 = new BigDecimal("113757508517000");

    @Test
    void shouldMatchTheVectorWhenDifficultyIsGiven() {
        HashPrice price =
                NetworkHashPrice.from(
                        new BigDecimal("1E14"), SUBSIDY_ONLY, new BigDecimal("100000"));
        assertThat(rounded(price.dollars(), 4)).isEqualByComparingTo("62.8643");
    }

    @Test
    void shouldEarnTheKnownBitcoinWhenOneMachineHashes() {
        BigDecimal perDay =
                NetworkHashPrice.bitcoinPerPetahashDay(DIFFICULTY_EARLY_2025, SUBSIDY_ONLY)
                        .multiply(new BigDecimal("0.270"));
        assertThat(perDay.round(new MathContext(7))).isEqualByComparingTo("0.0001492064");
    }

    @Test
    void shouldImplyTheHashRateWhenBlocksComeOnSchedule() {
        long megahashes =
                NetworkHashPrice.impliedHashRate(DIFFICULTY_EARLY_2025).megahashesPerSecond();
        assertThat(rounded(BigDecimal.valueOf(megahashes, 12), 2)).isEqualByComparingTo("814.31");
    }

    @ParameterizedTest
    @CsvSource({"927, 118968, 57.7515, 4", "1050, 65000, 27.86, 2"})
    void shouldMatchTheVectorWhenNetworkHashRateIsGiven(
            long exahashes, BigDecimal bitcoin, BigDecimal expected, int scale) {
        HashPrice price =
                NetworkHashPrice.from(
                        HashRate.ofTerahashes(exahashes * 1_000_000), SUBSIDY_ONLY, bitcoin);
        assertThat(rounded(price.dollars(), scale)).isEqualByComparingTo(expected);
    }

    @Test
    void shouldGiveTheDailyProfitWhenEnergyIsPaidFor() {
        BigDecimal hashPrice =
                NetworkHashPrice.from(
                                HashRate.ofTerahashes(927_000_000),
                                SUBSIDY_ONLY,
                                new BigDecimal("118968"))
                        .dollars();
        // 110 TH/s and 3.25 kW at 6 cents; 270 TH/s and 3.645 kW at 8 cents.
        BigDecimal s19Pro = hashPrice.multiply(new BigDecimal("0.110")).subtract(bd("4.68"));
        BigDecimal s21Xp = hashPrice.multiply(new BigDecimal("0.270")).subtract(bd("6.9984"));
        assertThat(rounded(s19Pro, 5)).isEqualByComparingTo("1.67266");
        assertThat(rounded(s21Xp, 4)).isEqualByComparingTo("8.5945");
    }

    @Test
    void shouldNotRepeatAPublishedErrorWhenTheRewardWasCountedTwice() {
        BigDecimal bitcoin =
                NetworkHashPrice.from(
                                HashRate.ofTerahashes(1_050_000_000), SUBSIDY_ONLY, BigDecimal.ONE)
                        .dollars()
                        .multiply(new BigDecimal("0.270"));
        assertThat(bitcoin).isLessThan(new BigDecimal("0.000120"));
    }

    @ParameterizedTest
    @CsvSource({
        "0, 50",
        "209999, 50",
        "210000, 25",
        "840000, 3.125",
        "1049999, 3.125",
        "1050000, 1.5625",
        "6929999, 0.00000001",
        "6930000, 0",
        "99999999999, 0"
    })
    void shouldHalveTheSubsidyWhenTheHeightPassesAHalving(long height, BigDecimal subsidy) {
        assertThat(NetworkHashPrice.subsidyAt(height)).isEqualByComparingTo(subsidy);
    }

    @Test
    void shouldRaiseThePriceWhenFeesArePaid() {
        BigDecimal difficulty = new BigDecimal("1E14");
        HashPrice with =
                NetworkHashPrice.from(
                        difficulty, new Reward(bd("3.125"), bd("3.125")), bd("100000"));
        assertThat(rounded(with.dollars(), 4)).isEqualByComparingTo("125.7285");
    }

    @Test
    void shouldRefuseWhenTheNetworkMakesNoSense() {
        assertThatThrownBy(
                        () -> NetworkHashPrice.from(BigDecimal.ZERO, SUBSIDY_ONLY, BigDecimal.TEN))
                .hasMessage("difficulty must be above 0, got 0");
        assertThatThrownBy(() -> NetworkHashPrice.subsidyAt(-1)).hasMessageContaining("-1");
        assertThatThrownBy(() -> new Reward(bd("-1"), BigDecimal.ZERO)).hasMessageContaining("-1");
    }

    private static BigDecimal bd(String text) {
        return new BigDecimal(text);
    }

    private static BigDecimal rounded(BigDecimal value, int scale) {
        return value.setScale(scale, RoundingMode.HALF_UP);
    }
}
