package org.trimtab.openadr.vtn.store;

import org.jspecify.annotations.Nullable;

/** The database cannot be opened, read or written; the message says which and what to do. */
public final class StoreFailure extends RuntimeException {
    public StoreFailure(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
