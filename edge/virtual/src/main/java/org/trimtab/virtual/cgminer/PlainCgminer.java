package org.trimtab.virtual.cgminer;

import java.util.List;
import java.util.Set;
import org.trimtab.virtual.machine.Family;
import org.trimtab.virtual.machine.Fault;
import org.trimtab.virtual.machine.Machine;
import org.trimtab.virtual.machine.VirtualMiner;

/**
 * A cgminer of unknown make whose owner lets strangers read only: what would change it is refused with code 45. When
 * locked, strangers may ask for its version and no more.
 */
public final class PlainCgminer implements VirtualMiner, CgminerSpeaker.Commands {
    private static final Voice VOICE = new Voice("cgminer 4.12.1", true);
    private static final Set<String> PRIVILEGED =
            Set.of(
                    "ascset",
                    "ascenable",
                    "ascdisable",
                    "restart",
                    "quit",
                    "switchpool",
                    "enablepool",
                    "disablepool",
                    "addpool",
                    "removepool",
                    "poolpriority",
                    "setconfig",
                    "save",
                    "privileged");

    private final Machine machine;
    private final Pools pools;
    private final StandardReports standard;
    private final CgminerSpeaker speaker;

    public PlainCgminer(Machine machine) {
        this.machine = machine;
        this.pools = Pools.of(machine.nameplate().index());
        this.standard = new StandardReports(machine, VOICE, pools);
        this.speaker = new CgminerSpeaker(machine, VOICE, true, this);
    }

    @Override
    public Machine machine() {
        return machine;
    }

    @Override
    public List<Port> ports() {
        return List.of(new Port(Family.CGMINER.port(), speaker));
    }

    @Override
    public String pools() {
        return pools.text();
    }

    @Override
    public boolean changes(String command, String parameter) {
        return PRIVILEGED.contains(command);
    }

    @Override
    public CgminerReply run(String command, String parameter) {
        if (PRIVILEGED.contains(command)
                || (machine.has(Fault.LOCKED) && !command.equals("version"))) {
            return VOICE.denied(command);
        }
        return switch (command) {
            case "version" ->
                    VOICE.success(22, "CGMiner versions")
                            .with("VERSION", Fields.of("CGMiner", "4.12.1").put("API", "3.7"));
            case "summary" -> standard.summary();
            case "pools" -> standard.pools();
            case "devs" -> standard.devs("ASIC");
            case "stats" ->
                    VOICE.success(70, "CGMiner stats")
                            .with(
                                    "STATS",
                                    List.of(standard.stats(0, "ASIC0"), standard.poolStats(1)));
            default -> VOICE.unknown();
        };
    }
}
