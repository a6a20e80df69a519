package org.trimtab.switches;

import org.jspecify.annotations.Nullable;
import org.trimtab.resource.Switch;

/** Where a switch stands could not be read. The message names the switch, what happened and what to do. */
public final class SwitchUnreachable extends Exception {
    private static final long serialVersionUID = 1;

    SwitchUnreachable(Switch which, String what, @Nullable Throwable cause) {
        super(message(which, what), cause);
    }

    static String message(Switch which, String what) {
        return "switch \"" + which.id() + "\" at " + which.endpoint() + ": " + what;
    }
}
