package org.trimtab.fleet;

import java.util.Locale;

/** What came of telling a switch to move. */
public enum SwitchEnding {
    /** It was read back where it was told to go. */
    CONFIRMED,
    /** It took the command, and was not seen there. */
    ACCEPTED,
    /** It said no. */
    REFUSED,
    /** Nothing was sent: there was no way to it. */
    UNREACHABLE,
    /** The command went out, and nobody knows whether it moved. */
    UNCERTAIN;

    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
