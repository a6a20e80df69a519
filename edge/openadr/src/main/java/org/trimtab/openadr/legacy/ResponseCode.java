package org.trimtab.openadr.legacy;

/** The response codes of OpenADR 2.0 that we send or act on. */
final class ResponseCode {

    static final int OK = 200;
    static final int OUT_OF_SEQUENCE = 450;
    static final int NOT_ALLOWED = 451;
    static final int INVALID_ID = 452;
    static final int NOT_RECOGNIZED = 453;
    static final int INVALID_DATA = 454;
    static final int COMPLIANCE = 459;
    static final int SIGNAL_NOT_SUPPORTED = 460;
    static final int REPORT_NOT_SUPPORTED = 461;
    static final int TARGET_MISMATCH = 462;
    static final int NOT_REGISTERED = 463;
    static final int OTHER = 469;

    private ResponseCode() {}

    static boolean success(int code) {
        return code >= 200 && code < 300;
    }

    /** The VTN does not know us (any more): only a new registration helps. */
    static boolean unknownVen(int code) {
        return code == INVALID_ID || code == NOT_REGISTERED;
    }
}
