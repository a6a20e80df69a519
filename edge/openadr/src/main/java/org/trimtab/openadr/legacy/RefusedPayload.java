package org.trimtab.openadr.legacy;

/** What the VTN sent is not acceptable; nothing of it was used. */
public final class RefusedPayload extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int code;

    RefusedPayload(int code, String message) {
        super(message);
        this.code = code;
    }

    RefusedPayload(int code, String message, Throwable cause) {
        super(message, cause);
        this.code = code;
    }

    static RefusedPayload invalid(String message) {
        return new RefusedPayload(ResponseCode.INVALID_DATA, message);
    }

    /** The OpenADR 2.0 response code that fits, such as 454 for invalid data. */
    public int code() {
        return code;
    }
}
