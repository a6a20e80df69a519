package org.trimtab.market;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.trimtab.market.Tariff.MarginalStep;
import org.trimtab.quantity.EnergyPrice;
import org.trimtab.quantity.Power;

class SupplyCurveTest {
    private static final Power MOST = Power.ofWatts(1_000);

    @Test
    void shouldKeepStepsThatRiseAndTellTheMeanBetweenLevels() {
        SupplyCurve curve = SupplyCurve.of(List.of(step(400L, 0), step(null, 50)), MOST);

        assertThat(curve.steps()).hasSize(2);
        assertThat(curve.lowest()).isEqualTo(price(0));
        assertThat(curve.highest()).isEqualTo(price(50));
        assertThat(curve.mean(200, 600)).isEqualTo(price(25));
        assertThat(curve.mean(0, 400)).isEqualTo(price(0));
        assertThat(curve.mean(400, 900)).isEqualTo(price(50));
    }

    @Test
    void shouldTakeADearerStepBeforeACheaperTogetherAtTheirMean() {
        SupplyCurve curve =
                SupplyCurve.of(List.of(step(300L, 60), step(600L, 0), step(null, 70)), MOST);

        assertThat(curve.steps())
                .containsExactly(
                        new SupplyCurve.Step(600, 30_000_000),
                        new SupplyCurve.Step(Long.MAX_VALUE, 70_000_000));
        SupplyCurve falling = SupplyCurve.of(List.of(step(500L, 0), step(null, -40)), MOST);
        assertThat(falling.isFlat()).isTrue();
        assertThat(falling.mean(0, 1_000)).isEqualTo(price(-20));
    }

    @Test
    void shouldBeFlatWhenOneStepCoversAllThatIsReached() {
        assertThat(SupplyCurve.of(List.of(step(2_000L, 20), step(null, 30)), MOST))
                .isEqualTo(SupplyCurve.flat(price(20)));
        assertThat(SupplyCurve.of(List.of(step(500L, 20), step(null, 20)), MOST).isFlat()).isTrue();
    }

    private static MarginalStep step(@org.jspecify.annotations.Nullable Long upTo, long dollars) {
        return new MarginalStep(upTo == null ? null : Power.ofWatts(upTo), price(dollars));
    }

    private static EnergyPrice price(long dollars) {
        return new EnergyPrice(dollars * 1_000_000);
    }
}
