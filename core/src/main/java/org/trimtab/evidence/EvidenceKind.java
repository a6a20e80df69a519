package org.trimtab.evidence;

/** What an evidence record is about. */
public enum EvidenceKind {
    /** What the program measures and pays, and which meter it settles on; always record 1. */
    PROGRAM_TERMS,
    /** An instruction as it came, word for word. */
    INSTRUCTION,
    /** Its sender took it back. */
    CANCEL,
    /** What we owe, each time it changed. */
    OBLIGATION,
    PLAN,
    COMMAND,
    /** What became of a command. */
    OUTCOME,
    /** Where a device stands between asked and seen. */
    STANDING,
    METER_READING,
    /** The meter read at or below the limit for the first time. */
    LIMIT_REACHED,
    STATEMENT,
    ALARM,
    /** How many records did not fit, by kind; always last. */
    LEFT_OUT;

    /** How the kind is spelled in evidence. */
    public String code() {
        return Json.code(this);
    }
}
