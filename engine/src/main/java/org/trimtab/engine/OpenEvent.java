package org.trimtab.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.trimtab.evidence.EvidenceBodies;
import org.trimtab.evidence.EvidenceKind;
import org.trimtab.evidence.EvidenceRecord;
import org.trimtab.evidence.Json;
import org.trimtab.program.Instruction;
import org.trimtab.program.InstructionId;
import org.trimtab.program.Obligation;
import org.trimtab.telemetry.MeterReading;

/** One event's dossier: entries in the order they were known, each told only when it is asked for. */
final class OpenEvent {
    /** Most meter readings of one event: two a second for a day fit. Later ones are left out and counted. */
    static final int READINGS_MAX = 200_000;

    /** Most plans, commands, outcomes and standings of one event. Later ones are left out and counted. */
    static final int HAPPENINGS_MAX = 200_000;

    /** Most alarms of one event. Later ones are left out and counted. */
    static final int ALARMS_MAX = 1_000;

    /** Most instructions, cancellations, obligation changes and statements. Later ones are left out and counted. */
    static final int MARKS_MAX = 1_000;

    /** Tells an entry. */
    interface Body {
        Json.Fields tell();
    }

    /** A reading and the step that took it in. */
    record Seen(Instant now, MeterReading reading) {}

    /** Most steps' samples of the frequency of one event. Later ones are left out and counted. */
    static final int FREQUENCY_MAX = 20_000;

    private record Entry(Instant at, EvidenceKind kind, @Nullable String causedBy, Body body) {}

    private final Instruction instruction;
    private final Instant readingsFrom;
    private final List<Entry> entries = new ArrayList<>();
    private final List<MeterReading> readings = new ArrayList<>();
    private final Map<EvidenceKind, Long> leftOut = new EnumMap<>(EvidenceKind.class);
    private int marks;
    private int happenings;
    private int alarms;
    private int frequencies;
    private boolean settled;
    private @Nullable Obligation obligation;

    OpenEvent(Instruction instruction, Duration before) {
        this.instruction = instruction;
        Instant received = instruction.notice().receivedAt();
        Instant from = instruction.interval().from();
        this.readingsFrom = (received.isAfter(from) ? received : from).minus(before);
    }

    InstructionId id() {
        return instruction.id();
    }

    String program() {
        return instruction.program();
    }

    /** Null until the engine has taken the instruction on. */
    @Nullable Obligation obligation() {
        return obligation;
    }

    void owes(Obligation changed) {
        obligation = changed;
    }

    boolean isSettled() {
        return settled;
    }

    /** True when no more commands fit; their outcomes are then not looked for either. */
    boolean isFull() {
        return happenings >= HAPPENINGS_MAX;
    }

    List<MeterReading> readings() {
        return List.copyOf(readings);
    }

    /** Keeps a reading when it was observed while this event cares. */
    void take(Seen seen, Duration afterEnd) {
        Instant at = seen.reading().observedAt();
        Instant until =
                obligation == null
                        ? instruction.interval().until()
                        : obligation.owedInterval().until();
        if (at.isBefore(readingsFrom) || at.isAfter(until.plus(afterEnd))) {
            return;
        }
        if (readings.size() >= READINGS_MAX) {
            leftOut.merge(EvidenceKind.METER_READING, 1L, Long::sum);
            return;
        }
        readings.add(seen.reading());
        entries.add(
                new Entry(
                        seen.now(),
                        EvidenceKind.METER_READING,
                        null,
                        () -> EvidenceBodies.reading(seen.reading())));
    }

    void add(Instant at, EvidenceKind kind, @Nullable String causedBy, Body body) {
        boolean fits =
                switch (kind) {
                    case INSTRUCTION, CANCEL, OBLIGATION, LIMIT_REACHED, STATEMENT ->
                            marks++ < MARKS_MAX;
                    case ALARM -> alarms++ < ALARMS_MAX;
                    case FREQUENCY, FREQUENCY_STATE -> frequencies++ < FREQUENCY_MAX;
                    default -> happenings++ < HAPPENINGS_MAX;
                };
        settled |= kind == EvidenceKind.STATEMENT;
        if (fits) {
            entries.add(new Entry(at, kind, causedBy, body));
        } else {
            leftOut.merge(kind, 1L, Long::sum);
        }
    }

    /** How many entries are held. */
    int size() {
        return entries.size();
    }

    /** A still view of all entries as records; each is told when it is looked at, so that they need no room. */
    List<EvidenceRecord> records(Json.Fields terms) {
        List<Entry> told = new ArrayList<>(entries.size() + 2);
        Instant first = entries.isEmpty() ? readingsFrom : entries.getFirst().at();
        told.add(new Entry(first, EvidenceKind.PROGRAM_TERMS, null, () -> terms));
        told.addAll(entries);
        if (!leftOut.isEmpty()) {
            Json.Builder counts = Json.fields();
            leftOut.forEach((kind, count) -> counts.with(kind.code(), count.longValue()));
            Json.Fields body = counts.build();
            told.add(new Entry(told.getLast().at(), EvidenceKind.LEFT_OUT, null, () -> body));
        }
        return new Told(told);
    }

    private static final class Told extends AbstractList<EvidenceRecord> {
        private final List<Entry> entries;

        Told(List<Entry> entries) {
            this.entries = entries;
        }

        @Override
        public EvidenceRecord get(int index) {
            Entry entry = entries.get(index);
            return new EvidenceRecord(
                    index + 1L, entry.kind(), entry.at(), entry.causedBy(), entry.body().tell());
        }

        @Override
        public int size() {
            return entries.size();
        }
    }
}
