package org.trimtab.store.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.trimtab.resource.DeviceId;
import org.trimtab.store.disk.FullDisk;

class PriorStateFileTest {
    private static final DeviceId A = new DeviceId("lux-a-0001");
    private static final DeviceId B = new DeviceId("ant-b-0001");
    private static final String ODD = "{\"pools\":[\"a\\b\n\u0000 µ€😀\"]}";

    @TempDir private Path directory;
    private Path path;

    @BeforeEach
    void choosePath() {
        path = directory.resolve("data").resolve("prior-states.jsonl");
    }

    @Test
    void shouldRecallTheLatestWhenOpenedAgain() throws IOException {
        try (PriorStateFile file = PriorStateFile.open(path)) {
            assertThat(file.recall(A)).isNull();
            file.remember(A, "normal");
            file.remember(B, ODD);
            file.remember(A, "low");
            assertThat(file.recall(A)).isEqualTo("low");
        }
        try (PriorStateFile file = PriorStateFile.open(path)) {
            assertThat(file.report()).isEqualTo(new PriorStateFile.Report(2, 0));
            assertThat(file.recall(A)).isEqualTo("low");
            assertThat(file.recall(B)).isEqualTo(ODD);
        }
    }

    @Test
    void shouldFindEverythingWhenTheProcessWasKilledRightAfter() throws IOException {
        PriorStateFile killed = PriorStateFile.open(path);
        killed.remember(A, "normal");
        byte[] onDisk = Files.readAllBytes(path);
        killed.close();

        Files.write(path, onDisk);
        try (PriorStateFile file = PriorStateFile.open(path)) {
            assertThat(file.recall(A)).isEqualTo("normal");
        }
    }

    @Test
    void shouldDropOldLinesWhenOpened() throws IOException {
        try (PriorStateFile file = PriorStateFile.open(path)) {
            for (int i = 0; i < 100; i++) {
                file.remember(A, "mode " + i);
            }
            file.remember(A, "mode 99");
        }
        assertThat(Files.readAllLines(path)).hasSize(100);
        PriorStateFile.open(path).close();

        assertThat(Files.readAllLines(path)).hasSize(1).first().asString().contains("mode 99");
        assertThat(path.resolveSibling("prior-states.jsonl.new")).doesNotExist();
    }

    @Test
    void shouldCutAndReportWhenTheProcessDiedAtAnyByteOfTheLastLine() throws IOException {
        try (PriorStateFile file = PriorStateFile.open(path)) {
            file.remember(A, "normal");
        }
        int kept = (int) Files.size(path);
        try (PriorStateFile file = PriorStateFile.open(path)) {
            file.remember(B, ODD);
        }
        byte[] whole = Files.readAllBytes(path);

        for (int size = kept; size < whole.length; size++) {
            Files.write(path, Arrays.copyOf(whole, size));
            try (PriorStateFile file = PriorStateFile.open(path)) {
                assertThat(file.report()).isEqualTo(new PriorStateFile.Report(1, size - kept));
                assertThat(file.recall(A)).isEqualTo("normal");
                assertThat(file.recall(B)).isNull();
                file.remember(B, "again");
            }
            try (PriorStateFile file = PriorStateFile.open(path)) {
                assertThat(file.recall(B)).isEqualTo("again");
            }
        }
    }

    @Test
    void shouldNeverRecallAChangedStateWhenOneByteIsFlipped() throws IOException {
        try (PriorStateFile file = PriorStateFile.open(path)) {
            file.remember(A, "normal");
            file.remember(B, "low");
        }
        byte[] whole = Files.readAllBytes(path);
        int second = new String(whole, StandardCharsets.US_ASCII).indexOf('\n') + 1;
        for (int at = 0; at < whole.length; at++) {
            byte[] flipped = whole.clone();
            flipped[at] ^= 4;
            Files.write(path, flipped);
            if (at < whole.length - 1) {
                // Without its end, the first line runs into the second.
                String damaged = at < second ? "line 1 at byte 0" : "line 2 at byte " + second;
                assertThatThrownBy(() -> PriorStateFile.open(path))
                        .isInstanceOf(IOException.class)
                        .hasMessageContaining(damaged + " is damaged");
                assertThat(path).hasBinaryContent(flipped);
            } else {
                try (PriorStateFile file = PriorStateFile.open(path)) {
                    assertThat(file.recall(A)).isEqualTo("normal");
                    assertThat(file.recall(B)).isNull();
                    assertThat(file.report().cutBytes()).isEqualTo(whole.length - second);
                }
            }
        }
    }

    @Test
    void shouldNotBelieveItWasKeptWhenTheDiskIsFull() throws IOException {
        FullDisk disk = new FullDisk();
        try (PriorStateFile file = PriorStateFile.open(path, disk)) {
            file.remember(A, "normal");
            byte[] before = Files.readAllBytes(path);
            disk.roomBytes = 10;
            assertThatThrownBy(() -> file.remember(B, "low"))
                    .isInstanceOf(UncheckedIOException.class)
                    .hasMessageContainingAll("ant-b-0001", "No space left on device");
            assertThat(file.recall(B)).isNull();
            assertThat(path).hasBinaryContent(before);
            disk.roomBytes = Long.MAX_VALUE;
            file.remember(B, "low");
        }
        try (PriorStateFile file = PriorStateFile.open(path)) {
            assertThat(file.recall(A)).isEqualTo("normal");
            assertThat(file.recall(B)).isEqualTo("low");
        }
    }

    @Test
    void shouldForceOnlyWhenSomethingIsNew() throws IOException {
        FullDisk disk = new FullDisk();
        try (PriorStateFile file = PriorStateFile.open(path, disk)) {
            int begun = disk.forced;
            file.sync();
            file.remember(A, "normal");
            assertThat(disk.forced).isEqualTo(begun);
            file.sync();
            file.sync();
            assertThat(disk.forced).isEqualTo(begun + 1);
        }
    }

    @Test
    void shouldKeepEveryStateWhenManyThreadsRemember() throws Exception {
        int devices = 400;
        try (PriorStateFile file = PriorStateFile.open(path);
                ExecutorService threads = Executors.newFixedThreadPool(8)) {
            List<Future<?>> all =
                    IntStream.range(0, devices)
                            .<Future<?>>mapToObj(
                                    i -> threads.submit(() -> file.remember(id(i), "state " + i)))
                            .toList();
            for (Future<?> each : all) {
                awaited(each);
            }
        }
        try (PriorStateFile file = PriorStateFile.open(path)) {
            for (int i = 0; i < devices; i++) {
                assertThat(file.recall(id(i))).isEqualTo("state " + i);
            }
        }
    }

    @Test
    void shouldRefuseWhenAStateIsTooLarge() throws IOException {
        try (PriorStateFile file = PriorStateFile.open(path)) {
            String huge = "x".repeat(PriorStateFile.STATE_LENGTH_MAX + 1);
            assertThatThrownBy(() -> file.remember(A, huge))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContainingAll("lux-a-0001", "1048577", "1048576");
        }
    }

    private static void awaited(Future<?> each) throws InterruptedException {
        try {
            each.get();
        } catch (ExecutionException e) {
            throw new AssertionError(e.getCause());
        }
    }

    private static DeviceId id(int i) {
        return new DeviceId("d-" + i);
    }
}
