package org.trimtab.operators.prices;

/** A price file cannot be used; the message is one line that names the file, the place and what to do. */
public final class BadPriceFile extends RuntimeException {
    BadPriceFile(String message) {
        super(message);
    }
}
