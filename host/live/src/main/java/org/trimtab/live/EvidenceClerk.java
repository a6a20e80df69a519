package org.trimtab.live;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.trimtab.engine.Engine;
import org.trimtab.engine.EventDossier;
import org.trimtab.evidence.EvidenceRecord;
import org.trimtab.evidence.Manifest;
import org.trimtab.program.InstructionId;
import org.trimtab.program.Obligation;
import org.trimtab.program.ObligationState;
import org.trimtab.store.evidence.EvidenceBundle;
import org.trimtab.store.evidence.SigningKey;

/** Binds and signs the evidence of each completed event, away from the crank. */
final class EvidenceClerk implements AutoCloseable {
    private static final String CLOCK =
            "host clock, kept from going back; its error against UTC is not measured";

    private final DataFolder data;
    private final SigningKey key;
    private final String site;
    private final String build;
    private final ExecutorService desk =
            Executors.newSingleThreadExecutor(
                    task -> Thread.ofPlatform().name("evidence").daemon(true).unstarted(task));
    private final Map<String, String> troubles = new ConcurrentHashMap<>();

    EvidenceClerk(DataFolder data, SigningKey key, String site, String build) {
        this.data = data;
        this.key = key;
        this.site = site;
        this.build = build;
    }

    /** Where an event's bundle lies or will lie. */
    Path place(String event) {
        return data.evidence(event);
    }

    /** Bundles that could not be written, in words. */
    List<String> troubles() {
        return List.copyOf(troubles.values());
    }

    /** Binds the evidence of an obligation that has just been completed. Crank's thread. */
    void changed(Obligation obligation, EventDossier dossier) {
        if (obligation.state() == ObligationState.COMPLETED) {
            bind(obligation.id(), dossier);
        }
    }

    /** Binds what a crash left unbound, before anything else is begun, so that another crash cannot lose it. */
    void catchUp(Engine engine, EventDossier dossier) {
        for (Obligation obligation : engine.obligations()) {
            if (obligation.state() == ObligationState.COMPLETED
                    && !Files.exists(place(obligation.id().value()))) {
                List<EvidenceRecord> records = dossier.records(obligation.id());
                dossier.forget(obligation.id());
                if (!records.isEmpty()) {
                    write(obligation.id().value(), records);
                }
            }
        }
    }

    private void bind(InstructionId id, EventDossier dossier) {
        List<EvidenceRecord> records = dossier.records(id);
        dossier.forget(id);
        if (!records.isEmpty()) {
            desk.execute(() -> write(id.value(), records));
        }
    }

    private void write(String event, List<EvidenceRecord> records) {
        Path file = place(event);
        try {
            Files.createDirectories(file.getParent());
            EvidenceBundle.write(file, records, new Manifest.About(site, event, build, CLOCK), key);
            troubles.remove(event);
        } catch (IOException e) {
            troubles.put(
                    event,
                    "the evidence of "
                            + event
                            + " could not be written: "
                            + e.getMessage()
                            + "; it is written when the site starts again");
        }
    }

    @Override
    public void close() {
        desk.shutdown();
        try {
            if (!desk.awaitTermination(10, TimeUnit.SECONDS)) {
                desk.shutdownNow();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
