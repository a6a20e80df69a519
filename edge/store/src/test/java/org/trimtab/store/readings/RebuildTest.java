package org.trimtab.store.readings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.trimtab.store.journal.ReadingJournal;

/** A store that was deleted, or fell behind, is built again from the journal. */
class RebuildTest {
    @TempDir Path folder;
    private Path first = Path.of("");
    private Path second = Path.of("");
    private Path readings = Path.of("");

    @BeforeEach
    void writeJournals() throws IOException {
        first = folder.resolve("20260701T120000Z");
        second = folder.resolve("20260702T120000Z");
        readings = folder.resolve("readings");
        ReadingJournal.write(first, 1, 100);
        ReadingJournal.write(second, 1, 50);
    }

    @Test
    void shouldHoldEveryReadingWhenBuiltFromJournals() throws IOException {
        assertThat(ReadingStore.rebuild(readings, List.of(first, second))).isEqualTo(150);
        assertThat(ReadingStore.rebuild(readings, List.of(first, second))).isEqualTo(150);

        try (ReadingStore store = ReadingStore.open(readings)) {
            assertThat(store.count()).isEqualTo(150);
            assertThat(store.sources()).containsExactly(ReadingSource.meter("poi"));
        }
        assertThat(readings.resolve("building")).doesNotExist();
    }

    @Test
    void shouldTakeInOnlyWhatItLacksWhenItFellBehind() throws IOException {
        try (ReadingStore store = ReadingStore.open(readings)) {
            for (int step = 1; step <= 60; step++) {
                store.offer(
                        ReadingBatch.of(
                                ReadingStore.nameOf(first), ReadingJournal.step(step, step)));
            }
        }
        try (ReadingStore store = ReadingStore.open(readings)) {
            assertThat(store.catchUp(first)).isEqualTo(40);
            assertThat(store.catchUp(first)).isZero();
            assertThat(store.catchUp(second)).isEqualTo(50);
            assertThat(store.count()).isEqualTo(150);
        }
    }

    @Test
    void shouldLeaveNothingOutWhenTheJournalIsLongerThanTheQueue() throws IOException {
        int steps = 2 * ReadingWriter.BATCHES_MAX;
        Path journal = folder.resolve("20260703T120000Z");
        ReadingJournal.write(journal, 1, steps);

        try (ReadingStore store = ReadingStore.open(readings)) {
            assertThat(store.catchUp(journal)).isEqualTo(steps);
            assertThat(store.count()).isEqualTo(steps);
            assertThat(store.trouble()).isNull();
        }
    }

    @Test
    void shouldKeepTheOldStoreWhenAJournalIsDamaged() throws IOException {
        ReadingStore.rebuild(readings, List.of(first));
        Path segment = second.resolve("journal-00000001.ttj");
        byte[] bytes = Files.readAllBytes(segment);
        bytes[bytes.length / 2] ^= 1;
        Files.write(segment, bytes);

        assertThat(
                        org.assertj.core.api.Assertions.catchThrowable(
                                () -> ReadingStore.rebuild(readings, List.of(first, second))))
                .isInstanceOf(IOException.class);
        try (ReadingStore store = ReadingStore.open(readings)) {
            assertThat(store.count()).isEqualTo(100);
        }
    }
}
