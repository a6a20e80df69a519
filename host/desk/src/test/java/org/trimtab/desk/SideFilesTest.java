package org.trimtab.desk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.trimtab.baseline.LoadSeries;

class SideFilesTest {
    private static final LoadSeries LOAD =
            LoadSeries.of(
                    Instant.parse("2026-07-01T00:00:00Z"), Duration.ofMinutes(15), new int[24]);

    @TempDir Path folder;

    private Path put(String text) throws IOException {
        return Files.writeString(folder.resolve("side.csv"), text);
    }

    @Test
    void shouldHoldATemperatureUntilTheNextAndForTwoHoursAtMost() throws IOException {
        LoadSeries read =
                TemperatureFile.read(
                        put(
                                "interval_start_utc,fahrenheit\n2026-07-01T00:30:00Z,95\n"
                                        + "2026-07-01T01:00:00Z,50.9\n"),
                        LOAD);

        assertThat(read.watts(1)).isEqualTo(LoadSeries.UNKNOWN);
        assertThat(read.watts(2)).isEqualTo(35_000);
        assertThat(read.watts(4)).isEqualTo(10_500);
        assertThat(read.watts(11)).isEqualTo(10_500);
        assertThat(read.watts(12)).isEqualTo(LoadSeries.UNKNOWN);
    }

    @ParameterizedTest
    @CsvSource({"451, no temperature on earth", "warm, is not a number", "1e3, is not a number"})
    void shouldRefuseWhatIsNoTemperature(String value, String expected) throws IOException {
        Path file = put("interval_start_utc,celsius\n2026-07-01T00:00:00Z," + value + "\n");

        assertThatThrownBy(() -> TemperatureFile.read(file, LOAD))
                .hasMessageContaining("side.csv line 2")
                .hasMessageContaining(expected);
    }

    @Test
    void shouldReadPeaksAndMarks() throws IOException {
        assertThat(BaselineDesk.systemPeaks(put("interval_start_utc\n2026-07-01T00:00:00Z\n")))
                .containsExactly(LOAD.from());
        Path backwards =
                put("start_utc,end_utc,why\n2026-07-02T00:00:00Z,2026-07-01T00:00:00Z,event\n");
        assertThatThrownBy(() -> BaselineDesk.marks(backwards))
                .hasMessageContaining("not after its start");
        Path idle = put("start_utc,end_utc,why\n2026-07-01T00:00:00Z,2026-07-02T00:00:00Z,idle\n");
        assertThatThrownBy(() -> BaselineDesk.marks(idle))
                .hasMessageContaining("must be event, outage or price");
    }

    @Test
    void shouldReadLocalTimesThatHappenOnce() {
        ZoneId texas = ZoneId.of("America/Chicago");

        assertThat(LocalText.instant("2026-10-14 17:00", texas)).isEqualTo("2026-10-14T22:00:00Z");
        assertThat(LocalText.instant("2026-10-14", texas)).isEqualTo("2026-10-14T05:00:00Z");
        assertThat(LocalText.instant("2026-11-01T01:30:00-06:00", texas))
                .isEqualTo("2026-11-01T07:30:00Z");
    }
}
