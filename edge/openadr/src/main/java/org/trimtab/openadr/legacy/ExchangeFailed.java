package org.trimtab.openadr.legacy;

/** No usable answer came: the VTN was not reached, was too slow, or answered with an error page. */
public final class ExchangeFailed extends RuntimeException {

    private static final long serialVersionUID = 1L;

    ExchangeFailed(String message) {
        super(message);
    }

    ExchangeFailed(String message, Throwable cause) {
        super(message, cause);
    }
}
