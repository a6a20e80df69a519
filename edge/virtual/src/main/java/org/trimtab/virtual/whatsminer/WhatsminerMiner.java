package org.trimtab.virtual.whatsminer;

import java.util.List;
import org.trimtab.virtual.machine.Family;
import org.trimtab.virtual.machine.Machine;
import org.trimtab.virtual.machine.VirtualMiner;

/**
 * A Whatsminer under its maker's firmware. Newer ones speak API 3 on 4433 and, beside it on 4028, an API 2 that leaves
 * much out; older ones speak the whole of API 2 on 4028.
 */
public final class WhatsminerMiner implements VirtualMiner {
    private final ControlBoard control;
    private final List<Port> ports;

    public WhatsminerMiner(Machine machine) {
        this.control = new ControlBoard(machine);
        boolean third = machine.nameplate().firmware().family() == Family.WHATSMINER;
        Port second = new Port(Family.WHATSMINER_V2.port(), new Api2Speaker(control, !third));
        this.ports =
                third
                        ? List.of(
                                new Port(Family.WHATSMINER.port(), new Api3Speaker(control)),
                                second)
                        : List.of(second);
    }

    @Override
    public Machine machine() {
        return control.machine();
    }

    @Override
    public List<Port> ports() {
        return ports;
    }

    @Override
    public String pools() {
        return control.pools().text();
    }
}
