package org.trimtab.switches;

/** How to get in at a switch. Secrets are never shown. */
public sealed interface SwitchLogin {
    /** Nothing is asked. */
    record None() implements SwitchLogin {}

    /**
     * SNMP version 2c: the community, in clear on the wire.
     *
     * @param secret the community
     */
    record Community(String secret) implements SwitchLogin {
        @Override
        public String toString() {
            return "Community[]";
        }
    }

    /**
     * SNMP version 3 with SHA-256 and AES-128, both from one passphrase.
     *
     * @param name user
     * @param secret passphrase, at least 8 characters
     */
    record User(String name, String secret) implements SwitchLogin {
        /** Shortest passphrase by RFC 3414. */
        public static final int SECRET_LENGTH_MIN = 8;

        public User {
            if (secret.length() < SECRET_LENGTH_MIN) {
                throw new IllegalArgumentException(
                        "the passphrase of SNMP user "
                                + name
                                + " is shorter than "
                                + SECRET_LENGTH_MIN
                                + " characters");
            }
        }

        @Override
        public String toString() {
            return "User[" + name + "]";
        }
    }
}
