package org.trimtab.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.trimtab.baseline.MeterGap;
import org.trimtab.scenarios.Mine.Temper;
import org.trimtab.settlement.IntervalPerformance;
import org.trimtab.settlement.IntervalPerformance.Reason;
import org.trimtab.settlement.IntervalPerformance.Verdict;
import org.trimtab.settlement.Statement;

class MeterLostScenarioTest {
    /** The last reading speaks for a short silence after it, at most this long. */
    private static final Duration BORNE = MeterGap.DEFAULT.whenReadEvery(Duration.ofMillis(400));

    @TempDir Path folder;

    @Test
    void shouldSettleOnlyWhatWasMeteredWhenTheMeterIsLostInTheMiddle() throws IOException {
        try (Scene scene = Scene.open(folder, 88, Temper.QUICK)) {
            long limit = scene.meteredW() * 40 / 100;
            scene.instruct("unmetered", limit, Duration.ofSeconds(60));
            scene.await("at the limit", () -> scene.meteredW() <= limit);

            scene.mine.meter().goSilent(true);
            Instant lostAt = scene.site.now();
            scene.await("stale", () -> "STALE".equals(scene.site.status().meterQuality()));
            scene.await(
                    "an alarm",
                    () -> scene.site.status().alarms().stream().anyMatch(a -> a.contains("meter")));
            Instant backFrom = lostAt.plus(BORNE).plusSeconds(8);
            scene.await("a while unmetered", () -> scene.site.now().isAfter(backFrom));
            int asleepMeanwhile = scene.calledAsleep().size();
            scene.mine.meter().goSilent(false);
            scene.await("good again", () -> "GOOD".equals(scene.site.status().meterQuality()));

            scene.awaitEvidence("unmetered");
            assertThat(asleepMeanwhile).isPositive();
            scene.assertAsBefore();
            assertStatement(scene, lostAt, backFrom);
            scene.assertEvidenceIsValid("unmetered");
            scene.assertReplaysIdentically();
        }
    }

    private static void assertStatement(Scene scene, Instant lostAt, Instant backFrom) {
        Statement statement = scene.site.statement("unmetered");
        assertThat(statement).isNotNull();
        List<IntervalPerformance> unsettled =
                statement.intervals().stream()
                        .filter(i -> i.verdict() == Verdict.NOT_SETTLED)
                        .toList();
        assertThat(unsettled).isNotEmpty();
        assertThat(unsettled)
                .allSatisfy(i -> {
                    assertThat(i.reason()).isEqualTo(Reason.METER_MISSING);
                    assertThat(i.metered()).isNull();
                    assertThat(i.delivered()).isNull();
                });
        List<IntervalPerformance> inside =
                statement.intervals().stream()
                        .filter(i -> !i.interval().from().isBefore(lostAt.plus(BORNE)))
                        .filter(i -> i.interval().until().isBefore(backFrom))
                        .toList();
        assertThat(inside).isNotEmpty();
        assertThat(unsettled).containsAll(inside);
        assertThat(statement.count(Verdict.MET)).isPositive();
    }

    @Test
    void shouldCompleteAnEventThatEndsWithoutAMeter() throws IOException {
        try (Scene scene = Scene.open(folder, 89, Temper.QUICK)) {
            long limit = scene.meteredW() * 40 / 100;
            scene.instruct("dark", limit, Duration.ofSeconds(25));
            scene.await("at the limit", () -> scene.meteredW() <= limit);

            scene.mine.meter().goSilent(true);

            scene.awaitEvidence("dark");
            scene.assertAsBefore();
            Statement statement = scene.site.statement("dark");
            assertThat(statement).isNotNull();
            assertThat(statement.intervals().getLast().verdict()).isEqualTo(Verdict.NOT_SETTLED);
            assertThat(statement.intervals().getLast().reason()).isEqualTo(Reason.METER_MISSING);
            scene.assertEvidenceIsValid("dark");
        }
    }
}
