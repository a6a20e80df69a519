package org.trimtab.store.evidence;

import java.util.List;
import org.trimtab.evidence.EvidenceRecord;
import org.trimtab.evidence.Manifest;
import org.trimtab.evidence.Manifest.Subject;
import org.trimtab.evidence.SettlementEvidence;
import org.trimtab.evidence.Verdict;
import org.trimtab.settlement.ProgramStatement;
import org.trimtab.settlement.SettlementCase;

/** The evidence of a settlement that was made from files: a person with a meter file and events needs no fleet. */
public final class SettlementBundle {
    private static final String CLOCK = "host clock; its error against UTC is not measured";

    private SettlementBundle() {}

    /**
     * The bytes of a settlement's bundle; the same inputs and key give the same bytes.
     *
     * @param given what was settled
     * @param statement what came out
     * @param origin where it comes from
     * @param build the build that made it
     * @param key who signs
     * @throws IllegalArgumentException when the statement does not follow from the case, or they cannot be told; the
     *     message names the first thing that differs
     */
    public static byte[] make(
            SettlementCase given,
            ProgramStatement statement,
            SettlementEvidence.Origin origin,
            String build,
            SigningKey key) {
        List<EvidenceRecord> records = SettlementEvidence.records(given, statement, origin);
        Manifest.About about =
                new Manifest.About(
                        origin.site(), origin.settlement(), build, CLOCK, null, Subject.SETTLEMENT);
        byte[] bundle = EvidenceBundle.bytes(records, about, key);
        // What does not verify is not handed out.
        Verdict verdict = EvidenceBundle.verify(bundle, key.fingerprint());
        if (!verdict.isValid()) {
            throw new IllegalArgumentException(
                    "the bundle would not verify: " + verdict.findings().getFirst());
        }
        return bundle;
    }
}
