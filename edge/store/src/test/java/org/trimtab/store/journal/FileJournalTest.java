package org.trimtab.store.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.trimtab.store.journal.JournalSamples.CLOCK;
import static org.trimtab.store.journal.JournalSamples.SETTINGS;
import static org.trimtab.store.journal.JournalSamples.SITE;
import static org.trimtab.store.journal.JournalSamples.append;
import static org.trimtab.store.journal.JournalSamples.readAll;
import static org.trimtab.store.journal.JournalSamples.rollingAt;
import static org.trimtab.store.journal.JournalSamples.step;
import static org.trimtab.store.journal.JournalSamples.steps;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.trimtab.engine.Input;
import org.trimtab.engine.SiteDefinition;
import org.trimtab.engine.Step;
import org.trimtab.store.journal.JournalFailure.Kind;

class FileJournalTest {
    @TempDir private Path directory;

    @Test
    void shouldReturnStepsAndHeaderWhenReadBack() throws IOException {
        JournalSamples.write(directory, 5);

        try (JournalReader reader = JournalReader.open(directory)) {
            assertThat(reader.header())
                    .isEqualTo(new JournalHeader(JournalSamples.NOW, "build-1", 1, 1, SITE));
            assertThat(reader.next()).isEqualTo(step(1));
        }
        assertThat(readAll(directory)).isEqualTo(steps(1, 5));
    }

    @Test
    void shouldGoOnAfterTheLastStepWhenOpenedAgain() throws IOException {
        JournalSamples.write(directory, 3);
        try (FileJournal journal = FileJournal.open(directory, SETTINGS)) {
            assertThat(journal.report()).isEqualTo(new OpenReport(3, 0));
            assertThat(journal.lastStep()).isEqualTo(3);
            append(journal, 4, 6);
        }

        assertThat(readAll(directory)).isEqualTo(steps(1, 6));
    }

    @Test
    void shouldKeepEverythingInOneFileWhenThePlaceIsAFile() throws IOException {
        Path file = directory.resolve("event.ttj");
        try (FileJournal journal = FileJournal.open(file, rollingAt(1))) {
            append(journal, 1, 20);
        }

        assertThat(file).isRegularFile();
        assertThat(readAll(file)).isEqualTo(steps(1, 20));
    }

    @Test
    void shouldRollWithoutLosingAStepWhenASegmentIsFull() throws IOException {
        try (FileJournal journal = FileJournal.open(directory, rollingAt(headerBytes() + 400))) {
            append(journal, 1, 12);
        }
        try (FileJournal journal = FileJournal.open(directory, rollingAt(headerBytes() + 400))) {
            append(journal, 13, 20);
        }

        assertThat(segments()).hasSizeGreaterThan(4);
        assertThat(readAll(directory)).isEqualTo(steps(1, 20));
    }

    @Test
    void shouldPutOneRecordInEachSegmentWhenTheLimitIsSmallerThanARecord() throws IOException {
        try (FileJournal journal = FileJournal.open(directory, rollingAt(1))) {
            append(journal, 1, 3);
        }

        assertThat(segments())
                .containsExactly(
                        "journal-00000001.ttj", "journal-00000002.ttj", "journal-00000003.ttj");
        assertThat(readAll(directory)).isEqualTo(steps(1, 3));
    }

    @Test
    void shouldBeginASegmentWhenAnotherBuildGoesOn() throws IOException {
        JournalSamples.write(directory, 2);
        FileJournal.Settings newer = new FileJournal.Settings(SITE, "build-2", CLOCK);
        try (FileJournal journal = FileJournal.open(directory, newer)) {
            append(journal, 3, 4);
        }

        try (JournalReader reader = JournalReader.open(directory)) {
            assertThat(reader.next()).isEqualTo(step(1));
            assertThat(reader.header().build()).isEqualTo("build-1");
            reader.next();
            assertThat(reader.next()).isEqualTo(step(3));
            assertThat(reader.header().build()).isEqualTo("build-2");
            assertThat(reader.header().firstStep()).isEqualTo(3);
        }
    }

    @Test
    void shouldRefuseWhenASingleFileWasBegunByAnotherBuild() throws IOException {
        Path file = directory.resolve("event.ttj");
        JournalSamples.write(file, 2);
        FileJournal.Settings newer = new FileJournal.Settings(SITE, "build-2", CLOCK);

        assertFails(Kind.OTHER_BUILD, () -> FileJournal.open(file, newer), "build-1", "build-2");
        assertThat(readAll(file)).isEqualTo(steps(1, 2));
    }

    @Test
    void shouldRefuseWhenTheJournalBelongsToAnotherSite() throws IOException {
        JournalSamples.write(directory, 2);
        SiteDefinition other = new AnyValue(2).of(SiteDefinition.class);
        FileJournal.Settings settings = new FileJournal.Settings(other, "build-1", CLOCK);

        assertFails(
                Kind.OTHER_SITE,
                () -> FileJournal.open(directory, settings),
                SITE.site().id().value(),
                "new data directory");
    }

    @Test
    void shouldRefuseASecondWriterWhenOneHasIt() throws IOException {
        try (FileJournal first = FileJournal.open(directory, SETTINGS)) {
            assertFails(
                    Kind.IN_USE,
                    () -> FileJournal.open(directory, SETTINGS),
                    "process " + ProcessHandle.current().pid());
            first.append(step(1), true);
        }
        FileJournal.open(directory, SETTINGS).close();
    }

    @Test
    void shouldRefuseAStepWhenItDoesNotFollow() throws IOException {
        try (FileJournal journal = FileJournal.open(directory, SETTINGS)) {
            journal.append(step(1), false);
            for (long wrong : List.of(0L, 1L, 3L)) {
                assertThatThrownBy(() -> journal.append(step(wrong), false))
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessage("step " + wrong + " does not follow step 1");
            }
            journal.append(step(2), false);
        }
        assertThat(readAll(directory)).isEqualTo(steps(1, 2));
    }

    @Test
    void shouldRefuseAndStayUsableWhenARecordIsTooLarge() throws IOException {
        String huge = "x".repeat(Segment.RECORD_BYTES_MAX);
        Input input = new Input.InstructionArrived(anyInstruction(), huge);
        try (FileJournal journal = FileJournal.open(directory, SETTINGS)) {
            Step step = new Step(1, JournalSamples.NOW, List.of(input), List.of());
            assertFails(Kind.TOO_LARGE, () -> journal.append(step, false), "67,108,864", "step 1");
            journal.append(step(1), false);
        }
        assertThat(readAll(directory)).isEqualTo(steps(1, 1));
    }

    @Test
    void shouldReadWhatIsThereWhenTheJournalIsStillBeingWritten() throws IOException {
        try (FileJournal journal = FileJournal.open(directory, SETTINGS)) {
            append(journal, 1, 3);
            assertThat(readAll(directory)).isEqualTo(steps(1, 3));
        }
    }

    @Test
    void shouldSayWhatItFoundWhenThePlaceHoldsNoJournal() throws IOException {
        Path empty = Files.createDirectory(directory.resolve("empty"));
        Path other = Files.writeString(directory.resolve("notes.ttj"), "dear diary, nothing today");
        Path nothing = Files.createFile(directory.resolve("nothing.ttj"));

        assertFails(Kind.NOT_A_JOURNAL, () -> JournalReader.open(empty), "no journal at", "empty");
        assertFails(Kind.NOT_A_JOURNAL, () -> JournalReader.open(other), "notes.ttj");
        assertFails(Kind.NOT_A_JOURNAL, () -> JournalReader.open(nothing), "nothing.ttj");
        assertFails(Kind.NOT_A_JOURNAL, () -> FileJournal.open(other, SETTINGS), "notes.ttj");
        assertThat(other).hasContent("dear diary, nothing today");
    }

    @Test
    void shouldNameTheVersionWhenItIsUnknown() throws IOException {
        Path file = directory.resolve("future.ttj");
        JournalSamples.write(file, 1);
        byte[] bytes = Files.readAllBytes(file);
        System.arraycopy(Segment.prelude(7), 0, bytes, 0, Segment.PRELUDE_BYTES);
        Files.write(file, bytes);

        assertFails(Kind.UNKNOWN_VERSION, () -> JournalReader.open(file), "version 7", "version 2");
    }

    @Test
    void shouldNameTheBuildThatCanReadItWhenAJournalIsOlder() throws IOException {
        Path file = directory.resolve("older.ttj");
        byte[] header =
                "{\"build\":\"0.1.0 of May\",\"shape\":\"old\"}".getBytes(StandardCharsets.UTF_8);
        Files.write(file, Segment.prelude(1));
        Files.write(file, Segment.frame(0, header), StandardOpenOption.APPEND);
        byte[] before = Files.readAllBytes(file);

        assertFails(
                Kind.UNKNOWN_VERSION,
                () -> FileJournal.open(file, SETTINGS),
                "version 1",
                "0.1.0 of May",
                "new data directory");
        assertThat(file).hasBinaryContent(before);
        Files.write(file, Segment.prelude(1));
        assertFails(
                Kind.UNKNOWN_VERSION, () -> JournalReader.open(file), "the build that wrote it;");
    }

    @Test
    void shouldForgetASegmentThatWasBeingBegunWhenTheProcessDied() throws IOException {
        JournalSamples.write(directory, 2);
        Path unfinished = directory.resolve("journal-00000002.ttj.new");
        Files.writeString(unfinished, "trimtab-jour");

        try (FileJournal journal = FileJournal.open(directory, SETTINGS)) {
            journal.append(step(3), true);
        }
        assertThat(unfinished).doesNotExist();
        assertThat(readAll(directory)).isEqualTo(steps(1, 3));
    }

    @Test
    void shouldReadAsPlainLinesWhenLookedAtWithATextTool() throws IOException {
        JournalSamples.write(directory, 2);
        String text =
                Files.readString(
                        directory.resolve("journal-00000001.ttj"), StandardCharsets.ISO_8859_1);

        assertThat(text).startsWith("trimtab-journal 0002\n");
        assertThat(text)
                .contains(new String(StepCodec.encode(step(2)), StandardCharsets.US_ASCII) + "\n");
    }

    private long headerBytes() throws IOException {
        Path probe = directory.resolve("probe.ttj");
        JournalSamples.write(probe, 0);
        return Files.size(probe);
    }

    private List<String> segments() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(p -> p.getFileName().toString())
                    .filter(name -> name.matches("journal-\\d+\\.ttj"))
                    .sorted()
                    .toList();
        }
    }

    private static org.trimtab.program.Instruction anyInstruction() {
        return new AnyValue(3).of(org.trimtab.program.Instruction.class);
    }

    private static void assertFails(
            Kind kind,
            org.assertj.core.api.ThrowableAssert.ThrowingCallable call,
            String... named) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        JournalFailure.class, e -> assertThat(e.kind()).isEqualTo(kind))
                .hasMessageContainingAll(named);
    }
}
