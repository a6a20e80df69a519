package org.trimtab.operators.rules;

/** Rules cannot be read or found; the message is one line that names what is wrong and what to do. */
public final class BadRules extends RuntimeException {
    private static final long serialVersionUID = 1L;

    BadRules(String message) {
        super(message);
    }
}
