package org.trimtab.virtual;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.trimtab.quantity.Power;
import org.trimtab.virtual.machine.Fault;
import org.trimtab.virtual.machine.WorkMode;

/**
 * How a machine is in truth, whatever it says.
 *
 * @param device which
 * @param mode how it works
 * @param level share of full power it was held to; 1 for all of it
 * @param power what it draws
 * @param pools the pools it works for, one per line
 * @param poolsChanged true when they are not those it started with
 * @param commandsReceived commands heard so far, whatever came of them
 * @param lastCommandAt when the last was heard; null before the first
 * @param fault what is wrong with it; null for nothing
 * @param unplugged true while an open breaker keeps the power from it; its mode is then how it will boot
 */
public record DeviceTruth(
        VirtualDevice device,
        WorkMode mode,
        double level,
        Power power,
        String pools,
        boolean poolsChanged,
        int commandsReceived,
        @Nullable Instant lastCommandAt,
        @Nullable Fault fault,
        boolean unplugged) {

    public boolean asleep() {
        return mode == WorkMode.SLEEP;
    }
}
