package org.trimtab.evidence;

import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.trimtab.baseline.BaselineMethod;
import org.trimtab.baseline.BaselineMethods;
import org.trimtab.evidence.SettlementEvidence.Result;
import org.trimtab.evidence.Verdict.Finding;
import org.trimtab.program.RuleMissing;
import org.trimtab.settlement.ProgramSettlement;

/** Works a settlement out again from the readings, events and rules in the records, and compares every result. */
final class SettlementRecomputation {
    private final Manifest.About about;
    private final List<EvidenceRecord> records;
    private final List<Finding> findings = new ArrayList<>();
    private final List<EvidenceRecord> told = new ArrayList<>();

    SettlementRecomputation(Manifest.About about, List<EvidenceRecord> records) {
        this.about = about;
        this.records = records;
    }

    List<Finding> findings() {
        EvidenceRecord first = records.getFirst();
        if (first.kind() != EvidenceKind.SETTLEMENT_TERMS) {
            find(first, "is not the settlement's terms, which come first");
            return findings;
        }
        EvidenceRecord at = first;
        try {
            checkTerms(first);
            CaseReader reader = new CaseReader(first.body());
            for (EvidenceRecord record : records.subList(1, records.size())) {
                at = record;
                take(reader, record);
            }
            at = first;
            if (findings.isEmpty()) {
                compare(
                        SettlementEvidence.results(
                                ProgramSettlement.settle(
                                        reader.made(SettlementRecomputation::method))));
            }
        } catch (IllegalArgumentException
                | ArithmeticException
                | DateTimeException
                | RuleMissing e) {
            find(at, "cannot be used: " + e.getMessage());
        }
        return findings;
    }

    private static @Nullable BaselineMethod method(String id) {
        return BaselineMethods.all().stream()
                .filter(method -> method.id().equals(id))
                .findFirst()
                .orElse(null);
    }

    private void checkTerms(EvidenceRecord terms) {
        FieldReader fields = new FieldReader(terms.body());
        if (!fields.text("site_id").equals(about.site())) {
            find(terms, "is of site " + fields.text("site_id") + ", not " + about.site());
        }
        if (!fields.text("settlement_id").equals(about.event())) {
            find(
                    terms,
                    "is of settlement " + fields.text("settlement_id") + ", not " + about.event());
        }
    }

    private void take(CaseReader reader, EvidenceRecord record) {
        switch (record.kind()) {
            case INPUT_FILE -> checkFile(record);
            case RECONCILIATION -> {}
            case BASELINE, PERFORMANCE, PROGRAM_STATEMENT -> told.add(record);
            default -> {
                if (!reader.take(record.kind(), record.body())) {
                    find(record, "does not belong in a settlement");
                }
            }
        }
    }

    private void checkFile(EvidenceRecord record) {
        FieldReader fields = new FieldReader(record.body());
        String content = fields.textOrNull("content_base64");
        if (content == null) {
            return;
        }
        byte[] bytes = Base64.getDecoder().decode(content);
        if (bytes.length != fields.whole("bytes")
                || !EvidenceHash.plain(bytes).equals(fields.text("sha256"))) {
            find(record, "its content does not have the length and hash it says");
        }
    }

    /** Every result told must be the one that comes out again, in the same order. */
    private void compare(List<Result> again) {
        for (int i = 0; i < Math.min(told.size(), again.size()); i++) {
            EvidenceRecord record = told.get(i);
            Result result = again.get(i);
            String difference =
                    record.kind() == result.kind()
                            ? JsonDifference.first(record.body(), result.body())
                            : "it is no " + result.kind().code();
            if (difference != null) {
                find(
                        record,
                        record.kind().code()
                                + " does not follow from the readings and the rules; "
                                + difference);
            }
        }
        if (told.size() != again.size()) {
            find(
                    records.getLast(),
                    "there are "
                            + told.size()
                            + " results, but readings and rules give "
                            + again.size());
        }
    }

    private void find(EvidenceRecord record, String problem) {
        findings.add(
                new Finding(RecordsCheck.name(record.sequence(), record.kind().code()), problem));
    }
}
