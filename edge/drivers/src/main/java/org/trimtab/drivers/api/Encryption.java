package org.trimtab.drivers.api;

/** Whether a connection to a device is encrypted, and whose certificate is believed. */
public enum Encryption {
    /** Plain text. */
    NONE,
    /** TLS; the certificate must be signed by somebody this machine trusts and name the host. */
    VERIFIED,
    /** TLS; any certificate is taken, because the owner said that these devices sign their own. */
    SELF_SIGNED
}
