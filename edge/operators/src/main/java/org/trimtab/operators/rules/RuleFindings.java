package org.trimtab.operators.rules;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.trimtab.documents.BadDocument;
import org.trimtab.operators.rules.RuleKey.Mistake;

/** What is wrong in one rule file, each thing told once. */
final class RuleFindings {
    /** Most findings kept of one file; the first ones are. */
    static final int FINDINGS_MAX = 1_000;

    private final String file;
    private final Set<RuleFinding> findings = new LinkedHashSet<>();

    RuleFindings(String file) {
        this.file = file;
    }

    String file() {
        return file;
    }

    void add(int line, String key, @Nullable Mistake mistake) {
        if (mistake != null && findings.size() < FINDINGS_MAX) {
            findings.add(new RuleFinding(file, line, key, mistake.what(), mistake.mend()));
        }
    }

    /** A block that cannot be read; its message already names the place. */
    void add(BadDocument bad) {
        if (findings.size() < FINDINGS_MAX) {
            findings.add(new RuleFinding(file, 0, "", String.valueOf(bad.getMessage()), ""));
        }
    }

    int size() {
        return findings.size();
    }

    List<RuleFinding> all() {
        return List.copyOf(findings);
    }
}
