package org.trimtab.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.trimtab.live.DayPlans;
import org.trimtab.live.PlannedDay;
import org.trimtab.scenarios.Mine.Temper;

class PlanScenarioTest {
    private static final Duration HOUR = Duration.ofHours(1);

    @TempDir Path folder;

    @Test
    void shouldFollowAPlanUnderTheGridAndReplaceItByTheNext() throws IOException {
        try (Scene scene = Scene.open(folder, 88, Temper.QUICK)) {
            long full = scene.meteredW();
            Instant from = scene.site.now().minus(Duration.ofMinutes(30));
            DayPlans plans = scene.site.dayPlans();

            DayPlans.Taken first = plans.follow(plan(from, full, full * 60 / 100, full, full / 2));

            assertThat(first.sent()).isEqualTo(2);
            String inForce = first.day().events().getFirst();
            scene.await("at the plan", () -> scene.meteredW() <= full * 61 / 100);
            scene.awaitState(inForce, "ACTIVE");
            assertThat(scene.site.status().targetW()).isGreaterThanOrEqualTo(full * 60 / 100);

            DayPlans.Taken again = plans.follow(plan(from, full, full * 60 / 100, full, full / 2));
            assertThat(again.sent()).isZero();
            assertThat(again.kept()).isEqualTo(2);
            assertThat(again.day().events()).isEqualTo(first.day().events());

            DayPlans.Taken other = plans.follow(plan(from, full, full * 40 / 100, full, full / 2));
            assertThat(other.sent()).isEqualTo(1);
            assertThat(other.kept()).isEqualTo(1);
            assertThat(other.withdrawn()).isEqualTo(1);
            scene.await("at the new plan", () -> scene.meteredW() <= full * 41 / 100);
            scene.awaitState(inForce, "COMPLETED");
            assertThat(scene.event(inForce).statementReady())
                    .as("nobody pays a site for its own wish")
                    .isFalse();

            scene.api.instruct("grid", full * 20 / 100, Duration.ofMinutes(10));
            scene.await("at what the grid asks", () -> scene.meteredW() <= full * 20 / 100);
            assertThat(scene.site.status().targetW()).isEqualTo(full * 20 / 100);
            plans.follow(plan(from, full, full * 70 / 100, full, full / 2));
            assertThat(scene.site.status().targetW())
                    .as("a plan cannot loosen what the grid asks")
                    .isEqualTo(full * 20 / 100);

            assertThat(plans.all()).hasSize(1);
            assertThat(plans.giveUp(LocalDate.of(2026, 7, 2))).isNotNull();
            assertThat(plans.all()).isEmpty();
            scene.assertReplaysIdentically();
        }
    }

    @Test
    void shouldRefuseALevelBelowNothing() {
        Instant longAgo = Instant.parse("2020-01-01T06:00:00Z");
        assertThatThrownBy(() -> plan(longAgo, 1_000, -1, 1_000))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("below 0 W");
    }

    private static PlannedDay plan(Instant from, long full, long... levels) {
        List<PlannedDay.Hour> hours = new ArrayList<>();
        Instant at = from;
        for (long level : levels) {
            hours.add(
                    new PlannedDay.Hour(
                            at,
                            at.plus(HOUR),
                            level,
                            BigDecimal.TEN,
                            true,
                            BigDecimal.ONE,
                            BigDecimal.ZERO,
                            BigDecimal.ZERO));
            at = at.plus(HOUR);
        }
        return new PlannedDay(
                LocalDate.of(2026, 7, 2),
                "UTC",
                from,
                "optimal",
                full,
                BigDecimal.ONE,
                hours,
                List.of());
    }
}
