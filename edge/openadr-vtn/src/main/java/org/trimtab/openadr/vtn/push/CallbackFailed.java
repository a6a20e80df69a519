package org.trimtab.openadr.vtn.push;

/** A callback gave no HTTP answer; the message says what happened, without the token. */
final class CallbackFailed extends Exception {
    private static final long serialVersionUID = 1L;

    /** How far we came. */
    enum Stage {
        /** The name has no address, or only forbidden ones. */
        NAME,
        /** No connection, or no TLS on it. */
        CONNECTION,
        /** A connection, but no answer in time or none we understand. */
        ANSWER
    }

    private final Stage stage;

    CallbackFailed(Stage stage, String message) {
        super(message);
        this.stage = stage;
    }

    Stage stage() {
        return stage;
    }
}
