package org.trimtab.backtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.trimtab.market.StrategyBreakEven;

class MonteCarloTest {
    private static final StrategyScene SCENE = StrategyScenes.days(12, 3).scene(null);

    @Test
    void shouldGiveTheSameWhenTheSeedIsTheSame() {
        PricePaths paths = new PricePaths(SCENE, 3);

        List<MonteCarlo.Outcome> once =
                MonteCarlo.play(paths, _ -> StrategyBreakEven::new, 6, 5, _ -> {});
        List<MonteCarlo.Outcome> again =
                MonteCarlo.play(paths, _ -> StrategyBreakEven::new, 6, 5, _ -> {});

        assertThat(again).isEqualTo(once);
        assertThat(once).extracting(MonteCarlo.Outcome::netMicros).doesNotHaveDuplicates();
        assertThat(MonteCarlo.quantile(once, 0.05))
                .isLessThanOrEqualTo(MonteCarlo.quantile(once, 0.95));
    }

    @Test
    void shouldKeepDaysWholeAndPricesTogetherWhenTheyAreMoved() {
        StrategyScene path = new PricePaths(SCENE, 3).path(8);

        assertThat(path.prices()).hasSameSizeAs(SCENE.prices());
        for (int i = 0; i < path.prices().size(); i++) {
            var moved = path.prices().get(i);
            assertThat(moved.interval()).isEqualTo(SCENE.prices().get(i).interval());
            int source =
                    SCENE.prices().stream().map(p -> p.price()).toList().indexOf(moved.price());
            assertThat(source % 24).isEqualTo(i % 24);
            assertThat(value(path, i)).isEqualTo(value(SCENE, source));
        }
    }

    @Test
    void shouldSayHowManyDaysAreNeededWhenThereAreTooFew() {
        assertThatThrownBy(() -> new PricePaths(SCENE, 7))
                .hasMessageContaining("at least 14 days, there are 12");
    }

    @Test
    void shouldPlanADayFromWhatIsKnownWhenTheDayIsToCome() {
        LocalDate day = LocalDate.of(2023, 8, 20);
        DayPlan plan =
                DayPlan.make(
                        SCENE,
                        day,
                        day.minusDays(1).atTime(14, 0).atZone(StrategyScenes.CHICAGO).toInstant(),
                        Charges.NONE);

        assertThat(plan.hours()).hasSize(24).allMatch(DayPlan.Hour::isDayAhead);
        assertThat(plan.solver()).isEqualTo("optimal");
        assertThat(plan.offers()).isNotEmpty();
        assertThat(plan.hours())
                .anySatisfy(hour -> assertThat(hour.level().watts()).isLessThan(100_000));
    }

    private static Long value(StrategyScene scene, int place) {
        var reserve = scene.markets().reserves().get("rrs").asOf(StrategyScene.AFTER_ALL);
        return reserve.valueAt(scene.prices().get(place).interval().from());
    }
}
