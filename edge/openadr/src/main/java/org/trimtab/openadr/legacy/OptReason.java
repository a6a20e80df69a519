package org.trimtab.openadr.legacy;

/** Why we opt in or out, from the closed list of 2.0b. */
public enum OptReason {
    ECONOMIC("economic"),
    EMERGENCY("emergency"),
    MUST_RUN("mustRun"),
    NOT_PARTICIPATING("notParticipating"),
    OUTAGE_RUN_STATUS("outageRunStatus"),
    OVERRIDE_STATUS("overrideStatus"),
    PARTICIPATING("participating"),
    SCHEDULE("x-schedule");

    private final String word;

    OptReason(String word) {
        this.word = word;
    }

    /** The word on the wire. */
    public String word() {
        return word;
    }
}
