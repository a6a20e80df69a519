package org.trimtab.live;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.trimtab.engine.Engine;
import org.trimtab.engine.SiteDefinition;
import org.trimtab.engine.Step;
import org.trimtab.store.journal.JournalReader;

/** Explains events of the past from what a site kept; the site need not run. */
public final class Hindsight {
    /** Journals of a data folder looked through, newest first. */
    static final int JOURNALS_MAX = 1_000;

    private Hindsight() {}

    /**
     * Why an event went as it did.
     *
     * @param folder a journal, or a site's data folder
     * @param event the instruction's id
     * @param device tells of this device too; null for none
     * @return null when no journal there knows the event
     * @throws IOException when a journal cannot be read
     * @throws IllegalArgumentException when the site had no such device
     */
    public static @Nullable Explanation explain(Path folder, String event, @Nullable String device)
            throws IOException {
        for (Path journal : journals(folder)) {
            Explanation told = explainFrom(journal, event, device);
            if (told != null) {
                return told;
            }
        }
        return null;
    }

    private static List<Path> journals(Path folder) throws IOException {
        Path shelf = folder.resolve("journal");
        if (!Files.isDirectory(shelf)) {
            return List.of(folder);
        }
        try (Stream<Path> all = Files.list(shelf)) {
            return all.filter(one -> DataFolder.sizeOf(one) > 0)
                    .sorted(Comparator.reverseOrder())
                    .limit(JOURNALS_MAX)
                    .toList();
        }
    }

    private static @Nullable Explanation explainFrom(
            Path journal, String event, @Nullable String device) throws IOException {
        try (JournalReader reader = JournalReader.open(journal)) {
            SiteDefinition definition = reader.header().definition();
            Memory memory = new Memory(definition);
            for (Step step = reader.next(); step != null; step = reader.next()) {
                memory.stepped(step, Duration.ZERO);
            }
            return memory.explain(event, device, new Engine(definition), false);
        }
    }
}
