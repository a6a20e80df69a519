package org.trimtab.fleet;

import org.trimtab.dispatch.Failure;

/** What a person can do about a failure. */
public final class Advice {
    private Advice() {}

    /** One sentence; never empty. */
    public static String on(Failure failure) {
        return switch (failure) {
            case CONNECTION_REFUSED ->
                    "something is at the address but does not listen there: check family and port, and"
                            + " whether its API is switched on";
            case CONNECT_TIMEOUT ->
                    "check that it has power and network, and that its address is still this one";
            case NO_ANSWER ->
                    "it takes connections and says nothing: look whether another program holds its API,"
                            + " else restart it";
            case CUT_OFF -> "it breaks off: try again; if it stays so, restart it";
            case GARBLED ->
                    "it answers in a way this family does not: check that the family is right with"
                            + " trimtab fleet doctor ADDRESS";
            case DEVICE_ERROR -> "it says why in its own words above";
            case SESSION_TAKEN ->
                    "find who else controls it; two controllers undo each other's work";
            case WRONG_PASSWORD ->
                    "give its login with trimtab fleet credentials set, or in the site file";
            case CERTIFICATE_NOT_TRUSTED ->
                    "if these devices sign their own certificates, write encryption: self-signed for"
                            + " them in the site file";
            case SETTINGS_UNREADABLE ->
                    "nothing was written, since that might have wiped its pools: look at its settings"
                            + " page";
            case UNSUPPORTED -> "its firmware has no such function";
            case EXPIRED -> "it was not its turn in time: try again with fewer devices";
            case STAYED_AWAKE ->
                    "it said yes and draws power still: look at the machine; its firmware may ignore the"
                            + " command";
            case STAYED_ASLEEP -> "it said yes and is not back at work: look at the machine";
        };
    }
}
