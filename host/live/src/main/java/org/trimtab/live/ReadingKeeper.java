package org.trimtab.live;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
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

    private final @Nullable String lost;

    private ReadingKeeper(ReadingStore store, @Nullable String lost) {
        this.store = store;
        this.lost = lost;
    }

    /**
     * Opens the store, and takes in what the journal holds beyond it: what a crash left between the two. A store that
     * is not there, as after it was deleted, is built from all journals.
     *
     * @param journals all there are, oldest first
     * @param current the one that is written now
     */
    static ReadingKeeper open(Path folder, List<Path> journals, Path current) throws IOException {
        boolean isNew = !ReadingStore.isIn(folder);
        ReadingStore store = ReadingStore.open(folder);
        try {
            String lost = isNew ? build(store, journals, current) : null;
            store.catchUp(current);
            return new ReadingKeeper(store, lost);
        } catch (IOException | RuntimeException e) {
            store.close();
            throw e;
        }
    }

    /** Takes the journals of the past in; one that cannot be read costs its readings, not the site. */
    private static @Nullable String build(ReadingStore store, List<Path> journals, Path current) {
        List<String> lost = new ArrayList<>();
        for (Path journal : journals) {
            if (!journal.equals(current)) {
                try {
                    store.catchUp(journal);
                } catch (IOException | ReadingStoreFailure e) {
                    lost.add(ReadingStore.nameOf(journal) + " (" + e.getMessage() + ")");
                }
            }
        }
        return lost.isEmpty()
                ? null
                : "the readings store was built anew without the journals that cannot be read: "
                        + String.join(", ", lost);
    }

    /** A step was kept in a journal. Crank's thread; returns at once. */
    void stepped(Path journal, Step step) {
        store.offer(ReadingBatch.of(ReadingStore.nameOf(journal), step));
    }

    /** What a person should know; null while all is well. */
    @Nullable String trouble() {
        String said = store.trouble();
        String other = forgetTrouble == null ? lost : forgetTrouble;
        return said == null ? other : said;
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
