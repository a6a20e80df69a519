package org.trimtab.meters.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.trimtab.baseline.LoadSeries;
import org.trimtab.documents.BadDocument;
import org.trimtab.meters.intake.Finding.Kind;
import org.trimtab.telemetry.Quality;

/** Meter files as people have them, and what is left of each. */
class MeterFilesTest {
    @TempDir Path folder;

    @Test
    void shouldTakeMeansWhenValuesAreKilowatts() {
        MeterFile file =
                read(
                        """
                        interval_start_utc,kw
                        2026-07-01T18:00:00Z,1000.0005
                        2026-07-01T18:15:00Z,1.5
                        2026-07-01 18:30,0
                        """);

        assertThat(file.findings()).isEmpty();
        assertThat(file.series())
                .isEqualTo(series("2026-07-01T18:00:00Z", 900, 1_000_000, 1_500, 0));
    }

    @Test
    void shouldDivideByTheLengthWhenValuesAreEnergy() {
        // 0.25 kWh in 15 min is 1 kW; in an hour it is 250 W.
        assertThat(
                        read("""
                        interval_start_utc,kwh
                        2026-07-01T18:00:00Z,0.25
                        2026-07-01T18:15:00Z,0.5
                        """)
                                .series())
                .isEqualTo(series("2026-07-01T18:00:00Z", 900, 1_000, 2_000));
        assertThat(
                        read("""
                        interval_start_utc,mwh
                        2026-07-01T18:00:00Z,0.25
                        2026-07-01T19:00:00Z,0.5
                        """)
                                .series())
                .isEqualTo(series("2026-07-01T18:00:00Z", 3600, 250_000, 500_000));
    }

    @Test
    void shouldStartOneIntervalEarlierWhenStampsAreEnds() {
        assertThat(
                        read("""
                        interval_end_utc,kw
                        2026-07-01T18:15:00Z,1
                        2026-07-01T18:30:00Z,2
                        """)
                                .series())
                .isEqualTo(series("2026-07-01T18:00:00Z", 900, 1_000, 2_000));
    }

    @Test
    void shouldReadASingleRowWhenBothEndsAreGiven() {
        assertThat(
                        read("""
                        interval_start_utc,interval_end_utc,w
                        2026-07-01T18:00:00Z,2026-07-01T18:05:00Z,7
                        """)
                                .series())
                .isEqualTo(series("2026-07-01T18:00:00Z", 300, 7));
    }

    @Test
    void shouldKeepGapsUnknownWhenRowsAreMissing() {
        MeterFile file =
                read(
                        """
                        interval_start_utc,kw
                        2026-07-01T00:00:00Z,1
                        2026-07-01T00:15:00Z,2
                        2026-07-01T01:00:00Z,
                        2026-07-01T01:15:00Z,4
                        2026-07-01T01:30:00Z,5
                        """);

        assertThat(file.series().watts(2)).isEqualTo(LoadSeries.UNKNOWN);
        assertThat(file.unknown()).isEqualTo(3);
        assertThat(file.findings())
                .singleElement()
                .satisfies(found -> {
                    assertThat(found.kind()).isEqualTo(Kind.GAP);
                    assertThat(found.what())
                            .isEqualTo(
                                    "no value from 2026-07-01T00:30:00Z until"
                                            + " 2026-07-01T01:15:00Z (3 intervals)");
                });
    }

    @Test
    void shouldCountOnceWhenARowIsThereTwiceAndForgetItWhenTheyContradict() {
        MeterFile file =
                read(
                        """
                        interval_start_utc,kw
                        2026-07-01T00:00:00Z,1
                        2026-07-01T00:15:00Z,2
                        2026-07-01T00:15:00Z,2.0
                        2026-07-01T00:30:00Z,3
                        2026-07-01T00:30:00Z,4
                        2026-07-01T00:30:00Z,3
                        2026-07-01T00:45:00Z,5
                        """);

        assertThat(file.counts())
                .containsOnly(
                        java.util.Map.entry(Kind.DUPLICATE, 1),
                        java.util.Map.entry(Kind.CONTRADICTION, 2));
        assertThat(file.series())
                .isEqualTo(
                        series(
                                "2026-07-01T00:00:00Z",
                                900,
                                1_000,
                                2_000,
                                LoadSeries.UNKNOWN,
                                5_000));
    }

    @Test
    void shouldNotKnowWhatOverlapsWhenARowIsAstray() {
        MeterFile file =
                read(
                        """
                        interval_start_utc,kw
                        2026-07-01T00:00:00Z,1
                        2026-07-01T00:15:00Z,1
                        2026-07-01T00:30:00Z,1
                        2026-07-01T00:37:00Z,9
                        2026-07-01T00:45:00Z,1
                        2026-07-01T01:00:00Z,1
                        """);

        assertThat(file.counts()).containsOnlyKeys(Kind.OVERLAP);
        assertThat(file.series())
                .isEqualTo(
                        series(
                                "2026-07-01T00:00:00Z",
                                900,
                                1_000,
                                1_000,
                                LoadSeries.UNKNOWN,
                                LoadSeries.UNKNOWN,
                                1_000));
    }

    @Test
    void shouldRefuseWhenTheLengthChangesAndAverageWhenAsked() {
        StringBuilder text = new StringBuilder("interval_start_utc,kwh\n");
        Instant at = Instant.parse("2026-07-01T00:00:00Z");
        for (int i = 0; i < 6; i++) {
            text.append(at.plusSeconds(3600L * i)).append(",1\n");
        }
        for (int i = 24; i < 32; i++) {
            text.append(at.plusSeconds(900L * i)).append(",0.5\n");
        }

        assertThatThrownBy(() -> read(text.toString()))
                .isInstanceOf(BadMeterFile.class)
                .hasMessageContaining("intervals of PT1H where most last PT15M")
                .hasMessageContaining("--step 1h");
        MeterFile hourly = read(text.toString(), MeterFileOptions.NONE.step(Duration.ofHours(1)));
        assertThat(hourly.series())
                .isEqualTo(
                        series(
                                "2026-07-01T00:00:00Z",
                                3600,
                                1_000,
                                1_000,
                                1_000,
                                1_000,
                                1_000,
                                1_000,
                                2_000,
                                2_000));
        assertThat(hourly.counts()).containsOnlyKeys(Kind.LENGTH_CHANGE);
    }

    @Test
    void shouldLeaveAnIntervalUnknownWhenAPartOfItIsMissing() {
        MeterFile file =
                read(
                        """
                        interval_start_utc,kw
                        2026-07-01T00:00:00Z,1
                        2026-07-01T00:15:00Z,1
                        2026-07-01T00:30:00Z,1
                        2026-07-01T00:45:00Z,1
                        2026-07-01T01:00:00Z,1
                        2026-07-01T01:15:00Z,1
                        2026-07-01T01:30:00Z,1
                        """,
                        MeterFileOptions.NONE.step(Duration.ofHours(1)));

        assertThat(file.series())
                .isEqualTo(series("2026-07-01T00:00:00Z", 3600, 1_000, LoadSeries.UNKNOWN));
    }

    @Test
    void shouldReadEachPartByItsHeaderWhenBothConventionsAreMixed() {
        MeterFile file =
                read(
                        """
                        interval_start_utc,kw
                        2026-07-01T00:00:00Z,1
                        2026-07-01T00:15:00Z,2
                        interval_end_utc,kw
                        2026-07-01T00:45:00Z,3
                        2026-07-01T01:00:00Z,4
                        """);

        assertThat(file.counts()).containsKey(Kind.MIXED_STAMPS);
        assertThat(file.series())
                .isEqualTo(series("2026-07-01T00:00:00Z", 900, 1_000, 2_000, 3_000, 4_000));
    }

    @Test
    void shouldReadEachRowByTheStampItGivesWhenSomeCellsAreBlank() {
        MeterFile file =
                read(
                        """
                        interval_start_utc,interval_end_utc,kw
                        2026-07-01T00:00:00Z,,1
                        2026-07-01T00:15:00Z,,2
                        2026-07-01T00:30:00Z,,3
                        ,2026-07-01T01:00:00Z,4
                        ,2026-07-01T01:15:00Z,5
                        """);

        assertThat(file.counts()).containsKey(Kind.MIXED_STAMPS);
        assertThat(file.series())
                .isEqualTo(series("2026-07-01T00:00:00Z", 900, 1_000, 2_000, 3_000, 4_000, 5_000));
    }

    @Test
    void shouldKeepAndWarnWhenLevelsAreNegative() {
        MeterFile file =
                read(
                        """
                        interval_start_utc,kw
                        2026-07-01T00:00:00Z,-1
                        2026-07-01T00:15:00Z,-2
                        """);

        assertThat(file.series()).isEqualTo(series("2026-07-01T00:00:00Z", 900, -1_000, -2_000));
        assertThat(file.findings())
                .singleElement()
                .hasToString(
                        "line 2: 2 levels below zero, the first here; kept: the site fed in. If it"
                                + " cannot, the sign is wrong");
    }

    @Test
    void shouldCountOnWhenACounterRollsOver() {
        MeterFile file =
                read(
                        """
                        read_at_utc,kwh_register
                        2026-07-01T00:00:00Z,99998
                        2026-07-01T00:15:00Z,99999
                        2026-07-01T00:30:00Z,1
                        2026-07-01T00:45:00Z,3.5
                        """);

        assertThat(file.counts()).containsOnlyKeys(Kind.ROLL_OVER);
        assertThat(file.series())
                .isEqualTo(series("2026-07-01T00:00:00Z", 900, 4_000, 8_000, 10_000));
    }

    @Test
    void shouldNotKnowWhenACounterGoesBackOtherwise() {
        MeterFile file =
                read(
                        """
                        read_at_utc,kwh_register
                        2026-07-01T00:00:00Z,50000
                        2026-07-01T00:15:00Z,50001
                        2026-07-01T00:30:00Z,0
                        2026-07-01T00:45:00Z,1
                        """);

        assertThat(file.counts()).containsKey(Kind.REGISTER_BACK);
        assertThat(file.series())
                .isEqualTo(series("2026-07-01T00:00:00Z", 900, 4_000, LoadSeries.UNKNOWN, 4_000));
    }

    @Test
    void shouldLeaveOutRowsWhenTheyCannotBeRead() {
        StringBuilder text = new StringBuilder("interval_start_utc,kw\n");
        Instant at = Instant.parse("2026-07-01T00:00:00Z");
        for (int i = 0; i < 50; i++) {
            text.append(at.plusSeconds(900L * i)).append(i == 7 ? ",n/a\n" : ",1\n");
        }
        text.append("Total,50\n").append("a,b,c\n");

        MeterFile file = read(text.toString());

        assertThat(file.counts()).containsEntry(Kind.UNREADABLE, 3).containsEntry(Kind.GAP, 1);
        assertThat(file.findings().getFirst().toString())
                .isEqualTo(
                        "line 9: \"n/a\" in column kw is not a number such as 1234.5; the row is"
                                + " left out");
        assertThat(file.series().watts(7)).isEqualTo(LoadSeries.UNKNOWN);
    }

    @Test
    void shouldRefuseTheFileWhenManyRowsCannotBeRead() {
        StringBuilder text = new StringBuilder("interval_start_utc,kw\n");
        for (int i = 0; i < 50; i++) {
            text.append("07/01/2026 00:00,1\n");
        }

        assertThatThrownBy(() -> read(text.toString()))
                .isInstanceOf(BadDocument.class)
                .hasMessageContaining("50 of 50 rows cannot be read; the first is line 2:")
                .hasMessageContaining("is not a time such as 2026-07-01T18:00:00Z");
    }

    @Test
    void shouldRefuseWhenTheFileIsEmptyOrHasNoRows() {
        assertThatThrownBy(() -> read("")).hasMessageContaining("m.csv: the file is empty");
        assertThatThrownBy(() -> read("interval_start_utc,kw\n"))
                .hasMessageContaining("m.csv: no rows");
    }

    @Test
    void shouldSayWhichColumnsThereAreWhenNoneFits() {
        assertThatThrownBy(() -> read("time,kw\n1,2\n"))
                .hasMessageContaining("no column says when")
                .hasMessageContaining("\"time\", \"kw\"");
        assertThatThrownBy(() -> read("start_utc,value\n1,2\n"))
                .hasMessageContaining("no column of values");
        assertThatThrownBy(() -> read("start_utc,kw,kwh\n1,2,3\n"))
                .hasMessageContaining("values in kw and kwh; say which to take");
    }

    @Test
    void shouldSayAYearIsMistypedWhenTheSpanIsTooLong() {
        assertThatThrownBy(() ->
                        read(
                                """
                                interval_start_utc,kw
                                2026-07-01T00:00:00Z,1
                                2026-07-01T00:01:00Z,1
                                2026-07-01T00:02:00Z,1
                                2062-07-01T00:03:00Z,1
                                """))
                .isInstanceOf(BadMeterFile.class)
                .hasMessageContaining("line 5 (2062-07-01T00:03:00Z)")
                .hasMessageContaining("Is a year mistyped?");
    }

    @Test
    void shouldKeepQualityWhenTheFileGivesIt() {
        MeterFile file =
                read(
                        """
                        interval_start_utc,kw,quality
                        2026-07-01T00:00:00Z,1,good
                        2026-07-01T00:15:00Z,2,Estimated
                        2026-07-01T00:30:00Z,3,odd
                        2026-07-01T00:45:00Z,4,missing
                        """);

        assertThat(file.series().quality(0)).isEqualTo(Quality.GOOD);
        assertThat(file.series().quality(1)).isEqualTo(Quality.ESTIMATED);
        assertThat(file.series().quality(2)).isEqualTo(Quality.SUSPECT);
        assertThat(file.series().watts(3)).isEqualTo(LoadSeries.UNKNOWN);
    }

    @Test
    void shouldTakeOneMeterWhenTheFileHasSeveral() {
        String text =
                """
                meter,interval_start_utc,kw
                A,2026-07-01T00:00:00Z,1
                B,2026-07-01T00:00:00Z,2
                A,2026-07-01T00:15:00Z,3
                B,2026-07-01T00:15:00Z,4
                """;

        assertThatThrownBy(() -> read(text)).hasMessageContaining("it holds meters A, B");
        assertThat(read(text, MeterFileOptions.NONE.meter("B")).series())
                .isEqualTo(series("2026-07-01T00:00:00Z", 900, 2_000, 4_000));
        assertThatThrownBy(() -> read(text, MeterFileOptions.NONE.meter("C")))
                .hasMessageContaining("it holds meters A, B");
    }

    @Test
    void shouldRefuseWhenGzipIsCutShortOrUnpacksWithoutEnd() throws IOException {
        Path cut = folder.resolve("cut.csv.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(cut))) {
            out.write("interval_start_utc,kw\n".getBytes(StandardCharsets.UTF_8));
            for (int i = 0; i < 5_000; i++) {
                String row =
                        Instant.EPOCH.plusSeconds(1_700_000_000 + 900L * i) + "," + i * i + "\n";
                out.write(row.getBytes(StandardCharsets.UTF_8));
            }
        }
        byte[] bytes = Files.readAllBytes(cut);
        Files.write(cut, java.util.Arrays.copyOf(bytes, bytes.length / 2));
        Path bomb = folder.resolve("bomb.csv.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(bomb))) {
            out.write("interval_start_utc,kw\n".getBytes(StandardCharsets.UTF_8));
            byte[] blank = new byte[1 << 20];
            java.util.Arrays.fill(blank, (byte) '\n');
            for (int i = 0; i < 260; i++) {
                out.write(blank);
            }
        }

        assertThatThrownBy(() -> MeterFiles.read(cut, MeterFileOptions.NONE))
                .hasMessageContaining("damaged or cut short");
        assertThatThrownBy(() -> MeterFiles.read(bomb, MeterFileOptions.NONE))
                .hasMessageContaining("too large; at most 256 MB");
        assertThatThrownBy(() -> read("interval_start_utc,kw" + ",x".repeat(40_000)))
                .hasMessageContaining("longer than 65536 characters");
    }

    private MeterFile read(String text) {
        return read(text, MeterFileOptions.NONE);
    }

    private MeterFile read(String text, MeterFileOptions options) {
        try {
            Path file = folder.resolve("m.csv");
            Files.writeString(file, text);
            return MeterFiles.read(file, options);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static LoadSeries series(String from, int seconds, int... watts) {
        return LoadSeries.of(Instant.parse(from), Duration.ofSeconds(seconds), watts);
    }
}
