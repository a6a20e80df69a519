package org.trimtab.backtest;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.trimtab.backtest.BacktestOptions.Foresight;
import org.trimtab.backtest.BacktestResult.Totals;
import org.trimtab.market.PriceSeries;
import org.trimtab.operators.prices.ShippedPrices;

/** The sample site over real prices: plausible in size, whole in time, and on the right side. */
class PriceYearTest {
    private static final PriceSeries WEST = ShippedPrices.ercotLoadZones2023("LZ_WEST");
    private static final BacktestOptions OPTIONS = BacktestOptions.allIn(ShippedPrices.ERCOT_ZONE);

    private static final BacktestResult RESULT =
            Backtest.run(SampleSite.definition(), WEST, OPTIONS);

    @Test
    void shouldGainByFollowingWhenTheYearIs2023() {
        BacktestResult result = RESULT;
        Totals year = result.total();

        assertThat(result.days()).hasSize(365);
        assertThat(year.priced()).isEqualTo(Duration.ofHours(8_759));
        assertThat(year.hoursUnpriced()).isEqualByComparingTo("1");
        // 3,211,200 W · 1.03 for 8,759 h.
        assertThat(year.alwaysOn().drawn().joules())
                .isEqualTo(3_211_200L * 103 / 100 * 8_759 * 3_600);
        assertThat(mean(year)).isEqualByComparingTo("61.81");
        assertThat(year.followed().net().amount())
                .isGreaterThan(year.alwaysOn().net().amount())
                .isPositive();
        // Worked out apart from this code, model by model and hour by hour, all of a model waking
        // at once: 723,567.79.
        // Waking in waves costs a few dollars of it.
        assertThat(year.gained().amount())
                .isBetween(new BigDecimal("723520"), new BigDecimal("723568"));
        assertThat(year.starts()).isEqualTo(197_350);
        BigDecimal share =
                BigDecimal.valueOf(year.curtailed().joules())
                        .divide(
                                BigDecimal.valueOf(year.alwaysOn().drawn().joules()),
                                3,
                                RoundingMode.HALF_EVEN);
        assertThat(share).isBetween(new BigDecimal("0.03"), new BigDecimal("0.15"));
    }

    @Test
    void shouldLoseLessWhenTheHotDayIsFollowed() {
        Totals day =
                Backtest.run(SampleSite.definition(), WEST, OPTIONS).day(LocalDate.of(2023, 8, 17));
        // The prices of the day add up to 22,202.53 $/MWh; with the adder, times 3.307536 MW.
        assertThat(day.alwaysOn().energyCost().amount().setScale(2, RoundingMode.HALF_EVEN))
                .isEqualByComparingTo("73594.43");
        assertThat(day.alwaysOn().net().amount()).isNegative();
        assertThat(day.followed().net().amount())
                .isBetween(new BigDecimal("3899"), new BigDecimal("3900"));
        // Eight hours above every break-even and one above some.
        assertThat(day.curtailed().megawattHours(1, RoundingMode.HALF_EVEN))
                .isBetween(new BigDecimal("26.0"), new BigDecimal("30.0"));
    }

    @Test
    void shouldHaveShortAndLongDaysWhenClocksChange() {
        assertThat(RESULT.day(LocalDate.of(2023, 3, 12)).priced()).isEqualTo(Duration.ofHours(23));
        Totals autumn = RESULT.day(LocalDate.of(2023, 11, 5));
        assertThat(autumn.priced()).isEqualTo(Duration.ofHours(24));
        assertThat(autumn.unpriced()).isEqualTo(Duration.ofHours(1));
    }

    @Test
    void shouldGainLessWhenPricesAreLearnedLate() {
        Totals atStart = RESULT.total();
        Totals late =
                Backtest.run(
                                SampleSite.definition(),
                                WEST,
                                OPTIONS.with(Foresight.ONE_INTERVAL_LATE))
                        .total();
        assertThat(late.gained().amount()).isPositive().isLessThan(atStart.gained().amount());
    }

    private static BigDecimal mean(Totals year) {
        BigDecimal megawattHours = year.alwaysOn().drawn().megawattHours(6, RoundingMode.HALF_EVEN);
        return year.alwaysOn().energyCost().amount().divide(megawattHours, 2, RoundingMode.HALF_UP);
    }
}
