package org.trimtab.switches;

import java.time.Duration;
import org.trimtab.resource.Switch;
import org.trimtab.resource.SwitchLine.ModbusCoil;
import org.trimtab.resource.SwitchLine.SnmpOutlet;

/** The kinds of switch that can be moved. */
public final class SwitchClients {
    /** Longest wait for a connection, and for one answer, when nothing else is said. */
    public static final Duration WAIT_USUAL = Duration.ofSeconds(2);

    private SwitchClients() {}

    /** A client for a switch with the usual wait; nothing is connected yet. */
    public static SwitchClient open(Switch which, SwitchLogin login) {
        return open(which, login, WAIT_USUAL);
    }

    /**
     * A client for a switch; nothing is connected yet.
     *
     * @param login how to get in; Modbus knows none and passes it over
     * @param waitMost longest wait for a connection, and for one answer
     */
    public static SwitchClient open(Switch which, SwitchLogin login, Duration waitMost) {
        return switch (which.line()) {
            case ModbusCoil coil -> new CoilSwitch(which, coil, waitMost);
            case SnmpOutlet outlet -> new SnmpSwitch(which, outlet, login, waitMost);
        };
    }
}
