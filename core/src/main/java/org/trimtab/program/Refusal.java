package org.trimtab.program;

/** Why an instruction was not taken. */
public enum Refusal {
    /** It ended before it reached us. */
    ALREADY_OVER,
    /** Its id was used before with another content. */
    ID_REUSED,
    /** It lasts longer than any program allows. */
    TOO_LONG,
    /** It starts further ahead than we plan. */
    TOO_FAR_AHEAD,
    /** The site already owes as many obligations as it can hold. */
    TOO_MANY,
    /** A reduction needs a baseline, and the meter has not been read well enough to make one. */
    NO_BASELINE,
    /** No program of that name is in the site file. */
    UNKNOWN_PROGRAM,
    /** The level lies below the lowest or above the highest the site can draw. */
    OUT_OF_REACH,
    /** It may not share a megawatt with what is already owed, and there are not enough megawatts for both. */
    MEGAWATTS_TAKEN,
    /** The journal cannot be written, so nothing new is taken on. */
    JOURNAL_UNWRITABLE
}
