package org.trimtab.virtual.sealminer;

import java.util.List;
import org.trimtab.virtual.cgminer.CgminerReply;
import org.trimtab.virtual.cgminer.CgminerSpeaker;
import org.trimtab.virtual.cgminer.Fields;
import org.trimtab.virtual.cgminer.Pools;
import org.trimtab.virtual.cgminer.StandardReports;
import org.trimtab.virtual.cgminer.Voice;
import org.trimtab.virtual.machine.Family;
import org.trimtab.virtual.machine.Machine;
import org.trimtab.virtual.machine.VirtualMiner;
import org.trimtab.virtual.machine.WorkMode;

/**
 * A SealMiner: cgminer's interface, no login. It is suspended by a board setting and wakes by a restart of its mining
 * process. A power limit is noted and holds from the next restart on.
 */
public final class SealminerMiner implements VirtualMiner, CgminerSpeaker.Commands {
    private static final Voice VOICE = new Voice("cgminer 4.12.0", true);
    private static final int SET = 119;
    private static final int FAILED = 120;
    private static final String LIMIT = "0,powerlimit,";
    private static final double SHARE_LEAST = 0.3;

    private final Machine machine;
    private final Pools pools;
    private final StandardReports standard;
    private final CgminerSpeaker speaker;
    private double share = 1;

    public SealminerMiner(Machine machine) {
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
        return List.of(new Port(Family.SEALMINER.port(), speaker));
    }

    @Override
    public String pools() {
        return pools.text();
    }

    @Override
    public boolean changes(String command, String parameter) {
        return command.equals("ascset") || command.equals("restart");
    }

    @Override
    public CgminerReply run(String command, String parameter) {
        return switch (command) {
            case "version" -> version();
            case "summary" -> standard.summary();
            case "pools" -> standard.pools();
            case "devs", "edevs" -> standard.devs("SEAL");
            case "stats" -> VOICE.success(70, "CGMiner stats")
                    .with("STATS", List.of(stats(), standard.poolStats(1)));
            case "ascset" -> set(parameter.strip());
            case "restart" -> restart();
            default -> VOICE.unknown();
        };
    }

    private CgminerReply version() {
        Fields row =
                Fields.of("CGMiner", "4.12.0")
                        .put("API", "3.7")
                        .put("Miner", "SealMiner 20250601")
                        .put("CompileTime", "Sun Jun  1 10:00:00 UTC 2025")
                        .put("Type", machine.nameplate().model());
        return VOICE.success(22, "CGMiner versions").with("VERSION", row);
    }

    private Fields stats() {
        double rate = machine.gigahashesPerSecond();
        return standard.stats(0, "SEAL0")
                .rounded("GHS 5s", rate)
                .rounded("GHS av", rate)
                .rounded("total_rateideal", machine.nameplateGigahashes())
                .put("miner_count", 3)
                .put("temp_max", machine.asleep() ? 25.0 : 68.0);
    }

    private CgminerReply set(String parameter) {
        if (parameter.equals("0,suspend")) {
            machine.turn(WorkMode.SLEEP);
            return VOICE.success(SET, "ASC 0 set OK");
        }
        if (parameter.startsWith(LIMIT)) {
            return limit(parameter.substring(LIMIT.length()));
        }
        return VOICE.error(FAILED, "ASC 0 set failed: Unknown option: " + parameter);
    }

    private CgminerReply limit(String value) {
        String watts = value.replaceAll("[^0-9]", "");
        double wished =
                watts.isEmpty() || watts.length() > 6
                        ? 0
                        : Integer.parseInt(watts) / (double) machine.physics().running().watts();
        if (wished < SHARE_LEAST || wished > 1.2) {
            return VOICE.error(FAILED, "ASC 0 set failed: powerlimit " + value);
        }
        share = wished;
        return VOICE.success(SET, "ASC 0 set OK");
    }

    private CgminerReply restart() {
        machine.hold(share);
        machine.restart(WorkMode.NORMAL, machine.now());
        return VOICE.success(0, "RESTART");
    }
}
