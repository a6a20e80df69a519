package org.trimtab.virtual.luxos;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.trimtab.virtual.cgminer.CgminerReply;
import org.trimtab.virtual.cgminer.Fields;
import org.trimtab.virtual.cgminer.Voice;
import org.trimtab.virtual.machine.Machine;
import org.trimtab.virtual.machine.WorkMode;

/** What a LuxOS machine tells about itself. Sections, keys and types follow recordings of a real one. */
final class LuxosReports {
    static final String VERSION = "2025.4.8.220305-57b389c7";
    static final Voice VOICE = new Voice("LUXminer " + VERSION, false);
    private static final String MINER = "2025.4.8.220305";
    private static final String COMPILED = "Tue Apr  8 22:05:35 UTC 2025";
    private static final int BOARDS = 3;
    private static final int CHIPS = 77;
    private static final int FANS = 4;
    private static final double AMBIENT_CELSIUS = 24;

    private final Machine machine;
    private final LuxosPools pools;
    private final LuxosProfiles profiles;

    LuxosReports(Machine machine, LuxosPools pools, LuxosProfiles profiles) {
        this.machine = machine;
        this.pools = pools;
        this.profiles = profiles;
    }

    CgminerReply version() {
        return VOICE.success(22, "LUXminer versions")
                .with(
                        "VERSION",
                        Fields.of()
                                .put("API", "3.7")
                                .put("CompileTime", COMPILED)
                                .put("LUXminer", VERSION)
                                .put("Miner", MINER)
                                .put("Type", machine.nameplate().model()));
    }

    CgminerReply config() {
        boolean asleep = machine.setting() == WorkMode.SLEEP;
        String mac = mac();
        Fields row =
                Fields.of()
                        .put("ASC Count", BOARDS)
                        .put("BcastAddr", "127.255.255.255")
                        .put("ControlBoardType", "cvitek")
                        .put("Cooling", "Air")
                        .put("CurtailMode", asleep ? "Sleep" : "None")
                        .put("DHCP", true)
                        .put("DNS Servers", "")
                        .put("Device Code", "")
                        .put("FPGABuildIdHex", "0x18351835")
                        .put("FPGABuildIdStr", "2018-35-18 35:00")
                        .put("FeeStatus", "Ok")
                        .put("Gateway", "127.0.0.1")
                        .put("GreenLed", "auto")
                        .put("Hostname", "virtual-" + machine.nameplate().index())
                        .put("Hotplug", "None")
                        .put("IPAddr", machine.nameplate().host())
                        .put("ImmersionMode", false)
                        .put("IsAtmEnabled", profiles.balanced())
                        .put("IsPowerSupplyOn", !machine.asleep())
                        .put("IsSingleVoltage", true)
                        .put("IsTuning", false)
                        .put("Log Interval", 0)
                        .put("LogFileLevel", "info")
                        .put("MACAddr", mac)
                        .put("Model", machine.nameplate().model())
                        .rounded("NameplateTHS", machine.nameplateGigahashes() / 1e3);
        return VOICE.success(33, "LUXminer config").with("CONFIG", systemPart(row));
    }

    private Fields systemPart(Fields row) {
        return row.put("Netmask", "255.0.0.0")
                .put("OS", "LuxOS")
                .put("PGA Count", 0)
                .put("PSUHwVersion", "75")
                .put("PSULabel", "APW121215e")
                .put("Pool Count", pools.count())
                .put("Profile", profiles.name())
                .put("ProfileStep", profiles.step())
                .put("RedLed", "auto")
                .put("SerialNumber", serial())
                .put("Strategy", "Failover")
                .put("SystemStatus", machine.ramping() ? "Initializing" : "Normal")
                .put("UpdateOnStartup", "off")
                .put("UpdateOnTimeout", "off")
                .put("UpdateOnUser", "full")
                .put("UpdateSource", "")
                .put("UpdateTimeout", 60);
    }

    CgminerReply summary() {
        double now = machine.gigahashesPerSecond();
        double average = machine.asleep() ? 0 : now;
        long elapsed = machine.elapsed().toSeconds();
        Fields row =
                Fields.of()
                        .put("Accepted", elapsed / 3)
                        .put("Best Share", 32_768)
                        .put("Device Hardware%", 0.0)
                        .put("Device Rejected%", 0.0)
                        .put("Difficulty Accepted", elapsed / 3 * 32_768)
                        .put("Difficulty Rejected", 32_768)
                        .put("Difficulty Stale", 0)
                        .put("Discarded", 0)
                        .put("Elapsed", elapsed)
                        .put("Found Blocks", 0);
        for (String window : List.of("15m", "1m", "24h", "30m", "5m")) {
            row.rounded("GHS " + window, average);
        }
        row.rounded("GHS 5s", now)
                .rounded("GHS av", average)
                .put("Get Failures", 0)
                .put("Getworks", elapsed / 5)
                .put("Hardware Errors", 0)
                .put("Last getwork", when())
                .put("Local Work", 0)
                .put("Network Blocks", 0)
                .put("Pool Rejected%", 0.0)
                .put("Pool Stale%", 0.0)
                .put("Rejected", 1)
                .put("Remote Failures", 0)
                .put("Stale", 0)
                .rounded("Total MH", average * 1e3)
                .put("Utility", 20.0)
                .put("Work Utility", 11.5);
        return VOICE.success(11, "Summary").with("SUMMARY", row);
    }

    CgminerReply power() {
        return VOICE.success(311, "Power usage")
                .with("POWER", Fields.of().put("PSU", false).put("Watts", machine.reportedWatts()));
    }

    CgminerReply devs() {
        List<Fields> rows = new ArrayList<>();
        double each = machine.gigahashesPerSecond() * 1e3 / BOARDS;
        for (int board = 0; board < BOARDS; board++) {
            rows.add(board(board, each));
        }
        return VOICE.success(9, BOARDS + " ASC(s)").with("DEVS", rows);
    }

    private Fields board(int board, double megahashes) {
        long elapsed = machine.elapsed().toSeconds();
        Fields row =
                Fields.of()
                        .put("ASC", board)
                        .put("Accepted", elapsed / 9)
                        .put("Board", "BHB56903")
                        .put("Connector", "J" + (7 + board))
                        .put("ControllerIPVersionHex", "0x18351835")
                        .put("ControllerIPVersionStr", "N/A")
                        .put("Device Elapsed", elapsed)
                        .put("Device Hardware%", 0)
                        .put("Device Rejected%", 0)
                        .put("Diff1 Work", elapsed / 9 * 32_768)
                        .put("Difficulty Accepted", elapsed / 9 * 32_768)
                        .put("Difficulty Rejected", 0)
                        .put("Enabled", "Y")
                        .put("Hardware Error MHS 15m", 0)
                        .put("Hardware Errors", 0)
                        .put("ID", board)
                        .put("IsRamping", machine.ramping())
                        .put("IsUserShutdown", false)
                        .put("Last Share Difficulty", 32_768)
                        .put("Last Share Pool", 0)
                        .put("Last Share Time", when())
                        .put("Last Valid Work", when());
        for (String window : List.of("15m", "1m", "30m", "5m", "5s", "60m", "av")) {
            row.rounded("MHS " + window, megahashes);
        }
        return row.put("Name", "")
                .rounded("Nominal MHS", machine.nameplateGigahashes() * 1e3 / BOARDS)
                .put("Profile", profiles.name())
                .put("Rejected", 0)
                .put("SerialNumber", serial() + board)
                .put("Status", machine.asleep() ? "Dead" : "Alive")
                .put("Temperature", celsius(board))
                .rounded("Total MH", megahashes)
                .put("Utility", 0);
    }

    CgminerReply temps() {
        List<Fields> rows = new ArrayList<>();
        for (int board = 0; board < BOARDS; board++) {
            double hot = celsius(board);
            double cool = (hot + AMBIENT_CELSIUS) / 2;
            rows.add(
                    Fields.of()
                            .put("BottomLeft", hot)
                            .put("BottomRight", cool)
                            .put("ID", board)
                            .put("TEMP", board)
                            .put("TopLeft", hot)
                            .put("TopRight", cool));
        }
        return VOICE.success(201, BOARDS + " Temp(s)")
                .with("METADATA", metadata())
                .with("TEMPS", rows);
    }

    private static Fields metadata() {
        return Fields.of()
                .put("BottomLeft", position("Board Exhaust (bottom)", 1, 0))
                .put("BottomRight", position("Board Intake (bottom)", 1, 1))
                .put("TopLeft", position("Board Exhaust (top)", 0, 0))
                .put("TopRight", position("Board Intake (top)", 0, 1));
    }

    /** Where a sensor sits; a builder, so that it is written as it stands. */
    private static StringBuilder position(String label, int row, int column) {
        return new StringBuilder("{\"Label\":\"")
                .append(label)
                .append("\",\"Position\":[")
                .append(row)
                .append(',')
                .append(column)
                .append("]}");
    }

    CgminerReply fans() {
        int speed = machine.asleep() ? 0 : 65;
        List<Fields> rows = new ArrayList<>();
        for (int fan = 0; fan < FANS; fan++) {
            rows.add(
                    Fields.of()
                            .put("FAN", "FAN" + (fan + 1))
                            .put("ID", fan)
                            .put("RPM", speed * 90)
                            .put("Speed", speed));
        }
        return VOICE.success(202, FANS + " Fan(s)")
                .with("FANCTRL", Fields.of().put("MinFans", 3).put("PowerOffSpeed", 0))
                .with("FANS", rows);
    }

    CgminerReply profiles() {
        return VOICE.success(322, "Profiles").with("PROFILES", profiles.rows());
    }

    CgminerReply stats() {
        Fields head =
                Fields.of()
                        .put("CompileTime", COMPILED)
                        .put("Miner", MINER)
                        .put("Type", machine.nameplate().model());
        return VOICE.success(70, "LUXminer stats")
                .with("STATS", List.of(head, new LuxosStats(machine, CHIPS).row()));
    }

    long when() {
        return machine.ownTime().getEpochSecond();
    }

    private double celsius(int board) {
        double load = machine.watts() / machine.physics().running().watts();
        return Math.round(AMBIENT_CELSIUS + 36 * Math.min(1.1, load)) + board;
    }

    private String mac() {
        int index = machine.nameplate().index();
        return String.format(
                Locale.ROOT,
                "02:00:00:%02x:%02x:%02x",
                index >> 16 & 255,
                index >> 8 & 255,
                index & 255);
    }

    private String serial() {
        return String.format(Locale.ROOT, "VIRT%08d", machine.nameplate().index());
    }
}
