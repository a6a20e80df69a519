package org.trimtab.evidence;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * Records written one a line, each naming the hash of the line before it.
 *
 * @param lines every line with its newline, one after the other
 * @param leafHashes hash of every line
 */
public record EvidenceChain(byte[] lines, List<String> leafHashes) {
    public EvidenceChain {
        leafHashes = List.copyOf(leafHashes);
    }

    /**
     * Chains records.
     *
     * @throws IllegalArgumentException when there is none, too many, or one is out of sequence
     */
    public static EvidenceChain of(List<EvidenceRecord> records) {
        if (records.isEmpty() || records.size() > Manifest.RECORDS_MAX) {
            throw new IllegalArgumentException(
                    records.size() + " records; evidence has 1 to " + Manifest.RECORDS_MAX);
        }
        ByteArrayOutputStream lines = new ByteArrayOutputStream(records.size() * 320);
        List<String> hashes = new ArrayList<>(records.size());
        String prev = EvidenceHash.BEFORE_FIRST;
        for (EvidenceRecord record : records) {
            if (record.sequence() != hashes.size() + 1L) {
                throw new IllegalArgumentException(
                        "record " + record.sequence() + " is not number " + (hashes.size() + 1));
            }
            byte[] line = line(record, prev);
            lines.writeBytes(line);
            lines.write('\n');
            prev = EvidenceHash.leaf(line);
            hashes.add(prev);
        }
        return new EvidenceChain(lines.toByteArray(), hashes);
    }

    /** Hash of the last line. */
    public String headHash() {
        return leafHashes.getLast();
    }

    /** Root of the tree over all lines. */
    public String merkleRoot() {
        return EvidenceHash.root(leafHashes);
    }

    private static byte[] line(EvidenceRecord record, String prev) {
        return CanonicalJson.bytes(
                Json.fields()
                        .with("sequence", record.sequence())
                        .with("kind", record.kind())
                        .with("at", record.at())
                        .with("caused_by", record.causedBy())
                        .with("body", record.body())
                        .with("prev", prev)
                        .build());
    }
}
