package org.trimtab.virtual.braiins;

import java.util.List;
import org.trimtab.virtual.cgminer.CgminerSpeaker;
import org.trimtab.virtual.machine.Family;
import org.trimtab.virtual.machine.Machine;
import org.trimtab.virtual.machine.VirtualMiner;
import org.trimtab.virtual.web.WebSpeaker;

/** A machine under Braiins OS: cgminer's interface without login on 4028, REST behind a login on 80. */
public final class BraiinsMiner implements VirtualMiner {
    private static final int REST_PORT = 80;

    private final Tuner tuner;
    private final List<Port> ports;

    public BraiinsMiner(Machine machine) {
        this.tuner = new Tuner(machine);
        this.ports =
                List.of(
                        new Port(
                                Family.BRAIINS.port(),
                                new CgminerSpeaker(
                                        machine,
                                        BraiinsCommands.VOICE,
                                        false,
                                        new BraiinsCommands(tuner))),
                        new Port(
                                REST_PORT,
                                new WebSpeaker(machine, new BraiinsRest(tuner), "nginx")));
    }

    @Override
    public Machine machine() {
        return tuner.machine();
    }

    @Override
    public List<Port> ports() {
        return ports;
    }

    @Override
    public String pools() {
        return tuner.pools().text();
    }
}
