package org.trimtab.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.trimtab.bench.Figure.Unit;
import org.trimtab.interval.MarketInterval;
import org.trimtab.store.readings.ReadingBatch;
import org.trimtab.store.readings.ReadingSource;
import org.trimtab.store.readings.ReadingStore;
import org.trimtab.store.readings.RollUp;
import org.trimtab.store.readings.RolledUp;
import org.trimtab.telemetry.Quality;

/**
 * How fast readings are kept, on the disk before they count, while somebody asks for the last day in five minutes. The
 * day before is there already, one reading in five minutes; what comes is one a second of each device.
 */
final class ReadingsBench {
    private static final int DEVICES = 10_000;
    private static final Duration BEFORE_EVERY = Duration.ofMinutes(5);
    private static final int BEFORE = 290;
    private static final int SECONDS_A_BATCH = 10;

    /** Readings handed over and not kept yet, at most; the site's own limit is beyond it. */
    private static final long WAITING_MAX = 1_500_000;

    private static final long READINGS_A_RUN = 5_000_000;
    private static final long COUNTED_BY = 500_000;
    private static final double KEPT_TARGET_S = 1;
    private static final double ASKED_TARGET_MS = 200;
    private static final double NANOS_PER_S = 1e9;
    private static final double NANOS_PER_MS = 1e6;
    private static final double MS_PER_S = 1e3;
    private static final double BYTES_PER_MB = 1e6;
    private static final long SEED = 20_261_123L;
    private static final long ASKS_EVERY_NS = Duration.ofMillis(250).toNanos();
    private static final long WAITS_NS = Duration.ofMillis(1).toNanos();
    private static final Instant DAY = Instant.parse("2026-07-01T00:00:00Z");

    private final ReadingStore store;
    private final SplittableRandom random = new SplittableRandom(SEED);
    private final ReadingSource[] sources = new ReadingSource[DEVICES];
    private final ConcurrentLinkedQueue<Double> answered = new ConcurrentLinkedQueue<>();
    private long offered;
    private volatile Instant now = DAY;
    private volatile boolean asks = true;

    private ReadingsBench(ReadingStore store) {
        this.store = store;
        for (int i = 0; i < DEVICES; i++) {
            sources[i] = ReadingSource.device("miner-" + i);
        }
    }

    static void measure(int runs, Figures figures, List<String> notes, Consumer<String> say)
            throws IOException, InterruptedException {
        figures.expect("keep_500k_s", "500,000 readings kept, sustained", Unit.S, KEPT_TARGET_S)
                .expect("keep_500k_cpu_s", "  processor time of it", Unit.S, null)
                .expect(
                        "roll_up_ms",
                        "last day in 5 min, all devices, meanwhile",
                        Unit.MS,
                        ASKED_TARGET_MS)
                .expect("store_mb", "  size of the store", Unit.MB, null);
        Path folder = Files.createTempDirectory("trimtab-bench");
        try {
            try (ReadingStore store = ReadingStore.open(folder)) {
                new ReadingsBench(store).run(runs, figures, say);
                notes.add(
                        String.format(
                                Locale.ROOT,
                                "readings: %,d devices, %,d readings in the end; a run is %,d readings, the"
                                        + " first, which warms up, is not counted; kept means that they would"
                                        + " survive the loss of power",
                                DEVICES,
                                store.count(),
                                READINGS_A_RUN));
            }
            figures.add("store_mb", size(folder) / BYTES_PER_MB);
        } finally {
            delete(folder);
        }
    }

    private void run(int runs, Figures figures, Consumer<String> say) throws InterruptedException {
        say.accept("keeping a day of readings of " + DEVICES + " devices …");
        for (int i = 0; i < BEFORE; i += SECONDS_A_BATCH) {
            await(WAITING_MAX);
            offer(BEFORE_EVERY);
        }
        await(0);
        Thread asking = Thread.ofPlatform().name("asking").start(this::ask);
        for (int run = 0; run <= runs; run++) {
            say.accept("keeping readings as they come, run " + run + " of " + runs + " …");
            answered.clear();
            long until = offered + READINGS_A_RUN;
            double processor = Machine.processorMs();
            long from = System.nanoTime();
            while (offered < until) {
                await(WAITING_MAX);
                offer(Duration.ofSeconds(1));
            }
            await(0);
            double seconds = (System.nanoTime() - from) / NANOS_PER_S;
            if (run > 0) {
                figures.add("keep_500k_s", seconds * COUNTED_BY / READINGS_A_RUN);
                figures.add(
                        "keep_500k_cpu_s",
                        (Machine.processorMs() - processor)
                                / MS_PER_S
                                * COUNTED_BY
                                / READINGS_A_RUN);
                answered.forEach(ms -> figures.add("roll_up_ms", ms));
            }
        }
        asks = false;
        asking.join();
        if (store.trouble() != null || store.dropped() > 0) {
            throw new BenchFailure("the store was in trouble: " + store.trouble());
        }
    }

    /** One batch of every device's readings at ten moments. */
    private void offer(Duration every) {
        ReadingBatch batch = new ReadingBatch(DEVICES * SECONDS_A_BATCH);
        for (int i = 0; i < SECONDS_A_BATCH; i++) {
            for (ReadingSource source : sources) {
                batch.add(source, now, random.nextLong(3_300, 3_500), Quality.GOOD);
            }
            now = now.plus(every);
        }
        offered += batch.size();
        if (!store.offer(batch)) {
            throw new BenchFailure("the store left readings out: " + store.trouble());
        }
    }

    private void await(long waiting) {
        while (offered - store.acknowledged() > waiting) {
            LockSupport.parkNanos(WAITS_NS);
        }
    }

    private void ask() {
        while (asks) {
            long from = System.nanoTime();
            Instant until = now;
            List<RolledUp> found =
                    store.ofDevices(
                            RollUp.FIVE_MINUTES,
                            new MarketInterval(until.minus(Duration.ofDays(1)), until));
            answered.add((System.nanoTime() - from) / NANOS_PER_MS);
            if (found.isEmpty()) {
                throw new BenchFailure("the store does not know the last day");
            }
            LockSupport.parkNanos(ASKS_EVERY_NS);
        }
    }

    private static double size(Path folder) throws IOException {
        long size = 0;
        for (Path file : files(folder)) {
            size += Files.isRegularFile(file) ? Files.size(file) : 0;
        }
        return size;
    }

    private static void delete(Path folder) throws IOException {
        for (Path file : files(folder)) {
            Files.delete(file);
        }
    }

    /** Everything in a folder, the innermost first. */
    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.sorted(Comparator.reverseOrder()).toList();
        }
    }
}
