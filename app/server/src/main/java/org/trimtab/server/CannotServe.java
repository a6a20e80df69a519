package org.trimtab.server;

import org.jspecify.annotations.Nullable;

/** The server cannot start; the message says why and what to do. */
public final class CannotServe extends RuntimeException {
    CannotServe(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
