package org.trimtab.virtual.sealminer;

import java.util.List;
import java.util.Locale;
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
    private static final Voice VOICE = new Voice("bdminer 1.4.2", true);
    private static final int SET = 119;
    private static final int FAILED = 120;
    private static final int FANS = 4;
    private static final int BOARDS = 3;
    private static final int SENSORS = 4;
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
            case "stats" ->
                    VOICE.success(70, "CGMiner stats")
                            .with("STATS", List.of(stats(), standard.poolStats(1)));
            case "devdetails" -> details();
            case "ascset" -> set(parameter.strip());
            case "restart" -> restart();
            default -> VOICE.unknown();
        };
    }

    private CgminerReply version() {
        Fields row =
                Fields.of("BDMiner", "1.4.2")
                        .put("API", "3.7")
                        .put("Miner", machine.nameplate().model());
        return VOICE.success(22, "BDMiner versions").with("VERSION", row);
    }

    private CgminerReply details() {
        Fields row =
                Fields.of("DEVDETAILS", 0)
                        .put("Name", "SEAL")
                        .put("ID", 0)
                        .put("Driver", "bitdeer")
                        .put("Model", machine.nameplate().model());
        return VOICE.success(69, "Device Details").with("DEVDETAILS", row);
    }

    /** The supply measures what it takes in. */
    private Fields stats() {
        boolean asleep = machine.asleep();
        double terahashes = machine.gigahashesPerSecond() / 1e3;
        long watts = Math.round(machine.watts());
        String serial = String.format(Locale.ROOT, "VBD%08d", machine.nameplate().index());
        Fields row =
                standard.stats(0, "SEAL0")
                        .put("Model", machine.nameplate().model())
                        .put("Ctrl Board SN", serial)
                        .put("MAC", mac())
                        .put("PM State", machine.setting() == WorkMode.SLEEP ? "Suspend" : "Run")
                        .rounded("MHS(Ideal)", machine.nameplateGigahashes() * 1e3)
                        .put("PSU Input Power", watts)
                        .put("PSU Efficiency", 0.95)
                        .rounded("W/T(Avg)", terahashes > 0 ? watts / terahashes : 0)
                        .put("Fan Count", FANS);
        for (int fan = 0; fan < FANS; fan++) {
            row.put(fan + " Speed", asleep ? 0 : 5_100).put(fan + " PWM", asleep ? 0 : 150);
        }
        row.put("Board Count", BOARDS);
        for (int board = 0; board < BOARDS; board++) {
            for (int sensor = 0; sensor < SENSORS; sensor++) {
                row.put(board + " Temp " + sensor, asleep ? 25.0 : 60.0 + sensor);
            }
        }
        return row.put("PSU Temp AMB", asleep ? 25.0 : 48.0);
    }

    private String mac() {
        int index = machine.nameplate().index();
        return String.format(
                Locale.ROOT,
                "02:00:0C:%02X:%02X:%02X",
                index >> 16 & 255,
                index >> 8 & 255,
                index & 255);
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
                        : Integer.parseInt(watts) / machine.fullWatts();
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
