package org.trimtab.live;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where a site keeps what must outlive its process.
 *
 * <pre>
 * journal/20260701T180000Z/   one journal per stretch of work; the last one is the one to recover from
 * events/ID/                  evidence.zip of each settled event
 * prior-state.jsonl           how devices were set before we first changed them
 * keys/                       the key evidence is signed with
 * readings/                   readings rolled up, when they are kept; built again from the journals when lost
 * day-plans.json              plans for days to come, as they are shown
 * openadr/VTN.json            random starts drawn and reports made for each VTN the site follows
 * site.lock                   held by the process that uses the folder
 * </pre>
 *
 * @param root the folder
 */
record DataFolder(Path root) {
    private static final String SEGMENT_SUFFIX = ".ttj";
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    /** Where readings are kept, when they are. */
    Path readings() {
        return root.resolve("readings");
    }

    Path priorState() {
        return root.resolve("prior-state.jsonl");
    }

    /** What the site's VENs must remember, one file for each VTN. */
    Path openadr() {
        return root.resolve("openadr");
    }

    Path dayPlans() {
        return root.resolve("day-plans.json");
    }

    Path signingKey() {
        return root.resolve("keys").resolve("evidence.key");
    }

    Path evidence(String event) {
        // A colon is fine in an id but not in every file system.
        return root.resolve("events").resolve(event.replace(':', '_')).resolve("evidence.zip");
    }

    /** The journal written last, or null when there is none. */
    @Nullable Path lastJournal() throws IOException {
        List<Path> all = journals();
        return all.isEmpty() ? null : all.getLast();
    }

    /** All journals, oldest first. One that was never begun in full does not count. */
    List<Path> journals() throws IOException {
        Path journals = root.resolve("journal");
        if (!Files.isDirectory(journals)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(journals)) {
            return entries.filter(DataFolder::isBegun).sorted().toList();
        }
    }

    private static boolean isBegun(Path folder) {
        return sizeOf(folder) > 0;
    }

    /** Bytes in the segments of a journal; 0 when it has none. */
    static long sizeOf(Path journal) {
        long size = 0;
        File[] segments = journal.toFile().listFiles((_, name) -> name.endsWith(SEGMENT_SUFFIX));
        for (File segment : segments == null ? new File[0] : segments) {
            size += segment.length();
        }
        return size;
    }

    /** Held by the one process that uses the folder. */
    Path lock() {
        return root.resolve("site.lock");
    }

    /** A folder for a fresh journal; never one that is there already. */
    Path freshJournal(Instant now) {
        Path folder = root.resolve("journal").resolve(STAMP.format(now));
        for (int again = 2; Files.exists(folder); again++) {
            folder = root.resolve("journal").resolve(STAMP.format(now) + "-" + again);
        }
        return folder;
    }
}
