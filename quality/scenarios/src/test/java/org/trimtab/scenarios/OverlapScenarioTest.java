package org.trimtab.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.trimtab.live.EventView;
import org.trimtab.scenarios.Mine.Temper;

class OverlapScenarioTest {
    @TempDir Path folder;

    @Test
    void shouldKeepTheTighterLimitWhileItLastsAndLoosenAfterIt() throws IOException {
        try (Scene scene = Scene.open(folder, 85, Temper.QUICK)) {
            long before = scene.meteredW();
            long loose = before * 70 / 100;
            long tight = before * 30 / 100;
            scene.instruct("loose", loose, Duration.ofMinutes(10));
            scene.await("at the loose limit", () -> scene.meteredW() <= loose);
            scene.instruct("tight", tight, Duration.ofMinutes(10));
            scene.await("at the tight limit", () -> scene.meteredW() <= tight);
            assertThat(scene.site.status().targetW()).isEqualTo(tight);

            scene.api.cancel("tight");

            scene.await("loosened", () -> scene.meteredW() > before / 2);
            scene.await("the tight one settled", () -> scene.event("tight").evidenceReady());
            assertThat(scene.site.status().targetW()).isEqualTo(loose);
            assertThat(scene.meteredW()).isLessThanOrEqualTo(loose);
            assertThat(scene.event("loose").state()).isEqualTo("ACTIVE");

            scene.api.cancel("loose");
            scene.awaitEvidence("loose");
            scene.assertAsBefore();
            scene.assertEvidenceIsValid("tight");
            scene.assertEvidenceIsValid("loose");
            scene.assertReplaysIdentically();
        }
    }

    @Test
    void shouldKnowAnInstructionAgainAndRefuseItsIdForAnother() throws IOException {
        try (Scene scene = Scene.open(folder, 86, Temper.QUICK)) {
            long limit = scene.meteredW() * 60 / 100;
            scene.instruct("same", limit, Duration.ofMinutes(10));

            SiteApi.Answer again = scene.api.instruct("same", limit, Duration.ofMinutes(10));
            SiteApi.Answer other = scene.api.instruct("same", limit / 2, Duration.ofMinutes(10));

            assertThat(again.status()).isEqualTo(200);
            assertThat(other.status()).isEqualTo(409);
            assertThat(scene.site.events()).hasSize(1);
            assertThat(scene.event("same").limitW()).isEqualTo(limit);
        }
    }

    @Test
    void shouldStateTheShortfallWhenMoreIsAskedThanTheSiteHas() throws IOException {
        try (Scene scene = Scene.open(folder, 87, Temper.QUICK)) {
            scene.instruct("too-much", 0, Duration.ofMinutes(10));

            EventView event = scene.event("too-much");
            assertThat(event.chosen()).isEqualTo(Scene.MACHINES);
            assertThat(event.shortfallW()).isNotNull().isPositive();
            scene.await("all asleep", () -> scene.event("too-much").confirmed() == Scene.MACHINES);
            assertThat(scene.event("too-much").stages())
                    .noneMatch(stage -> stage.name().equals("at_target"));
        }
    }
}
