package org.trimtab.store.readings;

/** The readings store cannot do what is asked; the message says what and what to do. */
public final class ReadingStoreFailure extends RuntimeException {
    ReadingStoreFailure(String message, Throwable cause) {
        super(message, cause);
    }

    ReadingStoreFailure(String message) {
        super(message);
    }
}
