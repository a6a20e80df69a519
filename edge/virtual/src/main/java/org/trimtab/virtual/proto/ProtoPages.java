package org.trimtab.virtual.proto;

import java.time.temporal.ChronoUnit;
import java.util.Set;
import org.trimtab.virtual.machine.Machine;
import org.trimtab.virtual.machine.WorkMode;
import org.trimtab.virtual.web.Marks;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What a Proto rig can be asked, and the aim it is set to. Its supplies measure their input. */
final class ProtoPages {
    /** The ways it can weigh work against power. */
    static final Set<String> MODES = Set.of("MaximumHashrate", "Efficiency");

    private static final JsonMapper MAPPER = JsonMapper.shared();
    private static final String VERSION = "1.8.0";
    private static final int MAKE = 0x0F;
    private static final int BOARDS = 4;
    private static final int SUPPLIES = 2;
    private static final int FANS = 4;
    private static final int CHIPS = 120;
    private static final double VOLTS_IN = 231;
    private static final double VOLTS_OUT = 14.5;
    private static final double SUPPLY_EFFICIENCY = 0.94;
    private static final double SHARE_LEAST = 0.4;
    private static final double SHARE_MOST = 1.15;

    private final Machine machine;
    private final long fullWatts;
    private long targetWatts;
    private String mode = "MaximumHashrate";
    private boolean curtailed;

    ProtoPages(Machine machine) {
        this.machine = machine;
        // A rig is delivered aiming at what it draws, whatever its model's nameplate says.
        this.fullWatts = Math.round(machine.fullWatts());
        this.targetWatts = fullWatts;
    }

    long leastWatts() {
        return Math.round(fullWatts * SHARE_LEAST);
    }

    long mostWatts() {
        return Math.round(fullWatts * SHARE_MOST);
    }

    long targetWatts() {
        return targetWatts;
    }

    /** Sets the aim, which is kept by what its supplies measure; an empty mode leaves that as it is. */
    void aim(long watts, String wish) {
        targetWatts = watts;
        if (!wish.isEmpty()) {
            mode = wish;
        }
        machine.hold(Math.clamp(watts / machine.fullWatts(), SHARE_LEAST, SHARE_MOST));
    }

    /** Whether it was stopped for a curtailment. */
    void curtailed(boolean reason) {
        curtailed = reason;
    }

    private String state() {
        if (machine.setting() == WorkMode.SLEEP) {
            String rest = curtailed ? "Curtailed" : "Stopped";
            return machine.fading() ? "PoweringOff" : rest;
        }
        return machine.gigahashesPerSecond() > 0 ? "Mining" : "PoweringOn";
    }

    private String serial() {
        return Marks.serial("PROTO-VIRT-", machine.nameplate().index());
    }

    private static double perTerahash(double watts, double gigahashes) {
        return gigahashes < 1 ? 0 : Marks.rounded(1_000 * watts / gigahashes);
    }

    String mining() {
        double gigahashes = machine.gigahashesPerSecond();
        double watts = machine.watts();
        double efficiency = perTerahash(watts, gigahashes);
        boolean works = gigahashes > 0;
        ObjectNode root = MAPPER.createObjectNode();
        root.putObject("mining-status")
                .put("status", state())
                .put("reboot_uptime_s", machine.elapsed().toSeconds())
                .put("mining_uptime_s", works ? machine.elapsed().toSeconds() : 0)
                .put("hashrate_ghs", gigahashes)
                .put("average_hashrate_ghs", gigahashes)
                .put("ideal_hashrate_ghs", machine.nameplateGigahashes())
                .put("power_usage_watts", watts)
                .put("power_target_watts", targetWatts)
                .put("power_efficiency_jth", efficiency)
                .put("average_hb_temp_c", works ? 55.6 : 25.0)
                .put("average_asic_temp_c", works ? 71.9 : 25.0)
                .put("average_hb_efficiency_jth", efficiency)
                .put("hw_errors", 0)
                .put("hashboards_installed", BOARDS)
                .put("hashboards_mining", works ? BOARDS : 0);
        return root.toString();
    }

    String target() {
        return MAPPER.createObjectNode()
                .put("power_target_watts", targetWatts)
                .put("power_target_min_watts", leastWatts())
                .put("power_target_max_watts", mostWatts())
                .put("default_power_target_watts", fullWatts)
                .put("performance_mode", mode)
                .put("hash_on_disconnect", false)
                .toString();
    }

    String system() {
        ObjectNode root = MAPPER.createObjectNode();
        ObjectNode info = root.putObject("system-info");
        info.put("product_name", "Proto Rig")
                .put("manufacturer", "Proto")
                .put("model", "Rig")
                .put("board", "C3")
                .put("cb_sn", serial())
                .put("soc", "STM32MP157F")
                .put("uptime_seconds", machine.elapsed().toSeconds());
        software(info, "hashboard_firmware", "hashboard-fw");
        software(info, "mining_driver_sw", "mcdd");
        software(info, "pool_interface_sw", "stratum-client");
        software(info, "web_dashboard", "miner-web");
        software(info, "web_server", "miner-api-server");
        info.putObject("os")
                .put("name", "ProtoOS")
                .put("version", VERSION)
                .put("variant", "release")
                .put("git_hash", "000000000000")
                .put("hostname", "proto-miner-" + machine.nameplate().index());
        info.putObject("sw_update_status").put("status", "current").put("current_version", VERSION);
        return root.toString();
    }

    private static void software(ObjectNode info, String key, String name) {
        info.putObject(key).put("name", name).put("version", VERSION);
    }

    String hardware() {
        ObjectNode root = MAPPER.createObjectNode();
        ObjectNode info = root.putObject("hardware-info");
        info.putObject("cb-info")
                .put("board_id", "CB-001")
                .put("machine_name", "Rig")
                .put("serial_number", serial());
        ArrayNode fans = info.putArray("fans-info");
        for (int fan = 1; fan <= FANS; fan++) {
            fans.addObject()
                    .put("slot", fan)
                    .put("name", "Fan " + fan)
                    .put("min_rpm", 1_000)
                    .put("max_rpm", 6_000);
        }
        boards(info.putArray("hashboards-info"));
        supplies(info.putArray("psus-info"));
        return root.toString();
    }

    String boards() {
        ObjectNode root = MAPPER.createObjectNode();
        boards(root.putArray("hashboards-info"));
        return root.toString();
    }

    private void boards(ArrayNode list) {
        for (int board = 0; board < BOARDS; board++) {
            list.addObject()
                    .put("slot", board + 1)
                    .put("port", board)
                    .put("hb_sn", boardSerial(board))
                    .put("chip_id", "BM1370")
                    .put("mining_asic_count", CHIPS)
                    .put("mining_asic", "BZM")
                    .put("board", "B4");
        }
    }

    private String boardSerial(int board) {
        return "HB-" + serial() + "-" + board;
    }

    String supplies() {
        ObjectNode root = MAPPER.createObjectNode();
        supplies(root.putArray("psus-info"));
        return root.toString();
    }

    private void supplies(ArrayNode list) {
        for (int supply = 0; supply < SUPPLIES; supply++) {
            list.addObject()
                    .put("slot", supply + 1)
                    .put("psu_sn", supplySerial(supply))
                    .put("manufacturer", "Proto")
                    .put("model", "PSU-3600W")
                    .put("hw_revision", "v1.0")
                    .putObject("firmware")
                    .put("app_version", "1.2.0")
                    .put("bootloader_version", "1.0.0");
        }
    }

    private String supplySerial(int supply) {
        return "PSU-" + serial() + "-" + supply;
    }

    String supplyStates() {
        double in = machine.watts() / SUPPLIES;
        double out = in * SUPPLY_EFFICIENCY;
        ObjectNode root = MAPPER.createObjectNode();
        ArrayNode list = root.putArray("psus");
        for (int supply = 0; supply < SUPPLIES; supply++) {
            list.addObject()
                    .put("slot", supply)
                    .put("serial_number", supplySerial(supply))
                    .put("state", "Ready")
                    .put("input_voltage_v", VOLTS_IN)
                    .put("output_voltage_v", VOLTS_OUT)
                    .put("input_current_a", in / VOLTS_IN)
                    .put("output_current_a", out / VOLTS_OUT)
                    .put("input_power_w", in)
                    .put("output_power_w", out)
                    .put("hotspot_temp_c", 45.4)
                    .put("ambient_temp_c", 30.4);
        }
        return root.toString();
    }

    /** Telemetry of the levels asked for in the query; the whole machine when none is. */
    String telemetry(String target) {
        int query = target.indexOf('?');
        String levels = query < 0 ? "" : target.substring(query);
        ObjectNode root = MAPPER.createObjectNode();
        root.put("timestamp", machine.ownTime().truncatedTo(ChronoUnit.SECONDS).toString());
        double gigahashes = machine.gigahashesPerSecond();
        double watts = machine.watts();
        ObjectNode miner = root.putObject("miner");
        metric(miner, "hashrate", Marks.rounded(gigahashes) / 1_000, "TH/s");
        metric(miner, "temperature", gigahashes > 0 ? 54.1 : 25.0, "°C");
        metric(miner, "power", watts, "W");
        metric(miner, "efficiency", perTerahash(watts, gigahashes), "J/TH");
        if (levels.isEmpty() || levels.contains("hashboard")) {
            ArrayNode boards = root.putArray("hashboards");
            for (int board = 0; board < BOARDS; board++) {
                board(boards.addObject(), board, gigahashes / BOARDS, watts / BOARDS);
            }
        }
        if (levels.isEmpty() || levels.contains("psu")) {
            ArrayNode supplies = root.putArray("psus");
            for (int supply = 0; supply < SUPPLIES; supply++) {
                supply(supplies.addObject(), supply, watts / SUPPLIES);
            }
        }
        return root.toString();
    }

    private void board(ObjectNode row, int board, double gigahashes, double watts) {
        row.put("index", board).put("serial_number", boardSerial(board));
        metric(row, "hashrate", gigahashes / 1_000, "TH/s");
        row.putObject("temperature")
                .put("unit", "°C")
                .put("inlet", 41.2)
                .put("outlet", 55.2)
                .put("average", 48.4);
        metric(row, "power", watts, "W");
        metric(row, "efficiency", perTerahash(watts, gigahashes), "J/TH");
        metric(row, "voltage", VOLTS_OUT, "V");
        metric(row, "current", watts / VOLTS_OUT, "A");
    }

    private void supply(ObjectNode row, int supply, double in) {
        double out = in * SUPPLY_EFFICIENCY;
        row.put("index", supply).put("serial_number", supplySerial(supply));
        inOut(row, "voltage", VOLTS_IN, VOLTS_OUT, "V");
        inOut(row, "current", in / VOLTS_IN, out / VOLTS_OUT, "A");
        inOut(row, "power", in, out, "W");
        row.putObject("temperature")
                .put("ambient", 30.4)
                .put("average", 37.9)
                .put("hotspot", 45.4)
                .put("unit", "°C");
    }

    private static void inOut(ObjectNode row, String key, double in, double out, String unit) {
        row.putObject(key).put("input", in).put("output", out).put("unit", unit);
    }

    private static void metric(ObjectNode row, String key, double value, String unit) {
        row.putObject(key).put("value", value).put("unit", unit);
    }

    String cooling() {
        ObjectNode root = MAPPER.createObjectNode();
        int percent = machine.asleep() ? 20 : 60;
        ObjectNode cooling =
                root.putObject("cooling-status")
                        .put("fan_mode", "Auto")
                        .put("speed_percentage", percent)
                        .put("target_temperature_c", 55.0);
        ArrayNode fans = cooling.putArray("fans");
        for (int fan = 1; fan <= FANS; fan++) {
            fans.addObject()
                    .put("slot", fan)
                    .put("rpm", 75 * percent)
                    .put("speed_percentage", percent);
        }
        return root.toString();
    }

    String network() {
        ObjectNode root = MAPPER.createObjectNode();
        root.putObject("network-info")
                .put("hostname", "proto-miner-" + machine.nameplate().index())
                .put("mac_address", mac())
                .put("ip_address", machine.nameplate().host())
                .put("netmask", "255.0.0.0")
                .put("gateway", "127.0.0.1")
                .put("dhcp", true);
        return root.toString();
    }

    String pairing() {
        return MAPPER.createObjectNode().put("mac", mac()).put("cb_sn", serial()).toString();
    }

    private String mac() {
        return Marks.mac(MAKE, machine.nameplate().index());
    }
}
