package org.trimtab.live;

/** Another site process uses the data folder; the message names it and says what to do. */
public final class DataInUse extends RuntimeException {
    DataInUse(String message) {
        super(message);
    }
}
