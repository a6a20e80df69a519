package org.trimtab.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.trimtab.live.EventView;
import org.trimtab.scenarios.Mine.Temper;
import org.trimtab.settlement.Statement;

class CancelScenarioTest {
    @TempDir Path folder;

    @Test
    void shouldBringEveryMachineBackWhenCancelledWhileCurtailing() throws IOException {
        try (Scene scene = Scene.open(folder, 83, Temper.LIFELIKE)) {
            long before = scene.meteredW();
            scene.instruct("taken-back", before / 2, Duration.ofMinutes(10));
            scene.await(
                    "commands are out",
                    () -> {
                        EventView event = scene.event("taken-back");
                        return event.phases().containsKey("CURTAIL_ACCEPTED")
                                && event.confirmed() < event.chosen();
                    });

            SiteApi.Answer answer = scene.api.cancel("taken-back");

            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.body().path("state").asString()).isEqualTo("RESTORING");
            scene.awaitEvidence("taken-back");
            scene.assertAsBefore();
            assertThat(scene.site.status().phases()).containsOnlyKeys("FREE");
            Statement statement = scene.site.statement("taken-back");
            assertThat(statement).isNotNull();
            assertThat(statement.owed().until()).isBefore(scene.event("taken-back").until());
            scene.assertEvidenceIsValid("taken-back");
            scene.assertReplaysIdentically();
        }
    }

    @Test
    void shouldChangeNothingWhenCancelledTwiceOrUnknown() throws IOException {
        try (Scene scene = Scene.open(folder, 84, Temper.QUICK)) {
            scene.instruct("once", scene.meteredW() * 80 / 100, Duration.ofMinutes(10));
            scene.api.cancel("once");
            scene.awaitEvidence("once");
            Statement first = scene.site.statement("once");

            assertThat(scene.api.cancel("once").status()).isEqualTo(200);
            assertThat(scene.api.cancel("never-sent").status()).isEqualTo(404);

            assertThat(scene.event("once").state()).isEqualTo("COMPLETED");
            assertThat(scene.site.statement("once")).isEqualTo(first);
        }
    }
}
