package org.trimtab.dispatch;

/** Every way in which a device can fail us, told apart. */
public enum Failure {
    /** Nothing listens at its address. */
    CONNECTION_REFUSED,
    /** The connection did not come up in time. */
    CONNECT_TIMEOUT,
    /** It took the request and never answered. */
    NO_ANSWER,
    /** It closed or reset the connection before its answer was whole. */
    CUT_OFF,
    /** It answered something that cannot be read. */
    GARBLED,
    /** It answered with an error of its own. */
    DEVICE_ERROR,
    /** Somebody else holds its control session. */
    SESSION_TAKEN,
    /** It does not accept our password. */
    WRONG_PASSWORD,
    /** It shows a certificate that nobody we trust has signed, or that names another. */
    CERTIFICATE_NOT_TRUSTED,
    /** Its settings could not be read, so writing them back might wipe its pools. */
    SETTINGS_UNREADABLE,
    /** Its family cannot do this. */
    UNSUPPORTED,
    /** The command expired before it could be sent. */
    EXPIRED,
    /** It accepted the sleep and kept drawing power. */
    STAYED_AWAKE,
    /** It accepted the wake and did not come back in time. */
    STAYED_ASLEEP
}
