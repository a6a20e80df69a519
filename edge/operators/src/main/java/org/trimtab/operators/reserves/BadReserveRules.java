package org.trimtab.operators.reserves;

/** Rules of a reserve that do not say what is needed; the message names the value. */
public final class BadReserveRules extends RuntimeException {
    BadReserveRules(String message) {
        super(message);
    }
}
