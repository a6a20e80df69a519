package org.trimtab.backtest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.trimtab.backtest.StrategyRun.StrategyMaker;
import org.trimtab.market.StrategyAlwaysOn;
import org.trimtab.market.StrategyBreakEven;
import org.trimtab.market.StrategySchedule;

/** Decisions up to any cut do not depend on what became known after it. */
class LookAheadTest {
    private static final int CUTS = 50;
    private static final int DAYS = 5;

    @TempDir Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"always-on", "break-even", "schedule", "co-optimised"})
    void shouldDecideTheSameUpToACutWhenAllThatFollowsIsNoise(String strategy) throws Exception {
        StrategyScenes true_ = StrategyScenes.days(DAYS, 7);
        String all = decisions(true_, null, strategy);
        Random random = new Random(11);

        for (int i = 0; i < CUTS; i++) {
            Instant cut =
                    StrategyScenes.START.plus(Duration.ofMinutes(random.nextInt(DAYS * 24 * 60)));
            String noised = decisions(true_.noisedAfter(cut, i), cut, strategy);

            assertThat(all).as("cut at %s", cut).startsWith(noised);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"break-even", "co-optimised"})
    void shouldDecideOtherwiseWhenWhatIsKnownDiffers(String strategy) throws Exception {
        StrategyScenes true_ = StrategyScenes.days(DAYS, 7);
        Instant early = StrategyScenes.START.plus(Duration.ofDays(1));

        assertThat(decisions(true_.noisedAfter(early, 1), null, strategy))
                .isNotEqualTo(decisions(true_, null, strategy));
    }

    private String decisions(StrategyScenes scenes, Instant until, String strategy)
            throws Exception {
        StrategyScene scene = scenes.scene(until);
        StrategyResult result = StrategyRun.play(scene, maker(strategy, scene), (_, _) -> {});
        Path file = folder.resolve("decisions.csv");
        ResultFiles.writeDecisions(file, result);
        return Files.readString(file);
    }

    private static StrategyMaker maker(String strategy, StrategyScene scene) {
        return switch (strategy) {
            case StrategyAlwaysOn.ID -> _ -> new StrategyAlwaysOn();
            case StrategyBreakEven.ID -> StrategyBreakEven::new;
            case StrategySchedule.ID ->
                    _ -> StrategySchedule.parse("16:00-20:00", StrategyScenes.CHICAGO);
            default ->
                    site ->
                            new CoOptimised(
                                    site, CoOptimised.Terms.of(scene.reserves(), Charges.NONE));
        };
    }
}
