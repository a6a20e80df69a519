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
    /** The grid's frequency as measured, around a trip of the under-frequency plan. */
    FREQUENCY,
    /** Where the under-frequency plan came to stand. */
    FREQUENCY_STATE,
    /** What is settled from files, and which meter and market it is of; record 1 of a settlement. */
    SETTLEMENT_TERMS,
    /** A file a settlement was made from: its bytes, or their hash when there are many. */
    INPUT_FILE,
    /** A program's rules, whole. */
    RULE_PACK,
    /** The market's days: zone and holidays. */
    CALENDAR,
    /** A stretch of a series, such as the meter's levels, in columns. */
    SERIES,
    /** A stretch of a series of prices, in columns. */
    PRICES,
    /** A stretch of the past that must not make a baseline. */
    MARK,
    /** A grid event that is settled. */
    GRID_EVENT,
    /** What the site has sold, some at a time. */
    AWARDS,
    /** A stretch that is not held against the site. */
    EXCUSED,
    /** How an earlier event went. */
    PAST_RESULT,
    /** How what is due is split. */
    SHARES,
    /** How the sum of the devices and the meter agree. */
    RECONCILIATION,
    /** The baseline of one event, the days it was made of, and why not of others. */
    BASELINE,
    /** How one event went, interval by interval. */
    PERFORMANCE,
    /** What a program owes: figures, payments and charges. */
    PROGRAM_STATEMENT,
    /** How many records did not fit, by kind; always last. */
    LEFT_OUT;

    /** How the kind is spelled in evidence. */
    public String code() {
        return Json.code(this);
    }
}
