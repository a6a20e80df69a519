package org.trimtab.openadr.vtn.rest;

import org.jspecify.annotations.Nullable;

/** The VTN cannot start listening; the message says why and what to do. */
public final class CannotServe extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public CannotServe(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
