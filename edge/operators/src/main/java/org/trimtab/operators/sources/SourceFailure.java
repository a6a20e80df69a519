package org.trimtab.operators.sources;

/** A source gave no figure; the message is one line, names the source and says what to do. */
public final class SourceFailure extends RuntimeException {
    SourceFailure(String message) {
        super(message);
    }
}
