package org.trimtab.bench;

/** Nothing could be measured; the message says why and what to do. */
final class BenchFailure extends RuntimeException {
    static final int EXIT = 4;

    private static final long serialVersionUID = 1L;

    BenchFailure(String message) {
        super(message);
    }
}
