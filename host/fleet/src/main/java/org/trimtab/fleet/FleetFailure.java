package org.trimtab.fleet;

/** Something a person asked for that cannot be done as asked; the message says what to do instead. */
public final class FleetFailure extends RuntimeException {
    private static final long serialVersionUID = 1;

    FleetFailure(String message) {
        super(message);
    }
}
