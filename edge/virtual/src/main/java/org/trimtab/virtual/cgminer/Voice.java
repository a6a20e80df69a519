package org.trimtab.virtual.cgminer;

/**
 * How a firmware with a cgminer-like interface signs its replies.
 *
 * @param description what answers, with its version
 * @param statusFirst true when the status stands before the sections, as in cgminer itself
 */
public record Voice(String description, boolean statusFirst) {
    /** Code of an unknown command. */
    public static final int UNKNOWN = 14;

    /** Code of a text that is no JSON. */
    public static final int BAD_JSON = 23;

    /** Code of a command the caller may not give. */
    public static final int DENIED = 45;

    public CgminerReply success(int code, String message) {
        return CgminerReply.of('S', code, message, description);
    }

    /** Success as well; cgminer calls what a board itself has said information. */
    public CgminerReply information(int code, String message) {
        return CgminerReply.of('I', code, message, description);
    }

    public CgminerReply error(int code, String message) {
        return CgminerReply.of('E', code, message, description);
    }

    public CgminerReply unknown() {
        return error(UNKNOWN, "Invalid command");
    }

    public CgminerReply denied(String command) {
        return error(DENIED, "Access denied to '" + command + "' command");
    }
}
