package org.trimtab.evidence;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.trimtab.evidence.Verdict.Finding;

/** Reads the lines of records and tells which of them are not what was signed. */
final class RecordsCheck {
    private static final Pattern KIND = Pattern.compile("\"kind\":\"([a-z_]{1,32})\"");
    private static final String CHANGED = "is not as it was signed";

    private final List<byte[]> lines = new ArrayList<>();
    private final List<String> hashes = new ArrayList<>();
    private final List<@Nullable EvidenceRecord> records = new ArrayList<>();
    private final List<@Nullable String> problems = new ArrayList<>();
    private final List<Finding> findings = new ArrayList<>();

    RecordsCheck(byte[] bytes) {
        split(bytes);
        String prev = EvidenceHash.BEFORE_FIRST;
        for (int i = 0; i < lines.size(); i++) {
            read(i, prev);
            prev = hashes.get(i);
        }
    }

    private void split(byte[] bytes) {
        int from = 0;
        while (from < bytes.length) {
            int until = from;
            while (until < bytes.length && bytes[until] != '\n') {
                until++;
            }
            if (lines.size() > Manifest.RECORDS_MAX) {
                findings.add(
                        new Finding(
                                EvidenceFiles.RECORDS,
                                "holds more than " + Manifest.RECORDS_MAX + " lines"));
                return;
            }
            byte[] line = Arrays.copyOfRange(bytes, from, until);
            lines.add(line);
            // A last line without its newline is not the line that was signed.
            hashes.add(until < bytes.length ? EvidenceHash.leaf(line) : "no newline");
            from = until + 1;
        }
    }

    private void read(int index, String prev) {
        EvidenceRecord record = null;
        String problem = null;
        try {
            FieldReader fields = new FieldReader(CanonicalJsonReader.readFields(lines.get(index)));
            record =
                    new EvidenceRecord(
                            fields.whole("sequence"),
                            fields.constant("kind", EvidenceKind.class),
                            fields.instant("at"),
                            fields.textOrNull("caused_by"),
                            fields.object("body").fields());
            if (fields.fields().values().size() != 6) {
                problem = "has fields that no record has";
            } else if (record.sequence() != index + 1L) {
                problem = "says it is record " + record.sequence();
            } else if (!fields.text("prev").equals(prev)) {
                problem = "does not name the hash of the record before it";
            }
        } catch (BadEvidence e) {
            problem = "cannot be read: " + e.getMessage();
        }
        if (hashes.get(index).length() != prev.length()) {
            problem = "does not end with a newline";
        }
        records.add(record);
        problems.add(problem);
    }

    /** Every finding against the hashes of a manifest whose signature holds. */
    List<Finding> againstSigned(List<String> signed) {
        int same = commonStart(signed);
        int sameEnd = commonEnd(signed, same);
        boolean equalCount = signed.size() == lines.size();
        for (int i = same; i < signed.size() - sameEnd; i++) {
            if (!equalCount || !signed.get(i).equals(hashes.get(i))) {
                findings.add(new Finding(name(i, equalCount), reason(i, equalCount)));
            }
        }
        int extra = lines.size() - signed.size();
        if (extra > 0) {
            findings.add(
                    new Finding(
                            EvidenceFiles.RECORDS,
                            "holds "
                                    + extra
                                    + " lines more than were signed, after record "
                                    + same));
        } else if (extra < 0) {
            findings.add(
                    new Finding(
                            EvidenceFiles.RECORDS,
                            "holds " + -extra + " lines fewer than were signed"));
        }
        if (findings.isEmpty()) {
            addProblems();
        }
        return findings;
    }

    /** Every finding when there is no manifest to trust: only whether the lines hold together. */
    List<Finding> alone() {
        addProblems();
        return findings;
    }

    private void addProblems() {
        for (int i = 0; i < lines.size(); i++) {
            String problem = problems.get(i);
            if (problem != null) {
                findings.add(new Finding(name(i, true), problem));
            }
        }
        if (lines.isEmpty()) {
            findings.add(new Finding(EvidenceFiles.RECORDS, "holds no record"));
        }
    }

    List<String> hashes() {
        return hashes;
    }

    /** Every record, once nothing was found wrong with any. */
    List<EvidenceRecord> sound() {
        List<EvidenceRecord> sound = new ArrayList<>(records.size());
        for (EvidenceRecord record : records) {
            if (record == null) {
                throw new IllegalStateException("asked for records that could not be read");
            }
            sound.add(record);
        }
        return sound;
    }

    private String reason(int index, boolean equalCount) {
        String problem = equalCount ? problems.get(index) : null;
        return problem == null ? CHANGED : CHANGED + "; it " + problem;
    }

    private int commonStart(List<String> signed) {
        int max = Math.min(signed.size(), hashes.size());
        int same = 0;
        while (same < max && signed.get(same).equals(hashes.get(same))) {
            same++;
        }
        return same;
    }

    private int commonEnd(List<String> signed, int start) {
        int max = Math.min(signed.size(), hashes.size()) - start;
        int same = 0;
        while (same < max
                && signed.get(signed.size() - 1 - same)
                        .equals(hashes.get(hashes.size() - 1 - same))) {
            same++;
        }
        return same;
    }

    /** A record by its number and, when its line is surely where it was, its kind. */
    private String name(int index, boolean inPlace) {
        EvidenceRecord record = index < records.size() ? records.get(index) : null;
        if (record != null && (inPlace || record.sequence() == index + 1L)) {
            return name(index + 1L, record.kind().code());
        }
        if (inPlace) {
            Matcher kind = KIND.matcher(new String(lines.get(index), StandardCharsets.UTF_8));
            if (kind.find()) {
                return name(index + 1L, kind.group(1));
            }
        }
        return "record " + (index + 1);
    }

    static String name(long sequence, String kind) {
        return "record " + sequence + " (" + kind + ")";
    }
}
