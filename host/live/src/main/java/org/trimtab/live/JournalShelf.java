package org.trimtab.live;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.trimtab.engine.Engine;
import org.trimtab.store.journal.FileJournal;

/** The journal in use and where the next one goes. */
final class JournalShelf implements AutoCloseable {
    /** What is in use, changed as one. */
    private record InUse(Path place, FileJournal journal) {}

    private final Recovery recovery;
    private volatile InUse inUse;

    JournalShelf(Recovery recovery) {
        this.recovery = recovery;
        inUse = new InUse(recovery.place(), recovery.journal());
    }

    /** Folder of the journal in use. */
    Path place() {
        return inUse.place();
    }

    /** True when the journal has grown so long that reading it would hold up a restart. */
    boolean isFull() {
        return DataFolder.sizeOf(inUse.place()) > Recovery.BYTES_MAX;
    }

    /** Begins a new journal and ends the old one. */
    FileJournal begin() throws IOException {
        Recovery.Start start = recovery.start();
        Path place = start.data().freshJournal(start.clock().instant());
        FileJournal next = FileJournal.open(place, start.settings(recovery.definition()));
        InUse old = inUse;
        inUse = new InUse(place, next);
        try {
            old.journal().close();
        } catch (IOException e) {
            // Every step of it was kept when it was taken; there is nothing left to lose.
        }
        return next;
    }

    /** The engine as the journal in use holds it. */
    Engine rebuilt() throws IOException {
        return Recovery.rebuilt(inUse.place());
    }

    @Override
    public void close() {
        try {
            inUse.journal().close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
