package org.trimtab.store.journal;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.trimtab.engine.Input;
import org.trimtab.engine.Step;
import org.trimtab.quantity.Power;
import org.trimtab.resource.MeterId;
import org.trimtab.telemetry.MeterReading;
import org.trimtab.telemetry.Quality;

/** A journal of meter readings, one a second, for tests of what is built from journals. */
public final class ReadingJournal {
    private ReadingJournal() {}

    /** A step that took in one reading of meter {@code poi}. */
    public static Step step(long number, long watts) {
        Instant at = JournalSamples.NOW.plusSeconds(number);
        MeterReading reading =
                new MeterReading(new MeterId("poi"), at, Power.ofWatts(watts), Quality.GOOD);
        return new Step(number, at, List.of(new Input.MeterRead(reading)), List.of());
    }

    /** Goes on with a journal, or begins it, up to a step. */
    public static void write(Path place, long from, long until) throws IOException {
        try (FileJournal journal = FileJournal.open(place, JournalSamples.SETTINGS)) {
            for (long number = from; number <= until; number++) {
                journal.append(step(number, number), false);
            }
        }
    }
}
