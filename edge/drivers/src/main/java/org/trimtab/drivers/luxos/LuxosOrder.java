package org.trimtab.drivers.luxos;

import org.jspecify.annotations.Nullable;
import org.trimtab.dispatch.Action;

/**
 * An order that needs the control session.
 *
 * @param command its name
 * @param argument what follows the session
 * @param answeredBy the code by which it is taken; null when any success will do
 */
record LuxosOrder(String command, String argument, @Nullable Long answeredBy) {
    static LuxosOrder curtail(Action.State state) {
        String argument =
                switch (state) {
                    case SLEEP -> "sleep";
                    case WAKE -> "wakeup";
                };
        return new LuxosOrder("curtail", argument, LuxosProtocol.CURTAIL_SENT);
    }

    static LuxosOrder profile(String name) {
        return new LuxosOrder("profileset", name, null);
    }

    /** Whether it shall choose profiles by its temperature. */
    static LuxosOrder balance(boolean enabled) {
        return new LuxosOrder("atmset", "enabled=" + enabled, null);
    }

    byte[] bytes(String session) {
        return LuxosProtocol.ask(command, session + "," + argument);
    }
}
