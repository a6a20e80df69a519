package org.trimtab.evidence;

import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.trimtab.baseline.Baselines;
import org.trimtab.evidence.Verdict.Finding;
import org.trimtab.program.Instruction;
import org.trimtab.program.Obligation;
import org.trimtab.program.ObligationState;
import org.trimtab.program.ProgramTerms;
import org.trimtab.quantity.Power;
import org.trimtab.resource.SiteId;
import org.trimtab.settlement.Settlement;
import org.trimtab.settlement.Statement;
import org.trimtab.telemetry.MeterReading;

/** Works baseline, limit and statement out again from the records alone and compares. */
final class Recomputation {
    private record Known(MeterReading reading, EvidenceRecord record) {}

    private final Manifest.About about;
    private final List<EvidenceRecord> records;
    private final List<Finding> findings = new ArrayList<>();
    private final List<Known> readings = new ArrayList<>();
    private @Nullable EvidenceRecord begun;
    private @Nullable Obligation obligation;
    private @Nullable EvidenceRecord statement;

    Recomputation(Manifest.About about, List<EvidenceRecord> records) {
        this.about = about;
        this.records = records;
    }

    List<Finding> findings() {
        EvidenceRecord first = records.getFirst();
        if (first.kind() != EvidenceKind.PROGRAM_TERMS) {
            find(first, "is not the program's terms, which come first");
            return findings;
        }
        EvidenceRecord at = first;
        try {
            ProgramTerms terms = EvidenceValues.terms(first.body());
            FieldReader fields = new FieldReader(first.body());
            if (!fields.text("site_id").equals(about.site())) {
                find(first, "is of site " + fields.text("site_id") + ", not " + about.site());
            }
            String meter = fields.textOrNull("meter_id");
            for (EvidenceRecord record : records) {
                at = record;
                read(record, meter);
            }
            if (statement != null) {
                at = statement;
                settle(terms, new SiteId(about.site()), at);
            }
        } catch (IllegalArgumentException | ArithmeticException | DateTimeException e) {
            find(at, "cannot be used: " + e.getMessage());
        }
        return findings;
    }

    private void read(EvidenceRecord record, @Nullable String meter) {
        switch (record.kind()) {
            case METER_READING -> {
                MeterReading reading = EvidenceValues.reading(record.body());
                if (!reading.meter().value().equals(meter)) {
                    find(record, "is of meter " + reading.meter() + ", which settles nothing");
                    return;
                }
                readings.add(new Known(reading, record));
            }
            case OBLIGATION -> {
                Obligation changed = EvidenceValues.obligation(record.body());
                if (!changed.id().value().equals(about.event())) {
                    find(record, "is of event " + changed.id() + ", not " + about.event());
                }
                if (changed.state() != ObligationState.REFUSED) {
                    follow(record, changed);
                }
            }
            case STATEMENT -> statement = record;
            default -> {}
        }
    }

    /** Once an obligation has begun, its instruction, baseline and limit stand. */
    private void follow(EvidenceRecord record, Obligation changed) {
        if (begun != null && obligation != null) {
            if (!changed.instruction().equals(obligation.instruction())
                    || !Objects.equals(changed.baseline(), obligation.baseline())
                    || !Objects.equals(changed.limit(), obligation.limit())) {
                find(record, "changes what was owed after it began");
            }
        } else if (changed.limit() != null) {
            begun = record;
        }
        obligation = changed;
    }

    private void settle(ProgramTerms terms, SiteId site, EvidenceRecord stated) {
        Obligation owed = obligation;
        if (owed == null) {
            find(stated, "settles an obligation that is not in the records");
            return;
        }
        if (begun != null) {
            checkBegin(terms, owed, begun);
        }
        List<MeterReading> before =
                readings.stream()
                        .filter(k -> k.record().sequence() < stated.sequence())
                        .map(Known::reading)
                        .toList();
        Statement again = Settlement.settle(site, terms, owed, before);
        if (!EvidenceBodies.statement(again).equals(stated.body())) {
            find(
                    stated,
                    "statement does not follow from the readings; they give "
                            + again.total()
                            + " for "
                            + again.energyReduced());
        }
    }

    /**
     * The baseline must follow from the readings recorded before the obligation began. Readings of that very step may
     * have come just after the decision, so they may count or not.
     */
    private void checkBegin(ProgramTerms terms, Obligation owed, EvidenceRecord begin) {
        Power with = baseline(terms, owed, begin, true);
        if (!Objects.equals(with, owed.baseline())
                && !Objects.equals(baseline(terms, owed, begin, false), owed.baseline())) {
            find(
                    begin,
                    "baseline does not follow from the readings; they give "
                            + (with == null ? "none" : with));
        }
        Power limit = limit(owed);
        if (limit != null && !limit.equals(owed.limit())) {
            find(begin, "limit does not follow from the instruction, which gives " + limit);
        }
    }

    private @Nullable Power baseline(
            ProgramTerms terms, Obligation owed, EvidenceRecord begin, boolean sameStep) {
        List<MeterReading> before =
                readings.stream()
                        .filter(k -> k.record().sequence() < begin.sequence())
                        .filter(k -> sameStep || !k.record().at().equals(begin.at()))
                        .map(Known::reading)
                        .toList();
        return Baselines.find(terms, before, owed.owedInterval().from()).level();
    }

    private static @Nullable Power limit(Obligation owed) {
        Power baseline = owed.baseline();
        return switch (owed.instruction()) {
            case Instruction.LimitTo ask -> ask.limit();
            case Instruction.ReduceBy ask ->
                    baseline == null ? null : baseline.minus(ask.reduction()).atLeast(Power.ZERO);
            case Instruction.Track _, Instruction.HoldReserve _ -> null;
        };
    }

    private void find(EvidenceRecord record, String problem) {
        findings.add(
                new Finding(RecordsCheck.name(record.sequence(), record.kind().code()), problem));
    }
}
