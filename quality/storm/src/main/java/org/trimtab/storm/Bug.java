package org.trimtab.storm;

/** Bugs that can be planted to see whether the storm finds them. */
enum Bug {
    /** None. */
    NONE,
    /** The sender does not look at the expiry of a command. */
    DROP_EXPIRY,
    /** Five seconds after a device was put to sleep it is woken, whatever its shortest sleep. */
    FORGET_MIN_OFF,
    /** Held devices are put to sleep once. */
    FORGET_HOLDS;

    /** As it is written on the command line. */
    String option() {
        return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }
}
