package org.trimtab.openadr.legacy;

/** The VTN answered a request of ours with a response code outside 2xx. */
public final class VtnRefused extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int code;

    VtnRefused(int code, String message) {
        super(message);
        this.code = code;
    }

    /** The VTN's response code, such as 452 for an id it does not know. */
    public int code() {
        return code;
    }
}
