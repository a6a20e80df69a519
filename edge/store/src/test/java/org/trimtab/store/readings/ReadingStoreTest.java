package org.trimtab.store.readings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.trimtab.baseline.LoadSeries;
import org.trimtab.interval.MarketInterval;
import org.trimtab.quantity.Share;
import org.trimtab.telemetry.Quality;

/** The readings store: what it keeps, gathers, forgets, and what a killed process leaves behind. */
class ReadingStoreTest {
    private static final Instant START = Instant.parse("2026-07-01T00:00:00Z");
    private static final ReadingSource METER = ReadingSource.meter("poi");

    @TempDir Path folder;

    @Test
    void shouldGatherMinutesOfGoodReadingsAndSayHowManyAreKnown() {
        try (ReadingStore store = ReadingStore.open(folder)) {
            ReadingBatch batch = new ReadingBatch(8);
            batch.add(METER, START, 100, Quality.GOOD);
            batch.add(METER, START.plusSeconds(59), 201, Quality.GOOD);
            batch.add(METER, START.plusSeconds(30), 9_999, Quality.SUSPECT);
            batch.add(METER, START.plusSeconds(120), 300, Quality.GOOD);
            batch.add(METER, START.plusSeconds(900), 7, Quality.GOOD);
            store.offer(batch);
            store.settle();

            // (100 + 201) / 2 = 150.5, half to even; the minute of 900 s still runs.
            assertThat(store.of(METER, RollUp.MINUTE, hour()))
                    .containsExactly(
                            new RolledUp(START, 150, 2, Share.ALL, 1),
                            new RolledUp(START.plusSeconds(120), 300, 1, Share.ALL, 1));
            assertThat(store.of(METER, RollUp.FIVE_MINUTES, hour()))
                    .containsExactly(new RolledUp(START, 225, 3, new Share(400_000), 1));
            assertThat(store.of(METER, RollUp.FIFTEEN_MINUTES, hour()))
                    .containsExactly(new RolledUp(START, 225, 3, new Share(133_333), 1));
            assertThat(store.of(METER, RollUp.SECOND, hour())).hasSize(4);
            assertThat(store.count()).isEqualTo(5);
            assertThat(store.acknowledged()).isEqualTo(5);
        }
    }

    @Test
    void shouldGatherAgainWhenAReadingComesLate() {
        try (ReadingStore store = ReadingStore.open(folder)) {
            offer(store, START, 100);
            offer(store, START.plusSeconds(600), 100);
            store.settle();
            offer(store, START.plusSeconds(10), 300);
            offer(store, START.plusSeconds(660), 300);
            store.settle();

            assertThat(store.of(METER, RollUp.FIVE_MINUTES, hour()).getFirst())
                    .isEqualTo(new RolledUp(START, 200, 2, new Share(200_000), 1));
        }
    }

    @Test
    void shouldAddDevicesUpWhenAskedForAll() {
        try (ReadingStore store = ReadingStore.open(folder)) {
            ReadingBatch batch = new ReadingBatch(8);
            for (int minute = 0; minute < 6; minute++) {
                batch.add(ReadingSource.device("a"), at(minute), 1_000, Quality.GOOD);
                batch.add(METER, at(minute), 50, Quality.GOOD);
                if (minute != 2) {
                    batch.add(ReadingSource.device("b"), at(minute), 2_000, Quality.GOOD);
                }
            }
            store.offer(batch);
            store.settle();

            assertThat(store.ofDevices(RollUp.FIVE_MINUTES, hour()))
                    .containsExactly(new RolledUp(START, 3_000, 9, new Share(900_000), 2));
            assertThat(store.sources())
                    .containsExactly(METER, ReadingSource.device("a"), ReadingSource.device("b"));
        }
    }

    @Test
    void shouldLeaveIntervalsUnknownWhenTooLittleIsKnownOfThem() {
        try (ReadingStore store = ReadingStore.open(folder)) {
            for (int minute = 0; minute < 18; minute++) {
                if (minute < 5 || minute == 7 || minute > 9) {
                    offer(store, at(minute), 600);
                }
            }
            store.settle();

            LoadSeries load =
                    store.load(
                            METER,
                            RollUp.FIVE_MINUTES,
                            MarketInterval.starting(START, Duration.ofMinutes(15)),
                            new Share(800_000));

            assertThat(load)
                    .isEqualTo(
                            LoadSeries.of(
                                    START,
                                    Duration.ofMinutes(5),
                                    new int[] {600, LoadSeries.UNKNOWN, 600}));
        }
    }

    @Test
    void shouldHoldEverythingWhenOpenedAgain() {
        try (ReadingStore store = ReadingStore.open(folder)) {
            offer(store, START, 100);
        }
        try (ReadingStore store = ReadingStore.open(folder)) {
            offer(store, START.plusSeconds(61), 300);
            store.settle();
            assertThat(store.count()).isEqualTo(2);
            assertThat(store.of(METER, RollUp.MINUTE, hour())).hasSize(1);
        }
    }

    @Test
    void shouldForgetSingleReadingsFirstWhenTheyAreOld() {
        Retention hours =
                new Retention(
                        Duration.ofHours(1),
                        Duration.ofHours(2),
                        Duration.ofHours(3),
                        Duration.ofHours(4));
        try (ReadingStore store = ReadingStore.open(folder)) {
            ReadingBatch batch = new ReadingBatch(600);
            for (int minute = 0; minute < 300; minute++) {
                batch.add(METER, at(minute), 1, Quality.GOOD);
                batch.add(ReadingSource.device("a"), at(minute), 1, Quality.GOOD);
            }
            store.offer(batch);
            store.forget(at(300), hours);

            MarketInterval all = MarketInterval.starting(START, Duration.ofHours(5));
            assertThat(store.of(METER, RollUp.SECOND, all)).hasSize(120);
            assertThat(store.of(ReadingSource.device("a"), RollUp.SECOND, all)).hasSize(60);
            assertThat(store.of(METER, RollUp.MINUTE, all)).hasSize(179);
            assertThat(store.of(METER, RollUp.FIVE_MINUTES, all)).hasSize(48);
        }
    }

    @Test
    void shouldWriteCsvAndParquetWhenExported() throws IOException {
        try (ReadingStore store = ReadingStore.open(folder)) {
            offer(store, START, 100);
            offer(store, START.plusMillis(60_500), 300);
            store.settle();
            Path csv = folder.resolve("it's.csv");
            Path parquet = folder.resolve("out.parquet");
            store.export(RollUp.SECOND, hour(), csv);
            store.export(RollUp.MINUTE, hour(), parquet);

            assertThat(csv)
                    .hasContent(
                            """
                            observed_at_utc,source_kind,source,power_w,quality
                            2026-07-01T00:00:00.000000Z,meter,poi,100,good
                            2026-07-01T00:01:00.500000Z,meter,poi,300,good
                            """);
            assertThat(Files.readAllBytes(parquet)).startsWith('P', 'A', 'R', '1');
            assertThatThrownBy(() -> store.export(RollUp.MINUTE, hour(), folder.resolve("x.txt")))
                    .isInstanceOf(ReadingStoreFailure.class)
                    .hasMessageContaining(".csv or .parquet");
        }
    }

    @Test
    void shouldLeaveOutAndCountWhenMoreWaitThanMay() {
        try (ReadingStore store = ReadingStore.open(folder)) {
            ReadingBatch large = new ReadingBatch(ReadingBatch.READINGS_MAX);
            for (int i = 0; i < ReadingBatch.READINGS_MAX; i++) {
                large.add(METER, START.plusMillis(i), 1, Quality.GOOD);
            }
            long taken = 0;
            for (int i = 0; i < 8; i++) {
                taken += store.offer(large) ? large.size() : 0;
            }
            store.settle();

            assertThat(store.dropped()).isPositive();
            assertThat(store.acknowledged()).isEqualTo(taken);
            assertThat(store.count()).isEqualTo(taken);
            assertThat(store.trouble()).contains("left out").contains("rebuild");
        }
    }

    @Test
    void shouldRefuseWhenAnotherProcessHasItOpen() throws Exception {
        Process other = child(1_000_000, 0);
        try (BufferedReader said = output(other)) {
            assertThat(said.readLine()).startsWith("acknowledged ");
            assertThatThrownBy(() -> ReadingStore.open(folder))
                    .isInstanceOf(ReadingStoreFailure.class)
                    .hasMessageContaining("in use by another process");
        } finally {
            other.destroyForcibly().waitFor();
        }
    }

    @Test
    void shouldHaveLostNothingAcknowledgedWhenTheProcessIsKilled() throws Exception {
        for (int commits : List.of(1, 2, 5)) {
            Process killed = child(20_000, commits);
            long acknowledged = 0;
            try (BufferedReader said = output(killed)) {
                for (String line = said.readLine(); line != null; line = said.readLine()) {
                    acknowledged = Long.parseLong(line.substring("acknowledged ".length()));
                }
            }
            assertThat(killed.waitFor()).isEqualTo(KilledWriter.EXIT);
            assertThat(acknowledged).isPositive();

            try (ReadingStore store = ReadingStore.open(folder)) {
                assertThat(store.count()).isGreaterThanOrEqualTo(acknowledged);
                // Whole batches only.
                assertThat(store.count() % KilledWriter.BATCH).isZero();
            }
            Files.delete(folder.resolve("readings.duckdb"));
        }
    }

    private Process child(int batches, int haltAfterCommits) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        KilledWriter.class.getName(),
                        folder.toString(),
                        String.valueOf(batches),
                        String.valueOf(haltAfterCommits))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private static BufferedReader output(Process process) {
        return new BufferedReader(
                new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    private static void offer(ReadingStore store, Instant at, long watts) {
        ReadingBatch batch = new ReadingBatch(1);
        batch.add(METER, at, watts, Quality.GOOD);
        assertThat(store.offer(batch)).isTrue();
    }

    private static Instant at(int minute) {
        return START.plusSeconds(60L * minute);
    }

    private static MarketInterval hour() {
        return MarketInterval.starting(START, Duration.ofHours(1));
    }
}
