package org.trimtab.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.trimtab.live.EventView;
import org.trimtab.quantity.Share;
import org.trimtab.scenarios.Mine.Temper;
import org.trimtab.settlement.IntervalPerformance.Verdict;
import org.trimtab.settlement.Statement;
import org.trimtab.virtual.DeviceTruth;
import org.trimtab.virtual.Faults;
import tools.jackson.databind.JsonNode;

class EmergencyScenarioTest {
    @TempDir Path folder;

    @Test
    void shouldGoTheWholeWayFromInstructionToEvidence() throws IOException {
        try (Scene scene = Scene.open(folder, 81, Temper.QUICK)) {
            long before = scene.meteredW();
            long limit = before * 30 / 100;

            JsonNode taken = scene.instruct("emergency", limit, Duration.ofSeconds(20));
            assertThat(taken.path("limit_w").asLong()).isEqualTo(limit);

            scene.await("at target", () -> hasStage(scene.event("emergency"), "at_target"));
            scene.await("nothing pending", () -> isSettled(scene.event("emergency")));
            assertThat(scene.meteredW()).isLessThanOrEqualTo(limit);
            assertThat(scene.falselyAsleep()).isEmpty();
            EventView held = scene.event("emergency");
            assertThat(held.chosen()).isPositive();
            assertThat(held.failures()).isEmpty();
            assertThat(held.shortfallW()).isZero();
            long down = scene.mine.truth().stream().filter(EmergencyScenarioTest::isDown).count();
            // The site follows its meter, so some may have been given back or taken since; none is
            // down unasked.
            assertThat(down).isPositive().isLessThanOrEqualTo(scene.event("emergency").chosen());

            scene.awaitEvidence("emergency");
            EventView done = scene.event("emergency");
            // One that was given back within the event and taken again is counted once.
            assertThat(done.restored()).isEqualTo(done.confirmed());
            assertThat(done.confirmed()).isGreaterThanOrEqualTo(held.confirmed());
            scene.assertAsBefore();
            assertStatement(scene, limit, before);
            scene.assertEvidenceIsValid("emergency");
            scene.assertReplaysIdentically();
        }
    }

    private static void assertStatement(Scene scene, long limit, long before) {
        Statement statement = scene.site.statement("emergency");
        assertThat(statement).isNotNull();
        assertThat(statement.limit()).isNotNull();
        assertThat(statement.limit().watts()).isEqualTo(limit);
        assertThat(statement.baseline()).isNotNull();
        assertThat(statement.baseline().watts()).isBetween(before * 95 / 100, before * 105 / 100);
        assertThat(statement.intervals()).hasSize(10);
        assertThat(statement.count(Verdict.NOT_SETTLED)).isZero();
        assertThat(statement.count(Verdict.MISSED)).isZero();
        assertThat(statement.energyReduced().joules()).isPositive();
        assertThat(statement.total().amount()).isPositive();
    }

    @Test
    void shouldMeetTheTargetAndNameEveryFailureWhenAFifthIsAtFault() throws IOException {
        Temper faulty = Temper.QUICK.withFaults(Faults.spread(new Share(200_000)));
        try (Scene scene = Scene.open(folder, 82, faulty)) {
            long limit = scene.meteredW() * 45 / 100;

            scene.instruct("faulty", limit, Duration.ofMinutes(10));

            scene.await(
                    "nothing pending and the meter at or below the limit",
                    () -> isSettled(scene.event("faulty")) && scene.meteredW() <= limit);
            assertThat(scene.falselyAsleep()).isEmpty();
            EventView held = scene.event("faulty");
            int named = held.failures().values().stream().mapToInt(Integer::intValue).sum();
            assertThat(held.failures()).isNotEmpty();
            int givenBack = held.phases().getOrDefault("FREE", 0);
            assertThat(named + givenBack)
                    .as("every device not seen down is named: %s", held)
                    .isGreaterThanOrEqualTo(held.chosen() - held.confirmed());

            scene.api.cancel("faulty");
            scene.awaitState("faulty", "RESTORING");
            scene.assertReplaysIdentically();
        }
    }

    /** Every chosen device has come to where it will stay: asleep, or failed. */
    private static boolean isSettled(EventView event) {
        Map<String, Integer> phases = event.phases();
        return !phases.containsKey("CURTAIL_SENT") && !phases.containsKey("CURTAIL_ACCEPTED");
    }

    /** Asleep, or held below full work. */
    private static boolean isDown(DeviceTruth truth) {
        return truth.asleep() || truth.level() < 1;
    }

    private static boolean hasStage(EventView event, String name) {
        return event.stages().stream().anyMatch(stage -> stage.name().equals(name));
    }
}
