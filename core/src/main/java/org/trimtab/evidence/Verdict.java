package org.trimtab.evidence;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a check of evidence found.
 *
 * @param findings everything wrong, at most {@link #FINDINGS_MAX} and a last one that counts the rest; none when valid
 * @param about where it says it comes from; null when that cannot be read
 * @param fingerprint SHA-256 of the key it says it was signed with; null when that cannot be read
 * @param records how many records it says it has; 0 when that cannot be read
 */
public record Verdict(
        List<Finding> findings,
        Manifest.@Nullable About about,
        @Nullable String fingerprint,
        int records) {
    /** Most findings told one by one. */
    public static final int FINDINGS_MAX = 100;

    public Verdict {
        findings = shortened(findings);
    }

    /**
     * Something wrong.
     *
     * @param part the record, file or container part, such as {@code record 17 (meter_reading)}
     * @param problem what is wrong with it
     */
    public record Finding(String part, String problem) {
        @Override
        public String toString() {
            return part + ": " + problem;
        }
    }

    /** A verdict on bytes that do not even hold the files of a bundle. */
    public static Verdict unreadable(List<Finding> findings) {
        return new Verdict(findings, null, null, 0);
    }

    /** True when nothing is wrong. */
    public boolean isValid() {
        return findings.isEmpty();
    }

    /** The same verdict with more findings. */
    public Verdict and(List<Finding> more) {
        List<Finding> all = new ArrayList<>(findings);
        all.addAll(more);
        return new Verdict(all, about, fingerprint, records);
    }

    private static List<Finding> shortened(List<Finding> findings) {
        if (findings.size() <= FINDINGS_MAX) {
            return List.copyOf(findings);
        }
        List<Finding> few = new ArrayList<>(findings.subList(0, FINDINGS_MAX));
        few.add(new Finding("more", (findings.size() - FINDINGS_MAX) + " findings not listed"));
        return List.copyOf(few);
    }
}
