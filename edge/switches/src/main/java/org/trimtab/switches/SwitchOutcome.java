package org.trimtab.switches;

/** What came of telling a switch to move. Only a position that was read is a confirmation. */
public sealed interface SwitchOutcome {
    /** What happened, for people. */
    String says();

    /** It was read back where it was wished. */
    record Confirmed(String says) implements SwitchOutcome {}

    /** It said that it will; it has not been seen there yet. */
    record Accepted(String says) implements SwitchOutcome {}

    /** Nothing was sent: there was no way to it. */
    record Unreachable(String says) implements SwitchOutcome {}

    /** It said no, and stands as before. */
    record Refused(String says) implements SwitchOutcome {}

    /** The command went out and no answer came back: it may have moved or not. */
    record Uncertain(String says) implements SwitchOutcome {}
}
