package org.trimtab.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;
import org.trimtab.store.journal.JournalFailure;

/** Why a verb ends early: a sentence for a person and an exit code. */
final class Fault extends RuntimeException {
    static final int BAD_INPUT = 2;
    static final int FAILED = 3;
    static final int UNREACHABLE = 4;

    private final int exit;

    private Fault(int exit, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.exit = exit;
    }

    static Fault badInput(String message) {
        return new Fault(BAD_INPUT, message, null);
    }

    static Fault failed(String message) {
        return new Fault(FAILED, message, null);
    }

    static Fault unreachable(String message) {
        return new Fault(UNREACHABLE, message, null);
    }

    int exit() {
        return exit;
    }

    /** Any exception as a fault: what a person can mend is bad input, everything else ran and failed. */
    static Fault of(Exception e) {
        return switch (e) {
            case Fault fault -> fault;
            case JournalFailure journal ->
                    new Fault(exitOf(journal.kind()), said(journal), journal);
            case IllegalArgumentException bad -> new Fault(BAD_INPUT, said(bad), bad);
            case UncheckedIOException io -> new Fault(FAILED, said(io), io);
            case IOException io -> new Fault(FAILED, said(io), io);
            default ->
                    e.getClass().getName().startsWith("org.trimtab.")
                            ? new Fault(BAD_INPUT, said(e), e)
                            : new Fault(
                                    FAILED,
                                    "an unexpected fault of the program, please report it: " + e,
                                    e);
        };
    }

    /** A wrong place is bad input; a journal that is one and does not hold is a failure. */
    private static int exitOf(JournalFailure.Kind kind) {
        return switch (kind) {
            case IN_USE, NOT_A_JOURNAL, UNKNOWN_VERSION, OTHER_SITE, OTHER_BUILD -> BAD_INPUT;
            case DAMAGED, TOO_LARGE, UNWRITABLE -> FAILED;
        };
    }

    private static String said(Exception e) {
        String message = e.getMessage();
        return message == null ? e.getClass().getSimpleName() : message;
    }
}
