package org.trimtab.store.journal;

import java.io.IOException;

/** Something is wrong with a journal; the message names the file and says what to do. */
public final class JournalFailure extends IOException {
    private static final long serialVersionUID = 1;

    private final Kind kind;

    /** What is wrong. */
    public enum Kind {
        /** Another process, or this one, is writing it. */
        IN_USE,
        /** There is none, or it is something else. */
        NOT_A_JOURNAL,
        /** It was written in a form this version does not know. */
        UNKNOWN_VERSION,
        /** It was begun for another site definition. */
        OTHER_SITE,
        /** It is a single file and was begun by another build. */
        OTHER_BUILD,
        /** Its bytes were changed, or a file of it is missing. */
        DAMAGED,
        /** A record is larger than may be kept. */
        TOO_LARGE,
        /** The disk does not take it, for instance because it is full. */
        UNWRITABLE
    }

    JournalFailure(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    JournalFailure(Kind kind, String message, Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    /** What is wrong. */
    public Kind kind() {
        return kind;
    }
}
