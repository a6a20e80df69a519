package org.trimtab.desk;

/** Files do not fit each other or the question; the message is one line that names what and says what to do. */
public final class BadSettlement extends RuntimeException {
    private static final long serialVersionUID = 1L;

    BadSettlement(String message) {
        super(message.replaceAll("\\p{Cntrl}+", " "));
    }
}
