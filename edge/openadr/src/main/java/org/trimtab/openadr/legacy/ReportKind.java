package org.trimtab.openadr.legacy;

/** The kinds of report we offer. */
public enum ReportKind {
    /** Power and energy as they are measured. */
    USAGE("TELEMETRY_USAGE"),
    /** Whether resources are online, and what they could do. */
    STATUS("TELEMETRY_STATUS");

    private final String word;

    ReportKind(String word) {
        this.word = word;
    }

    /** The report name on the wire. */
    public String word() {
        return word;
    }
}
