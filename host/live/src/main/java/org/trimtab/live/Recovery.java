package org.trimtab.live;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.trimtab.engine.Engine;
import org.trimtab.engine.SiteDefinition;
import org.trimtab.store.journal.FileJournal;
import org.trimtab.store.journal.Replay;

/**
 * What a site starts from: the engine as the last journal left it when something was still owed or asleep, or a
 * fresh one with a fresh journal.
 *
 * @param definition the site as the engine knows it; the journal's own when one is gone on with
 * @param journal where steps are kept from now on
 * @param place its folder
 * @param engine the engine
 * @param resumed true when an earlier journal is gone on with
 * @param note what a person should know about it; null when nothing
 */
record Recovery(
        SiteDefinition definition,
        FileJournal journal,
        Path place,
        Engine engine,
        boolean resumed,
        @Nullable String note) {

    /**
     * Finds out how the last run ended.
     *
     * @param memory remembers every step that is gone on from
     * @param clerk binds the evidence of events that a crash left unbound
     */
    static Recovery from(Start start, Memory memory, EvidenceClerk clerk) throws IOException {
        Path last = start.data().lastJournal();
        if (last != null) {
            Memory past = memory.fresh();
            Replay.Report report = Replay.run(last, (step, _) -> past.stepped(step, Duration.ZERO));
            clerk.catchUp(report.engine(), past.dossier());
            if (!report.engine().isQuiet()) {
                memory.become(past);
                return resumed(start, last, report);
            }
        }
        SiteDefinition definition = start.definition();
        Path place = start.data().freshJournal(start.clock().instant());
        FileJournal journal = FileJournal.open(place, start.settings(definition));
        return new Recovery(definition, journal, place, new Engine(definition), false, null);
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

    void closeJournal() {
        try {
            journal.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Recovery resumed(Start start, Path last, Replay.Report report)
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
        return new Recovery(definition, journal, last, report.engine(), true, note.toString());
    }
}
