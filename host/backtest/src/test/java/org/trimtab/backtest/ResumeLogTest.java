package org.trimtab.backtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.trimtab.market.Strategy;
import org.trimtab.market.StrategySite;

class ResumeLogTest {
    private static final StrategyScene SCENE = StrategyScenes.days(4, 3).scene(null);

    @TempDir Path folder;

    @Test
    void shouldComeToTheSameWhenItWasStoppedInTheMiddle() throws Exception {
        Path file = folder.resolve("resume.log");
        StrategyResult whole = played(file);
        List<String> lines = Files.readAllLines(file);
        // Stopped in the middle of a line.
        String torn =
                String.join("\n", lines.subList(0, lines.size() / 2))
                        + "\n"
                        + lines.get(lines.size() / 2).substring(0, 30);
        Files.writeString(file, torn);

        StrategyResult resumed = played(file);

        assertThat(resumed.rows()).isEqualTo(whole.rows());
        assertThat(whole.rows()).anySatisfy(row -> assertThat(row.reserveWatts()).isPositive());
    }

    @Test
    void shouldAskNothingAgainWhenAllWasDecided() {
        Path file = folder.resolve("resume.log");
        StrategyResult whole = played(file);

        try (ResumeLog log = ResumeLog.open(file, SCENE, CoOptimised.ID, "")) {
            assertThat(log.kept()).isEqualTo(4 * 24);
            StrategyResult again =
                    StrategyRun.play(SCENE, _ -> log.around(new Silent()), (_, _) -> {});
            assertThat(again.rows()).isEqualTo(whole.rows());
        }
    }

    @Test
    void shouldRefuseWhenTheFileIsOfAnotherBacktest() {
        Path file = folder.resolve("resume.log");
        played(file);

        assertThatThrownBy(() -> ResumeLog.open(file, SCENE, CoOptimised.ID, "other"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("belongs to another backtest");
    }

    private static StrategyResult played(Path file) {
        try (ResumeLog log = ResumeLog.open(file, SCENE, CoOptimised.ID, "")) {
            return StrategyRun.play(SCENE, site -> log.around(planner(site)), (_, _) -> {});
        }
    }

    private static Strategy planner(StrategySite site) {
        return new CoOptimised(site, CoOptimised.Terms.of(SCENE.reserves(), Charges.NONE));
    }

    /** Must not be asked. */
    private static final class Silent implements Strategy {
        @Override
        public String id() {
            return CoOptimised.ID;
        }

        @Override
        public org.trimtab.market.StrategyDecision decide(
                org.trimtab.market.AsOfMarket known, org.trimtab.market.StrategyState state) {
            throw new AssertionError("asked at " + known.at());
        }
    }
}
