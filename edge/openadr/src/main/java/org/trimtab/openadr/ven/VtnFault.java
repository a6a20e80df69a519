package org.trimtab.openadr.ven;

import org.jspecify.annotations.Nullable;

/** A VTN could not be asked, or gave no answer that can be used; the message is fit for people. */
public final class VtnFault extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** What kind of trouble it is. */
    public enum Kind {
        /** Nobody answers there. */
        UNREACHABLE,
        /** It answers that it has trouble (5xx) or that too much is asked (429). */
        TROUBLED,
        /** It answers that this VEN may not (401, 403, or no token). */
        DENIED,
        /** It answers that the request is wrong (other 4xx). */
        REFUSED,
        /** What answers is no VTN. */
        NOT_OPENADR
    }

    private final Kind kind;
    private final int status;

    VtnFault(Kind kind, int status, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.kind = kind;
        this.status = status;
    }

    /** What kind of trouble it is. */
    public Kind kind() {
        return kind;
    }

    /** The HTTP status; 0 when there was none. */
    public int status() {
        return status;
    }
}
