package org.trimtab.live;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.trimtab.engine.Step;
import org.trimtab.store.readings.ReadingBatch;
import org.trimtab.store.readings.ReadingStore;
import org.trimtab.store.readings.ReadingStoreFailure;
import org.trimtab.store.readings.Retention;

/** Puts the readings of every kept step into the readings store, without ever holding the engine up. */
final class ReadingKeeper implements AutoCloseable {
    private static final Duration FORGET_EVERY = Duration.ofDays(1);

    private final ReadingStore store;
    private volatile @Nullable Instant forgottenAt;
    private volatile @Nullable String forgetTrouble;

    private ReadingKeeper(ReadingStore store) {
        this.store = store;
    }

    /**
     * Opens the store, and takes in what the last journal holds beyond it: what a crash left between the two, or all of
     * the journal when the store was deleted.
     */
    static ReadingKeeper open(Path folder, Path journal) throws IOException {
        ReadingStore store = ReadingStore.open(folder);
        try {
            store.catchUp(journal);
            return new ReadingKeeper(store);
        } catch (IOException | RuntimeException e) {
            store.close();
            throw e;
        }
    }

    /** A step was kept in a journal. Crank's thread; returns at once. */
    void stepped(Path journal, Step step) {
        store.offer(ReadingBatch.of(ReadingStore.nameOf(journal), step));
    }

    /** What a person should know; null while all is well. */
    @Nullable String trouble() {
        String said = store.trouble();
        return said == null ? forgetTrouble : said;
    }

    /** Forgets once a day what is too old; the work is done elsewhere. */
    void keepHouse(Instant now) {
        Instant last = forgottenAt;
        if (last != null && now.isBefore(last.plus(FORGET_EVERY))) {
            return;
        }
        forgottenAt = now;
        Thread.ofVirtual().name("readings-forget").start(() -> forget(now));
    }

    private void forget(Instant now) {
        try {
            store.forget(now, Retention.STANDARD);
            forgetTrouble = null;
        } catch (ReadingStoreFailure e) {
            forgetTrouble = "old readings are not forgotten: " + e.getMessage();
        }
    }

    @Override
    public void close() {
        store.close();
    }
}
