package org.trimtab.live;

/** The site cannot do what it was asked now; the message says why. Nothing was changed. */
public final class CannotAnswer extends IllegalStateException {
    public CannotAnswer(String message) {
        super(message);
    }
}
