package org.trimtab.telemetry;

/** What a device says it is doing. */
public enum Activity {
    HASHING,
    /** Awake, but not at work yet. */
    STARTING,
    ASLEEP,
    /** It answered, but its state could not be told. */
    UNKNOWN
}
