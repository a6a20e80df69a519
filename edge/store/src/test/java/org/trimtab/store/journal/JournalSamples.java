package org.trimtab.store.journal;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.trimtab.engine.Input;
import org.trimtab.engine.SiteDefinition;
import org.trimtab.engine.Step;

/** Small journals to break. */
final class JournalSamples {
    static final Instant NOW = Instant.parse("2026-07-01T12:00:00Z");
    static final InstantSource CLOCK = InstantSource.fixed(NOW);
    static final SiteDefinition SITE = new AnyValue(1).of(SiteDefinition.class);
    static final FileJournal.Settings SETTINGS = new FileJournal.Settings(SITE, "build-1", CLOCK);

    private JournalSamples() {}

    /** Settings that roll after a few records. */
    static FileJournal.Settings rollingAt(long bytes) {
        return new FileJournal.Settings(SITE, "build-1", CLOCK, bytes);
    }

    static Step step(long number) {
        return new Step(number, NOW.plusSeconds(number), List.of(new Input.Restarted()), List.of());
    }

    static List<Step> steps(long from, long to) {
        List<Step> steps = new ArrayList<>();
        for (long n = from; n <= to; n++) {
            steps.add(step(n));
        }
        return steps;
    }

    /** Writes steps 1 to {@code count} and closes. */
    static void write(Path place, int count) throws IOException {
        try (FileJournal journal = FileJournal.open(place, SETTINGS)) {
            append(journal, 1, count);
        }
    }

    static void append(FileJournal journal, long from, long to) throws IOException {
        for (Step step : steps(from, to)) {
            journal.append(step, false);
        }
    }

    static List<Step> readAll(Path place) throws IOException {
        List<Step> steps = new ArrayList<>();
        try (JournalReader reader = JournalReader.open(place)) {
            for (Step step = reader.next(); step != null; step = reader.next()) {
                steps.add(step);
            }
        }
        return steps;
    }

    /** Where each record begins, and where the last ends. */
    static List<Long> offsets(Path file) throws IOException {
        List<Long> offsets = new ArrayList<>();
        try (SegmentReader reader = new SegmentReader(file)) {
            byte[] json;
            do {
                offsets.add(reader.position());
                json = reader.next();
            } while (json != null);
        }
        return offsets;
    }
}
