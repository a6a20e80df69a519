package org.trimtab.virtual.epic;

import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.trimtab.virtual.machine.Machine;
import org.trimtab.virtual.machine.WorkMode;
import org.trimtab.virtual.web.Marks;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What an ePIC machine can be asked. */
final class EpicPages {
    private static final JsonMapper MAPPER = JsonMapper.shared();
    private static final DateTimeFormatter STARTUP =
            DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss Z", Locale.ROOT)
                    .withZone(ZoneOffset.UTC);
    private static final int MAKE = 0x0E;
    private static final int BOARDS = 3;
    private static final int CHIPS = 110;
    private static final int FANS = 4;
    private static final int FAN_PLACES = 12;

    /** Work of the presets as shares of full work, in percent. */
    private static final int[] PRESETS = {55, 65, 75, 85, 100, 108};

    private final Machine machine;
    private final EpicTuning tuning;

    EpicPages(Machine machine, EpicTuning tuning) {
        this.machine = machine;
        this.tuning = tuning;
    }

    private String pool() {
        return "pool-1.example:3333";
    }

    private String user() {
        return "site.unit" + machine.nameplate().index();
    }

    String poolsText() {
        return "stratum+tcp://" + pool() + " " + user() + " x";
    }

    private String state() {
        if (machine.setting() == WorkMode.SLEEP) {
            return "Idling";
        }
        boolean works = machine.gigahashesPerSecond() > 0.02 * machine.nameplateGigahashes();
        return works ? "Mining" : "Initializing";
    }

    String summary() {
        double megahashes = machine.gigahashesPerSecond() * 1_000;
        ObjectNode root = MAPPER.createObjectNode();
        root.put("Disable Board On Failure", true).put("Enable Boards On Idle", false);
        fans(root);
        boards(root, megahashes / BOARDS);
        root.put("Hostname", "epic" + machine.nameplate().index());
        ArrayNode clocks = root.putObject("HwConfig").putArray("Boards Target Clock");
        for (int board = 0; board < BOARDS; board++) {
            clocks.addObject().put("Data", 485.0).put("Index", board);
        }
        root.put("IdleOnConnectionLost", tuning.idleOnConnectionLost());
        root.putNull("Last License Error");
        root.putObject("Mining").put("Algorithm", "SHA-256").put("Coin", "BTC");
        root.putObject("Misc")
                .put("Critical Temp", 100.0)
                .put("Locate Miner State", false)
                .put("Shutdown Temp", 85.0);
        root.put("OS Type", "umcOS").put("Overdrive", false);
        tuning(root.putObject("PerpetualTune"));
        root.putObject("Power Supply Stats")
                .put("Input Current", 0.0)
                .put("Input Power", (double) machine.reportedWatts())
                .put("Input Voltage", 0.0)
                .put("Output Current", 0.0)
                .put("Output Power", 0.0)
                .put("Output Voltage", 12.595)
                .put("Target Voltage", 12_600);
        root.putObject("PresetInfo").put("Target Power", machine.physics().running().watts());
        session(root.putObject("Session"), megahashes);
        root.put("Software", "PowerPlay-BMS v1.5.13");
        root.putObject("Status")
                .putNull("Last Command")
                .putNull("Last Command Result")
                .putNull("Last Error")
                .put("Operating State", state());
        root.putObject("Stratum")
                .put("Average Latency", 0.038)
                .put("Config Id", 0)
                .put("Current Pool", pool())
                .put("Current User", user())
                .put("IsPoolConnected", !machine.asleep())
                .put("Worker Unique Id", true)
                .put("Worker Unique Id Variant", "IpAddress");
        root.putArray("StratumConfigs")
                .addObject()
                .put("login", user())
                .put("password", "x")
                .put("pool", "stratum+tcp://" + pool());
        return root.toString();
    }

    private void fans(ObjectNode root) {
        boolean rests = machine.asleep();
        ObjectNode fans = root.putObject("Fans");
        fans.putObject("Fan Mode")
                .putObject("Auto")
                .put("Idle Speed", 20)
                .put("Target Temperature", 60);
        fans.put("Fans Speed", rests ? 20 : 100).put("Minimum Working Fans", 0);
        ObjectNode speeds = root.putObject("Fans Rpm");
        for (int fan = 1; fan <= FAN_PLACES; fan++) {
            String name = "Fans Speed " + fan;
            if (fan <= FANS) {
                speeds.put(name, rests ? 1_200 : 5_900 + 10 * fan);
            } else {
                speeds.putNull(name);
            }
        }
    }

    private void boards(ObjectNode root, double megahashes) {
        ArrayNode states = root.putArray("HBStatus");
        for (int board = 0; board < BOARDS; board++) {
            states.addObject().put("Detected", true).put("Enabled", true).put("Index", board);
        }
        ArrayNode boards = root.putArray("HBs");
        if (machine.asleep()) {
            return;
        }
        double ideal = machine.nameplateGigahashes() * 1_000 / BOARDS;
        for (int board = 0; board < BOARDS; board++) {
            ObjectNode row = boards.addObject();
            row.putArray("Core Clock");
            row.put("Core Clock Avg", 487.5);
            row.putArray("Hashrate")
                    .add(Marks.rounded(megahashes))
                    .add(Marks.rounded(100 * megahashes / ideal))
                    .add(0.8);
            row.put("Index", board)
                    .put("Input Current", 0.0)
                    .put("Input Power", 0.0)
                    .put("Input Voltage", 12.6)
                    .put("Output Current", 0.0)
                    .put("Output Power", 0.0)
                    .put("Output Voltage", 0.0)
                    .put("Temperature", 64.3);
        }
    }

    private void tuning(ObjectNode node) {
        node.putObject("Algorithm")
                .putObject(tuning.algorithm())
                .put("Min Throttle Target", tuning.throttleLeast())
                .put("Optimized", false)
                .put("Target", tuning.target())
                .put("Throttle Step", tuning.throttleStep())
                .putNull("Throttle Target")
                .put("Unit", "TH/s");
        node.put("Running", tuning.running());
    }

    private void session(ObjectNode node, double megahashes) {
        long now = machine.ownTime().getEpochSecond();
        long uptime = machine.elapsed().toSeconds();
        node.put("Accepted", uptime / 12)
                .put("Active HBs", machine.asleep() ? 0 : BOARDS)
                .put("Average MHs", Marks.rounded(megahashes))
                .put("Difficulty", 262_144)
                .put("Last Accepted Share Timer", 25)
                .put("Last Accepted Share Timestamp", now - 25)
                .put("Last Work Timer", 34)
                .put("Last Work Timestamp", now - 34);
        node.putObject("LastAverageMHs")
                .put("Hashrate", Marks.rounded(megahashes))
                .put("Timestamp", now - now % 900);
        node.put("Rejected", 2)
                .put("Startup String", STARTUP.format(machine.ownTime().minusSeconds(uptime)))
                .put("Startup Timestamp", now - uptime)
                .put("Submitted", uptime / 12 + 2)
                .put("Uptime", uptime)
                .put("WorkReceived", uptime / 36);
    }

    String hashrate() {
        double megahashes = machine.gigahashesPerSecond() * 1_000 / BOARDS;
        ArrayNode root = MAPPER.createArrayNode();
        for (int board = 0; board < BOARDS; board++) {
            ObjectNode row = root.addObject();
            ArrayNode chips = row.putArray("Data");
            for (int chip = 0; chip < CHIPS; chip++) {
                chips.add(Math.round(megahashes / CHIPS));
            }
            row.put("Index", board).put("Total", Marks.rounded(megahashes));
        }
        return root.toString();
    }

    String temperatures() {
        ArrayNode root = MAPPER.createArrayNode();
        double warm = machine.asleep() ? 0.5 : 1;
        for (int board = 0; board < BOARDS; board++) {
            ObjectNode row = root.addObject();
            row.putArray("Data").add(52.1 * warm).add(64.3 * warm);
            row.put("Index", board).put("Total", 0.0);
        }
        return root.toString();
    }

    String network() {
        ObjectNode root = MAPPER.createObjectNode();
        root.putObject("dhcp")
                .put("address", machine.nameplate().host())
                .put("dns", "127.0.0.1")
                .put("gateway", "127.0.0.1")
                .put("mac_address", Marks.mac(MAKE, machine.nameplate().index()))
                .put("netmask", "255.0.0.0");
        return root.toString();
    }

    String capabilities() {
        ObjectNode root = MAPPER.createObjectNode();
        ArrayNode serials = root.putArray("Board Serial Numbers");
        for (int board = 0; board < BOARDS; board++) {
            serials.add(Marks.serial("EPIC" + board, machine.nameplate().index()));
        }
        root.put("Chip Type", "BM1366").put("Chips Per Bank", 10);
        root.putArray("Coins").add("BTC");
        root.putObject("Control Board Version")
                .put("carrierBoardVersion", "4.1.0")
                .put("cpuHardware", "STM32 (Device Tree Support)")
                .put("cpuSerial", Marks.serial("0020", machine.nameplate().index()))
                .put("somBoardVersion", "7.1.0");
        root.put("Default Clock", 485)
                .put("Default Hashrate", tuning.full())
                .put("Default Voltage", 12_900);
        root.putArray("Display").add("ClksAndVoltage").add("ShutdownTemp").add("PerpetualTune");
        root.put("Max Clock Configs", 1).put("Max HBs", BOARDS);
        root.put("Model", machine.nameplate().model()).put("Model Subtype", "virtual");
        root.putObject("Performance Estimator")
                .put("Chip Count", CHIPS)
                .put("Hashes Per Second Per Chip", 894.0);
        ArrayNode algorithms = root.putArray("PerpetualTune");
        algorithm(algorithms, "VoltageOptimizer", "Voltage Optimizer");
        algorithm(algorithms, "ChipTune", "Chip Tune");
        algorithm(algorithms, "BoardTune", "Board Tune");
        root.putObject("Psu Info")
                .put("FW", 25)
                .put("Max Vout", 15_182)
                .put("Min Vout", 11_877)
                .put("PSU Type", 118);
        root.putObject("Temp Sensor Info").put("Count", 2).put("Type", "Board");
        ArrayNode presets = root.putArray("Tune Presets");
        for (int percent : PRESETS) {
            double terahashes = tuning.full() * percent / 100.0;
            presets.addObject()
                    .put("clk", 485 * percent / 100)
                    .put("hashrate", (double) Math.round(terahashes))
                    .put(
                            "power",
                            Math.round(
                                    machine.physics().running().watts()
                                            * tuning.shareOf((double) Math.round(terahashes))))
                    .put("voltage", 12_900);
        }
        root.putObject("Voltage Estimator").put("Slope", 0.0041).put("Y Intercept", 11.0);
        return root.toString();
    }

    private void algorithm(ArrayNode list, String name, String title) {
        list.addObject()
                .put("algorithm", name)
                .put("description", "Seeks the target hash rate by turning voltage and clocks.")
                .put("max", tuning.most())
                .put("min", tuning.least())
                .put("name", title);
    }
}
