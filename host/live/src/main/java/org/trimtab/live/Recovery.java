package org.trimtab.live;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.trimtab.engine.Engine;
import org.trimtab.engine.Input;
import org.trimtab.engine.SiteDefinition;
import org.trimtab.engine.Step;
import org.trimtab.store.journal.FileJournal;
import org.trimtab.store.journal.JournalReader;
import org.trimtab.store.journal.Replay;

/**
 * What a site starts from: the engine as the last journal left it, or a fresh one with a fresh journal. The last
 * journal is gone on with as long as something is owed or asleep, and otherwise while it is small and still fits the
 * site file and this build, so that past events stay known and an instruction sent twice is known again.
 *
 * @param start what the site is started with
 * @param definition the site as the engine knows it; the journal's own when one is gone on with
 * @param journal where steps are kept from now on
 * @param place its folder
 * @param engine the engine
 * @param memory every step of a journal that is gone on with, remembered
 * @param resumed true when an earlier journal is gone on with
 * @param note what a person should know about it; null when nothing
 */
record Recovery(
        Start start,
        SiteDefinition definition,
        FileJournal journal,
        Path place,
        Engine engine,
        Memory memory,
        boolean resumed,
        @Nullable String note) {
    /** A larger journal is ended at the next start at rest: it has to be read whole at every start. */
    static final long BYTES_MAX = 64L * 1024 * 1024;

    /**
     * Finds out how the last run ended.
     *
     * @param clerk binds the evidence of events that a crash left unbound
     */
    static Recovery from(Start start, EvidenceClerk clerk) throws IOException {
        Path last = start.data().lastJournal();
        List<Input> remembered = List.of();
        if (last != null) {
            Memory past = new Memory(definitionIn(last));
            Replay.Report report = Replay.run(last, (step, _) -> past.stepped(step, Duration.ZERO));
            clerk.catchUp(report.engine(), past.dossier());
            if (!report.engine().isQuiet() || isWorthGoingOn(start, last, report)) {
                return resumed(start, last, report, past);
            }
            remembered = report.engine().remembered();
        }
        SiteDefinition definition = start.definition();
        Path place = start.data().freshJournal(start.clock().instant());
        FileJournal journal = FileJournal.open(place, start.settings(definition));
        Engine engine = new Engine(definition);
        Memory memory = new Memory(definition);
        if (!remembered.isEmpty()) {
            Instant now = start.clock().instant();
            Step first = new Step(1, now, remembered, engine.step(now, remembered));
            journal.append(first, true);
            memory.stepped(first, Duration.ZERO);
        }
        return new Recovery(start, definition, journal, place, engine, memory, false, null);
    }

    /** The terms of what is remembered are those it happened under, whatever the site file says now. */
    private static SiteDefinition definitionIn(Path journal) throws IOException {
        try (JournalReader reader = JournalReader.open(journal)) {
            return reader.header().definition();
        }
    }

    private static boolean isWorthGoingOn(Start start, Path last, Replay.Report report) {
        return report.isIdentical()
                && report.header().definition().equals(start.definition())
                && DataFolder.sizeOf(last) <= BYTES_MAX;
    }

    /**
     * What a site is started with.
     *
     * @param data its folder
     * @param definition the site as its file says
     * @param build this build
     * @param clock the site's clock
     */
    record Start(DataFolder data, SiteDefinition definition, String build, InstantSource clock) {
        FileJournal.Settings settings(SiteDefinition written) {
            return new FileJournal.Settings(written, build, clock);
        }
    }

    /** The engine as a journal holds it. */
    static Engine rebuilt(Path place) throws IOException {
        return Replay.run(place, (_, _) -> {}).engine();
    }

    private static Recovery resumed(Start start, Path last, Replay.Report report, Memory past)
            throws IOException {
        SiteDefinition definition = report.header().definition();
        FileJournal journal = FileJournal.open(last, start.settings(definition));
        StringBuilder note =
                new StringBuilder("went on from the last journal after ")
                        .append(report.steps())
                        .append(" steps");
        if (report.tornBytes() > 0) {
            note.append("; an unfinished record of ")
                    .append(report.tornBytes())
                    .append(" bytes was cut");
        }
        if (!report.isIdentical()) {
            note.append("; this build decides otherwise than the one that wrote it");
        }
        if (!definition.equals(start.definition())) {
            note.append(
                    "; the changed site file counts from the next start at which nothing is owed"
                            + " and nothing asleep");
        }
        return new Recovery(
                start, definition, journal, last, report.engine(), past, true, note.toString());
    }
}
