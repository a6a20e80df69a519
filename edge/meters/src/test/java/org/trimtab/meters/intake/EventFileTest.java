package org.trimtab.meters.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.trimtab.baseline.LoadSeries;
import org.trimtab.meters.intake.Finding.Kind;
import org.trimtab.quantity.Power;

/** Lists of grid events. */
class EventFileTest {
    @TempDir Path folder;

    @Test
    void shouldReadAllColumnsWhenTheyAreGiven() {
        EventFile file =
                read(
                        """
                        id,start_utc,end_utc,notice_utc,kind,reduction_kw,level_kw
                        b,2026-07-02T18:00:00Z,2026-07-02T19:00:00Z,,,,
                        a,2026-07-01T18:00:00Z,2026-07-01T19:00:00Z,2026-07-01T17:50:00Z,test,1.5,20
                        """);

        assertThat(file.events()).extracting(ListedEvent::id).containsExactly("a", "b");
        ListedEvent first = file.events().getFirst();
        assertThat(first.noticeAt()).isEqualTo(Instant.parse("2026-07-01T17:50:00Z"));
        assertThat(first.kind()).isEqualTo("test");
        assertThat(first.reduction()).isEqualTo(Power.ofWatts(1_500));
        assertThat(first.level()).isEqualTo(Power.ofWatts(20_000));
        assertThat(file.events().getLast().reduction()).isNull();
    }

    @Test
    void shouldSaySoWhenEventsOverlapOrLieOutsideTheReadings() {
        EventFile file =
                read(
                        """
                        start_utc,end_utc
                        2026-07-01T18:00:00Z,2026-07-01T22:00:00Z
                        2026-07-01T19:00:00Z,2026-07-01T20:00:00Z
                        2026-07-01T21:00:00Z,2026-07-01T22:00:00Z
                        2026-07-03T00:00:00Z,2026-07-03T01:00:00Z
                        """);

        assertThat(file.findings())
                .extracting(Finding::kind)
                .containsExactly(Kind.EVENT_OVERLAP, Kind.EVENT_OVERLAP);
        assertThat(file.findings()).extracting(Finding::line).containsExactly(3, 4);
        LoadSeries series =
                LoadSeries.of(
                        Instant.parse("2026-07-01T19:00:00Z"), Duration.ofHours(1), new int[24]);
        assertThat(file.outside(series)).extracting(Finding::line).containsExactly(2, 5);
        assertThat(file.outside(series).getFirst().what()).contains("partly outside");
        assertThat(file.outside(series).getLast().done()).isEqualTo("nothing can be said of it");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    2026-07-01T18:00:00Z,2026-07-01T18:00:00Z,    | not after its start
                    2026-07-01T18:00:00Z,,                        | must both be given
                    yesterday,2026-07-01T18:00:00Z,               | "yesterday" in column start_utc
                    2026-07-01T17:00:00Z,2026-07-01T18:00:00Z,lots | is not a number of kW
                    2026-07-01T17:00:00Z,2026-07-01T18:00:00Z     | 2 values where the header has 3
                    """)
    void shouldRefuseTheListWhenALineIsNotClear(String line, String message) {
        assertThatThrownBy(() -> read("start_utc,end_utc,reduction_kw\n" + line + "\n"))
                .hasMessageStartingWith("e.csv line 2: ")
                .hasMessageContaining(message);
    }

    @Test
    void shouldRefuseTheListWhenColumnsAreWrong() {
        assertThatThrownBy(() -> read("start_utc,end_ut\n")).hasMessageContaining("end_utc");
        assertThatThrownBy(() -> read("start_utc\n"))
                .hasMessageContaining("column end_utc is missing");
        assertThatThrownBy(() -> read("start_utc,end_utc\n")).hasMessageContaining("no events");
        assertThatThrownBy(() -> read("")).hasMessageContaining("empty");
    }

    private EventFile read(String text) {
        try {
            Path file = folder.resolve("e.csv");
            Files.writeString(file, text);
            return EventFile.read(file);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
