package org.trimtab.drivers.cgminer;

/** What had to be put right in an answer before it could be read. */
public enum Repair {
    /** A comma before the first or after the last member, or two in a row. */
    STRAY_COMMA,
    /** No comma between two members. */
    MISSING_COMMA,
    /** A list that held members with names. */
    LIST_AS_OBJECT,
    /** A number that is none: {@code nan}, {@code inf}; read as unknown. */
    NOT_A_NUMBER,
    /** Control characters within a text. */
    CONTROL_CHARACTER,
    /** The end was missing. */
    TRUNCATED
}
