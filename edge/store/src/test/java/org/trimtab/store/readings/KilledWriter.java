package org.trimtab.store.readings;

import java.nio.file.Path;
import java.time.Instant;
import org.trimtab.telemetry.Quality;

/** A process that writes readings, says what was acknowledged, and dies without warning in the middle of it. */
final class KilledWriter {
    static final int BATCH = 1_000;
    static final int EXIT = 137;

    private KilledWriter() {}

    public static void main(String[] args) {
        int batches = Integer.parseInt(args[1]);
        int haltAfter = Integer.parseInt(args[2]);
        ReadingStore store = ReadingStore.open(Path.of(args[0]));
        Instant start = Instant.parse("2026-07-01T00:00:00Z");
        long said = 0;
        int commits = 0;
        for (int i = 0; i < batches; i++) {
            ReadingBatch batch = new ReadingBatch(BATCH);
            for (int k = 0; k < BATCH; k++) {
                batch.add(ReadingSource.device("d" + k), start.plusSeconds(i), i + k, Quality.GOOD);
            }
            while (!store.offer(batch)) {
                Thread.onSpinWait();
            }
            long acknowledged = store.acknowledged();
            if (acknowledged > said) {
                said = acknowledged;
                System.out.println("acknowledged " + said);
                System.out.flush();
                if (++commits == haltAfter) {
                    Runtime.getRuntime().halt(EXIT);
                }
            }
        }
        Runtime.getRuntime().halt(1);
    }
}
