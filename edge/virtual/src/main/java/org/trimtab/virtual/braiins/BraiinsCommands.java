package org.trimtab.virtual.braiins;

import java.util.ArrayList;
import java.util.List;
import org.trimtab.virtual.cgminer.CgminerReply;
import org.trimtab.virtual.cgminer.CgminerSpeaker;
import org.trimtab.virtual.cgminer.Fields;
import org.trimtab.virtual.cgminer.StandardReports;
import org.trimtab.virtual.cgminer.Voice;
import org.trimtab.virtual.machine.Machine;

/** The commands of Braiins OS on 4028; nobody has to log in. */
final class BraiinsCommands implements CgminerSpeaker.Commands {
    private static final String PROGRAM = "boser-openwrt 0.1.0-3881c51d";
    static final Voice VOICE = new Voice("BOSer " + PROGRAM, true);
    private static final int BOARDS = 3;
    private static final int FANS = 4;

    private final Tuner tuner;
    private final Machine machine;
    private final StandardReports standard;

    BraiinsCommands(Tuner tuner) {
        this.tuner = tuner;
        this.machine = tuner.machine();
        this.standard = new StandardReports(machine, VOICE, tuner.pools());
    }

    @Override
    public boolean changes(String command, String parameter) {
        return command.equals("pause") || command.equals("resume");
    }

    @Override
    public CgminerReply run(String command, String parameter) {
        return switch (command) {
            case "version" ->
                    VOICE.success(22, "BOSer versions")
                            .with("VERSION", Fields.of("API", "3.7").put("BOSer", PROGRAM));
            case "summary" -> standard.summary();
            case "pools" -> standard.pools();
            case "devs" -> standard.devs("BOS");
            case "devdetails" -> details();
            case "temps" -> temperatures();
            case "fans" -> fans();
            case "tunerstatus" -> VOICE.success(203, "Tuner Status").with("TUNERSTATUS", status());
            case "pause" -> {
                tuner.pause();
                yield VOICE.success(205, "Pause mining").with("PAUSE", List.of(true));
            }
            case "resume" -> {
                tuner.resume();
                yield VOICE.success(206, "Resume mining").with("RESUME", List.of(true));
            }
            default -> VOICE.unknown();
        };
    }

    private CgminerReply details() {
        List<Fields> rows = new ArrayList<>();
        for (int board = 0; board < BOARDS; board++) {
            rows.add(
                    Fields.of("DEVDETAILS", board)
                            .put("Name", "Hashboard " + (board + 1))
                            .put("ID", board + 1)
                            .put("Driver", "")
                            .put("Kernel", "")
                            .put("Chips", 110)
                            .put("Frequency", 487)
                            .put("Model", machine.nameplate().model()));
        }
        return VOICE.success(69, "Device Details").with("DEVDETAILS", rows);
    }

    private CgminerReply temperatures() {
        List<Fields> rows = new ArrayList<>();
        double celsius = machine.asleep() ? 25 : 55.5;
        for (int board = 0; board < BOARDS; board++) {
            rows.add(
                    Fields.of("Board", celsius)
                            .put("Chip", celsius + (machine.asleep() ? 0 : 15))
                            .put("ID", board + 1)
                            .put("TEMP", board));
        }
        return VOICE.success(201, BOARDS + " Temp(s)").with("TEMPS", rows);
    }

    private CgminerReply fans() {
        List<Fields> rows = new ArrayList<>();
        for (int fan = 0; fan < FANS; fan++) {
            rows.add(
                    Fields.of("FAN", fan)
                            .put("ID", fan)
                            .put("RPM", machine.asleep() ? 0 : 5_900)
                            .put("Speed", machine.asleep() ? 0 : 100));
        }
        return VOICE.success(202, FANS + " Fan(s)").with("FANS", rows);
    }

    private Fields status() {
        long watts = machine.reportedWatts();
        long standby = machine.physics().standby().watts();
        long boards = Math.max(0, watts - standby);
        List<Fields> chains = new ArrayList<>();
        for (int board = 0; board < BOARDS; board++) {
            chains.add(
                    Fields.of("HashchainIndex", board + 1)
                            .put("Status", tuner.paused() ? "Paused" : "Stable")
                            .put("TunerRunning", machine.ramping())
                            .put("ApproximatePowerConsumptionWatt", boards / BOARDS)
                            .put("PowerLimitWatt", tuner.targetWatts() / BOARDS));
        }
        return Fields.of("ApproximateChainPowerConsumption", boards)
                .put("ApproximateMinerPowerConsumption", watts)
                .put("DynamicPowerScaling", tuner.scaling() ? "InitialPowerLimit" : "Disabled")
                .put("PowerLimit", tuner.targetWatts())
                .put("TunerChainStatus", chains);
    }
}
