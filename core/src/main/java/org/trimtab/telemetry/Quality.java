package org.trimtab.telemetry;

/** How far a reading can be trusted. A missing reading is absent, never zero. */
public enum Quality {
    /** Read now, from the instrument. */
    GOOD,
    /** The last known value, too old to decide on. */
    STALE,
    /** Computed, not measured. */
    ESTIMATED,
    /** Read, but out of range or contradicting. */
    SUSPECT
}
