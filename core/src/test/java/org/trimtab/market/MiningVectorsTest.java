package org.trimtab.market;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.trimtab.market.NetworkHashPrice.Reward;
import org.trimtab.quantity.Efficiency;
import org.trimtab.quantity.EnergyPrice;
import org.trimtab.quantity.HashPrice;
import org.trimtab.quantity.HashRate;
import org.trimtab.quantity.Money;
import org.trimtab.quantity.Power;
import org.trimtab.quantity.Share;

/** The vectors of market-rules §6.1 and §6.2, to the digits printed there. */
class MiningVectorsTest {
    private static final Reward SUBSIDY = new Reward(bd("3.125"), BigDecimal.ZERO);

    @Test
    void shouldFindThePrintedShareOfBlocksWhenDifficultyIsRound() {
        BigDecimal blocks =
                NetworkHashPrice.bitcoinPerPetahashDay(
                        bd("1E14"), new Reward(BigDecimal.ONE, BigDecimal.ZERO));

        assertThat(blocks.round(new MathContext(7))).isEqualByComparingTo("2.011657E-4");
    }

    @Test
    void shouldEarnThePrintedDaysWhenTheNetworkHashes927Exahashes() {
        HashRate network = HashRate.ofTerahashes(927_000_000);
        BigDecimal bitcoin = NetworkHashPrice.from(network, SUBSIDY, bd("118968")).dollars();
        // 144 blocks of 3.125 BTC, 110 TH of 927 EH.
        BigDecimal share = bd("144").multiply(bd("3.125")).multiply(bd("0.110"));

        assertThat(share.divide(bd("927000"), new MathContext(7)))
                .isEqualByComparingTo("5.339806E-5");
        assertThat(cents(bitcoin.multiply(bd("0.110")), 5)).isEqualByComparingTo("6.35266");
        assertThat(cents(bitcoin.multiply(bd("0.270")), 5)).isEqualByComparingTo("15.59289");
        assertThat(exact(bd("118968"), "927000", "0.270", 5)).isEqualByComparingTo("15.59289");
        assertThat(exact(bd("118968"), "927000", "0.270", 5).subtract(bd("6.9984")))
                .isEqualByComparingTo("8.59449");
        assertThat(exact(bd("118968"), "927000", "0.110", 5).subtract(bd("4.68")))
                .isEqualByComparingTo("1.67266");
    }

    @Test
    void shouldNotGiveAPublishedFigureThatCountsTheRewardTwice() {
        BigDecimal perDay =
                bd("144")
                        .multiply(bd("3.125"))
                        .multiply(bd("0.270"))
                        .divide(bd("1050000"), new MathContext(7));
        HashPrice price =
                NetworkHashPrice.from(HashRate.ofTerahashes(1_050_000_000), SUBSIDY, bd("65000"));

        assertThat(cents(price.dollars(), 2)).isEqualByComparingTo("27.86");
        assertThat(cents(price.dollars().multiply(bd("0.270")), 2)).isEqualByComparingTo("7.52");
        // The page says 0.000225 BTC a day; that is twice what the network pays.
        assertThat(bd("0.000225").divide(perDay, 1, RoundingMode.HALF_UP))
                .isEqualByComparingTo("1.9");
        assertThat(perDay).isLessThan(bd("0.000225").divide(bd("1.9"), MathContext.DECIMAL64));
    }

    @ParameterizedTest
    @CsvSource({
        "2012-11-28, 50",
        "2012-11-29, 25",
        "2020-05-12, 6.25",
        "2024-04-19, 6.25",
        "2024-04-20, 3.125",
        "2028-04-16, 3.125",
        "2028-04-18, 1.5625"
    })
    void shouldHalveTheSubsidyWhenTheDayOfAHalvingComes(LocalDate day, BigDecimal subsidy) {
        assertThat(NetworkHashPrice.subsidyOn(day)).isEqualByComparingTo(subsidy);
    }

    @Test
    void shouldLowerTheBreakEvenWhenAMachineHashesOnlyPartOfTheTime() {
        HashPrice price = HashPrice.ofDollars(bd("60"));
        MiningTerms terms = BreakEvenTest.terms("60", 10_000, "1.03", 2_000_000, 0);
        // 60 · 0.99 · 0.95 / (0.024 · 17.5 · 1.03) − 2
        assertThat(BreakEven.price(price, new Efficiency(17_500), terms, new Share(950_000)))
                .isEqualTo(new EnergyPrice(128_443_828));
    }

    @Test
    void shouldSpreadARestartOverTheEnergyNotDrawn() {
        // 270 TH at 50 $/PH·d earn 13.50 $ a day, 0.09375 $ in ten minutes.
        Money cost =
                RestartCost.USUAL.of(
                        HashRate.ofTerahashes(270), HashPrice.ofDollars(bd("50")), Share.NONE);

        assertThat(cost.amount()).isEqualByComparingTo("0.29375");
        assertThat(RestartCost.perMwh(cost, Power.ofWatts(3_645), Duration.ofHours(2)))
                .isEqualTo(EnergyPrice.ofDollars(bd("40.294925")));
    }

    private static BigDecimal exact(BigDecimal price, String petahashes, String mine, int scale) {
        return bd("144")
                .multiply(bd("3.125"))
                .multiply(price)
                .multiply(bd(mine))
                .divide(bd(petahashes), scale, RoundingMode.HALF_UP);
    }

    private static BigDecimal cents(BigDecimal value, int scale) {
        return value.setScale(scale, RoundingMode.HALF_UP);
    }

    private static BigDecimal bd(String text) {
        return new BigDecimal(text);
    }
}
