package org.trimtab.openadr.vtn.push;

/** A callback of a subscription is not acceptable; the message says why and what to do, for the one who asked. */
public final class CallbackRefused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public CallbackRefused(String message) {
        super(message);
    }
}
