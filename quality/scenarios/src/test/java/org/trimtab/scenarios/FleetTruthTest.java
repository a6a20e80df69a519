package org.trimtab.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FleetTruthTest {
    @TempDir Path folder;

    @Test
    void shouldClaimNothingThatIsNotSoWhenMachinesAreAtFault() throws IOException {
        List<String> story = new ArrayList<>();

        TruthReport report =
                new TruthCycles(
                                new FleetTruth.Options(1, null, 40, 50, 3, false, folder),
                                story::add)
                        .run();

        assertThat(report.problems()).as("%s", story).isEmpty();
        assertThat(report.atFault()).isEqualTo(20);
        assertThat(report.sleepsConfirmed()).isGreaterThanOrEqualTo(20);
        assertThat(report.wakesConfirmed()).isGreaterThanOrEqualTo(20);
        assertThat(report.cycles().getFirst().curtailed())
                .containsKeys("confirmed", "disobeyed", "left_out");
    }
}
