package org.trimtab.store.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.trimtab.store.journal.JournalSamples.SETTINGS;
import static org.trimtab.store.journal.JournalSamples.append;
import static org.trimtab.store.journal.JournalSamples.offsets;
import static org.trimtab.store.journal.JournalSamples.readAll;
import static org.trimtab.store.journal.JournalSamples.rollingAt;
import static org.trimtab.store.journal.JournalSamples.step;
import static org.trimtab.store.journal.JournalSamples.steps;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.trimtab.engine.Step;
import org.trimtab.store.disk.FullDisk;
import org.trimtab.store.journal.JournalFailure.Kind;

/** Journals cut, flipped, shuffled and starved of disk. */
class JournalFailureTest {
    @TempDir private Path directory;
    private Path file;

    @BeforeEach
    void useOneFile() {
        file = directory.resolve("j.ttj");
    }

    @Test
    void shouldCutAndReportWhenTheProcessDiedAtAnyByteOfTheLastRecord() throws IOException {
        JournalSamples.write(file, 3);
        byte[] whole = Files.readAllBytes(file);
        List<Long> offsets = offsets(file);
        int lastBegins = Math.toIntExact(offsets.get(2));

        for (int size = lastBegins; size < whole.length; size++) {
            Files.write(file, Arrays.copyOf(whole, size));
            assertThat(readAll(file)).as("read, cut to %d", size).isEqualTo(steps(1, 2));
            try (FileJournal journal = FileJournal.open(file, SETTINGS)) {
                assertThat(journal.report()).isEqualTo(new OpenReport(2, size - lastBegins));
                journal.append(step(3), false);
            }
            assertThat(file).as("cut to %d and written again", size).hasBinaryContent(whole);
        }
    }

    @Test
    void shouldCutAndReportWhenPowerWasLostAndZerosWereLeft() throws IOException {
        JournalSamples.write(file, 3);
        byte[] whole = Files.readAllBytes(file);
        int lastBegins = Math.toIntExact(offsets(file).get(2));

        for (int kept = lastBegins; kept < whole.length - 1; kept++) {
            byte[] zeroed = Arrays.copyOf(whole, whole.length + 5_000);
            Arrays.fill(zeroed, kept, zeroed.length, (byte) 0);
            Files.write(file, zeroed);
            try (FileJournal journal = FileJournal.open(file, SETTINGS)) {
                assertThat(journal.report())
                        .as("zeros from %d", kept)
                        .isEqualTo(new OpenReport(2, zeroed.length - lastBegins));
            }
        }
    }

    /** Every byte of a journal of three records, one bit at a time; every bit of its frames. */
    @Test
    void shouldNeverBeSilentlyWrongWhenOneBitIsFlipped() throws IOException {
        JournalSamples.write(file, 3);
        byte[] whole = Files.readAllBytes(file);
        List<Long> offsets = offsets(file);

        for (int at = 0; at < whole.length; at++) {
            for (int bit : bitsToFlip(at, offsets)) {
                byte[] flipped = whole.clone();
                flipped[at] ^= (byte) (1 << bit);
                Files.write(file, flipped);
                String what = "byte " + at + " bit " + bit;
                if (at < offsets.getFirst()) {
                    assertThatThrownBy(() -> readAll(file))
                            .as(what)
                            .isInstanceOf(JournalFailure.class)
                            .hasMessageContaining("j.ttj");
                } else if (at < offsets.get(2)) {
                    int record = at < offsets.get(1) ? 1 : 2;
                    assertDamaged(what, record, offsets.get(record - 1));
                } else {
                    assertLastRecordGoneOrNamed(what, offsets.get(2));
                }
            }
        }
    }

    private static int[] bitsToFlip(int at, List<Long> offsets) {
        boolean inFrame =
                at < Segment.PRELUDE_BYTES + Segment.FRAME_HEAD_BYTES
                        || offsets.stream()
                                .anyMatch(o -> at >= o && at < o + Segment.FRAME_HEAD_BYTES);
        return inFrame ? new int[] {0, 1, 2, 3, 4, 5, 6, 7} : new int[] {at % 8};
    }

    private void assertDamaged(String what, int record, long offset) {
        JournalFailure failure = catchThrowableOfType(JournalFailure.class, () -> readAll(file));
        assertThat(failure).as(what).isNotNull();
        assertThat(failure.kind()).as(what).isEqualTo(Kind.DAMAGED);
        assertThat(failure.getMessage())
                .as(what)
                .contains("j.ttj: record " + record + " at byte " + offset + " ");
    }

    private void assertLastRecordGoneOrNamed(String what, long offset) throws IOException {
        try (JournalReader reader = JournalReader.open(file)) {
            assertThat(reader.next()).as(what).isEqualTo(step(1));
            assertThat(reader.next()).as(what).isEqualTo(step(2));
            try {
                assertThat(reader.next()).as(what).isNull();
                assertThat(reader.tornBytes()).as(what).isEqualTo(Files.size(file) - offset);
            } catch (JournalFailure e) {
                assertThat(e.getMessage()).as(what).contains("record 3 at byte " + offset + " ");
            }
        }
    }

    @Test
    void shouldLeaveTheFileAloneWhenItIsDamagedInTheMiddle() throws IOException {
        JournalSamples.write(file, 3);
        byte[] bytes = Files.readAllBytes(file);
        bytes[Math.toIntExact(offsets(file).get(1)) + 30] ^= 1;
        Files.write(file, bytes);

        assertFails(
                Kind.DAMAGED,
                () -> FileJournal.open(file, SETTINGS),
                "record 2",
                "Restore the file from a copy");
        assertThat(file).hasBinaryContent(bytes);
    }

    @Test
    void shouldNameTheRecordWhenOneIsMissingTwiceOrSwapped() throws IOException {
        JournalSamples.write(file, 4);
        byte[] whole = Files.readAllBytes(file);
        List<Long> at = offsets(file);

        Files.write(file, joined(whole, at, 1, 3, 4));
        assertFails(Kind.DAMAGED, () -> readAll(file), "record 2 at byte", "holds record 3");
        Files.write(file, joined(whole, at, 1, 2, 2, 3));
        assertFails(Kind.DAMAGED, () -> readAll(file), "record 3 at byte", "holds record 2 again");
        Files.write(file, joined(whole, at, 2, 1, 3));
        assertFails(Kind.DAMAGED, () -> readAll(file), "record 1 at byte", "holds record 2");
    }

    @Test
    void shouldNameTheRecordWhenGarbageStandsBetweenOrBehind() throws IOException {
        JournalSamples.write(file, 3);
        byte[] whole = Files.readAllBytes(file);
        int second = Math.toIntExact(offsets(file).get(1));
        byte[] garbage = new byte[100];
        new Random(5).nextBytes(garbage);

        ByteArrayOutputStream between = new ByteArrayOutputStream();
        between.write(whole, 0, second);
        between.write(garbage);
        between.write(whole, second, whole.length - second);
        Files.write(file, between.toByteArray());
        assertFails(
                Kind.DAMAGED, () -> readAll(file), "record 2 at byte " + second, "is damaged, and");
    }

    @Test
    void shouldNameTheRecordWhenItsContentIsNoStep() throws IOException {
        JournalSamples.write(file, 1);
        byte[] whole = Files.readAllBytes(file);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write(whole);
        bytes.write(Segment.frame(2, "{\"number\":2,\"rain\":1}".getBytes(StandardCharsets.UTF_8)));
        Files.write(file, bytes.toByteArray());
        assertFails(Kind.DAMAGED, () -> readAll(file), "record 2 cannot be understood");

        bytes.reset();
        bytes.write(whole);
        bytes.write(Segment.frame(2, StepCodec.encode(step(9))));
        Files.write(file, bytes.toByteArray());
        assertFails(Kind.DAMAGED, () -> readAll(file), "record 2", "it holds step 9");
    }

    @Test
    void shouldNameTheFileWhenASegmentIsMissingTornOrOutOfPlace() throws IOException {
        try (FileJournal journal = FileJournal.open(directory, rollingAt(1))) {
            append(journal, 1, 4);
        }
        Path second = directory.resolve("journal-00000002.ttj");
        Path third = directory.resolve("journal-00000003.ttj");
        byte[] whole = Files.readAllBytes(second);

        Files.write(second, Arrays.copyOf(whole, whole.length - 3));
        assertFails(
                Kind.DAMAGED,
                () -> readAll(directory),
                "journal-00000002.ttj: record 2",
                "journal-00000003.ttj follows");
        Files.write(second, Files.readAllBytes(third));
        assertFails(Kind.DAMAGED, () -> readAll(directory), "journal-00000002.ttj is segment 3");
        Files.delete(second);
        assertFails(Kind.DAMAGED, () -> readAll(directory), "journal-00000002.ttj is missing");
        assertFails(
                Kind.DAMAGED,
                () -> FileJournal.open(directory, SETTINGS),
                "journal-00000002.ttj is missing");
    }

    @Test
    void shouldBeAsBeforeAndGoOnWhenTheDiskWasFullForAWhile() throws IOException {
        FullDisk disk = new FullDisk();
        try (FileJournal journal = FileJournal.open(directory, SETTINGS, disk)) {
            append(journal, 1, 2);
            Path segment = directory.resolve("journal-00000001.ttj");
            byte[] before = Files.readAllBytes(segment);
            for (int room = 0; room < 60; room++) {
                disk.roomBytes = room;
                assertFails(
                        Kind.UNWRITABLE,
                        () -> journal.append(step(3), true),
                        "step 3",
                        "No space left on device",
                        "free space");
                assertThat(segment).as("room %d", room).hasBinaryContent(before);
                assertThat(journal.lastStep()).isEqualTo(2);
            }
            disk.roomBytes = Long.MAX_VALUE;
            append(journal, 3, 4);
        }
        assertThat(readAll(directory)).isEqualTo(steps(1, 4));
    }

    @Test
    void shouldGoOnWhenTheDiskWasFullAsASegmentWasBegun() throws IOException {
        FullDisk disk = new FullDisk();
        try (FileJournal journal = FileJournal.open(directory, rollingAt(1), disk)) {
            journal.append(step(1), false);
            disk.roomBytes = 50;
            assertFails(Kind.UNWRITABLE, () -> journal.append(step(2), false), "step 2");
            assertThat(directory.resolve("journal-00000002.ttj")).doesNotExist();
            assertThat(directory.resolve("journal-00000002.ttj.new")).doesNotExist();
            disk.roomBytes = Long.MAX_VALUE;
            append(journal, 2, 3);
        }
        assertThat(readAll(directory)).isEqualTo(steps(1, 3));
    }

    @Test
    void shouldTakeTheStepBackWhenItCannotBeForced() throws IOException {
        FullDisk disk = new FullDisk();
        try (FileJournal journal = FileJournal.open(file, SETTINGS, disk)) {
            journal.append(step(1), true);
            disk.failsForce = true;
            assertFails(Kind.UNWRITABLE, () -> journal.append(step(2), true), "step 2");
            assertThat(readAll(file)).isEqualTo(steps(1, 1));
            disk.failsForce = false;
            journal.append(step(2), true);
        }
        assertThat(readAll(file)).isEqualTo(steps(1, 2));
    }

    @Test
    void shouldCutTheRestLaterWhenEvenCuttingFails() throws IOException {
        FullDisk disk = new FullDisk();
        try (FileJournal journal = FileJournal.open(file, SETTINGS, disk)) {
            journal.append(step(1), false);
            disk.roomBytes = 20;
            disk.failsTruncate = true;
            assertFails(Kind.UNWRITABLE, () -> journal.append(step(2), false), "step 2");
            assertFails(Kind.UNWRITABLE, () -> journal.append(step(2), false), "step 2");
            disk.roomBytes = Long.MAX_VALUE;
            disk.failsTruncate = false;
            append(journal, 2, 3);
        }
        assertThat(readAll(file)).isEqualTo(steps(1, 3));
    }

    @Test
    void shouldForceOnlyWhenAskedTo() throws IOException {
        FullDisk disk = new FullDisk();
        try (FileJournal journal = FileJournal.open(file, SETTINGS, disk)) {
            int begun = disk.forced;
            journal.append(step(1), false);
            assertThat(disk.forced).isEqualTo(begun);
            journal.append(step(2), true);
            assertThat(disk.forced).isEqualTo(begun + 1);
        }
    }

    @Test
    void shouldRefuseWhenClosed() throws IOException {
        FileJournal journal = FileJournal.open(file, SETTINGS);
        journal.close();
        journal.close();
        Step step = step(1);
        assertThatThrownBy(() -> journal.append(step, false))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("j.ttj is closed");
    }

    private static byte[] joined(byte[] whole, List<Long> offsets, int... records) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write(whole, 0, Math.toIntExact(offsets.getFirst()));
        for (int record : records) {
            int from = Math.toIntExact(offsets.get(record - 1));
            bytes.write(whole, from, Math.toIntExact(offsets.get(record)) - from);
        }
        return bytes.toByteArray();
    }

    private static void assertFails(Kind kind, ThrowingCallable call, String... named) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        JournalFailure.class, e -> assertThat(e.kind()).isEqualTo(kind))
                .hasMessageContainingAll(named);
    }
}
