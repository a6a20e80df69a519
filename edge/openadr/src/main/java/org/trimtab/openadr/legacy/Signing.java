package org.trimtab.openadr.legacy;

/** How XML signatures are used with a VTN (the "high" security level of 2.0b). */
public enum Signing {
    /** We do not sign and do not look at signatures; TLS alone protects. */
    OFF,
    /** We sign; a signature that comes is verified, a payload without one is accepted. */
    SIGN,
    /** We sign, and refuse every payload that is not signed. */
    REQUIRE
}
