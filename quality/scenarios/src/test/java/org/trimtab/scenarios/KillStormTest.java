package org.trimtab.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KillStormTest {
    @TempDir Path folder;

    @Test
    void shouldLeaveNothingAsleepAndLoseNoEventWhenTheSiteIsKilledInAnEvent() throws IOException {
        List<String> story = new ArrayList<>();

        StormReport report =
                new Storm(new KillStorm.Options(2, 5, 20, false, folder), story::add).rage();

        assertThat(report.problems()).as("%s", story).isEmpty();
        assertThat(report.kills()).hasSize(2);
        assertThat(report.completed()).isEqualTo(report.events().size()).isPositive();
        assertThat(report.evidenceValid()).isEqualTo(report.events().size());
        assertThat(report.journalsIdentical()).isEqualTo(report.journals()).isPositive();
        assertThat(report.leftAsleep()).isZero();
        assertThat(report.wrongMode()).isZero();
        assertThat(report.poolsChanged()).isZero();
    }
}
