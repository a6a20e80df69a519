package org.trimtab.virtual.vnish;

import java.util.Locale;
import org.trimtab.virtual.machine.Firmware;
import org.trimtab.virtual.machine.Machine;
import org.trimtab.virtual.machine.WorkMode;
import org.trimtab.virtual.vnish.VnishSettings.Preset;
import org.trimtab.virtual.web.Marks;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What a VNish machine can be asked. Its state is what it believes: a deaf one says what it was told. */
final class VnishPages {
    static final int CHIPS = 65;
    private static final JsonMapper MAPPER = JsonMapper.shared();
    private static final int MAKE = 0x0B;
    private static final int CHAINS = 3;
    private static final int FANS = 4;

    private final Machine machine;
    private final VnishSettings settings;

    VnishPages(Machine machine, VnishSettings settings) {
        this.machine = machine;
        this.settings = settings;
    }

    private String version() {
        return machine.nameplate().firmware() == Firmware.VNISH_134 ? "1.3.4" : "1.2.6";
    }

    private String shortModel() {
        return machine.nameplate()
                .model()
                .replace("Antminer ", "")
                .replace(" ", "")
                .toLowerCase(Locale.ROOT);
    }

    private String state() {
        if (machine.setting() == WorkMode.SLEEP) {
            return machine.fading() ? "shutting-down" : "stopped";
        }
        boolean works = machine.gigahashesPerSecond() > 0.02 * machine.nameplateGigahashes();
        return works ? "mining" : "starting";
    }

    String status(boolean unlocked) {
        ObjectNode root =
                MAPPER.createObjectNode()
                        .put("miner_state", state())
                        .put("miner_state_time", machine.elapsed().toSeconds())
                        .put("find_miner", false)
                        .put("restart_required", false)
                        .put("reboot_required", false)
                        .put("unlocked", unlocked);
        if (machine.nameplate().firmware() == Firmware.VNISH_134) {
            root.put("throttled", settings.throttlePercent());
        }
        return root.toString();
    }

    String info() {
        ObjectNode root =
                MAPPER.createObjectNode()
                        .put("miner", machine.nameplate().model())
                        .put("model", shortModel())
                        .put("fw_name", "Vnish")
                        .put("fw_version", version())
                        .put("build_uuid", "00000000-0000-4000-8000-000000000000")
                        .put("build_name", "virtual")
                        .put("platform", "aml")
                        .put("install_type", "nand")
                        .put("build_time", "2025-12-22 19:12:30")
                        .put("algorithm", "sha256d")
                        .put("hr_measure", "GH/s");
        ObjectNode system =
                root.putObject("system")
                        .put("os", "GNU/Linux")
                        .put("miner_name", shortModel())
                        .put("file_system_version", "")
                        .put("mem_total", 243_704)
                        .put("mem_free", 175_240)
                        .put("mem_free_percent", 71)
                        .put("mem_buf", 33_936)
                        .put("mem_buf_percent", 13);
        ObjectNode network =
                system.putObject("network_status")
                        .put("mac", Marks.mac(MAKE, machine.nameplate().index()))
                        .put("dhcp", true)
                        .put("ip", machine.nameplate().host())
                        .put("netmask", "255.0.0.0")
                        .put("gateway", "127.0.0.1");
        network.putArray("dns").add("127.0.0.1");
        network.put("hostname", "Antminer");
        long minutes = machine.elapsed().toMinutes();
        system.put("uptime", String.format(Locale.ROOT, "%d:%02d", minutes / 60, minutes % 60));
        return root.put("serial", "N/A").toString();
    }

    String model() {
        ObjectNode root =
                MAPPER.createObjectNode()
                        .put("full_name", machine.nameplate().model())
                        .put("model", shortModel())
                        .put("algorithm", "sha256d")
                        .put("platform", "aml")
                        .put("install_type", "nand")
                        .put("hr_measure", "GH/s")
                        .put("serial", "N/A");
        root.putObject("chain").put("chips_per_chain", CHIPS).put("num_chains", CHAINS);
        return root.toString();
    }

    String performance() {
        Preset preset = settings.preset();
        ObjectNode root = MAPPER.createObjectNode();
        preset(root.putObject("current_preset"), preset);
        settings.switcher(root.putObject("preset_switcher"));
        return root.toString();
    }

    private static void preset(ObjectNode node, Preset preset) {
        node.put("name", preset.name())
                .put("pretty", preset.pretty())
                .put("status", preset.tuned() ? "tuned" : "untuned")
                .put("modded_psu_required", false);
    }

    String presets() {
        ArrayNode root = MAPPER.createArrayNode();
        ObjectNode none =
                root.addObject()
                        .put("name", "disabled")
                        .put("pretty", "Disabled")
                        .put("status", "untuned")
                        .put("modded_psu_required", false);
        ObjectNode tuning =
                none.putObject("tune_settings")
                        .put("hashrate", 0)
                        .put("volt", 13_000)
                        .put("freq", 495);
        ArrayNode chains = tuning.putArray("chains");
        for (int chain = 0; chain < CHAINS; chain++) {
            chains.addObject().put("freq", 0).putArray("chips").add(0);
        }
        tuning.put("modified", true);
        settings.presets().forEach(preset -> preset(root.addObject(), preset));
        return root.toString();
    }

    String chains() {
        ArrayNode root = MAPPER.createArrayNode();
        chains(root);
        return root.toString();
    }

    String summary() {
        double gigahashes = machine.gigahashesPerSecond();
        double ideal = machine.nameplateGigahashes();
        long watts = machine.reportedWatts();
        ObjectNode root = MAPPER.createObjectNode();
        ObjectNode miner = root.putObject("miner");
        miner.putObject("miner_status")
                .put("miner_state", state())
                .put("miner_state_time", machine.elapsed().toSeconds());
        miner.put("miner_type", machine.nameplate().model() + " (Vnish " + version() + ")")
                .put("hr_stock", ideal)
                .put("average_hashrate", Marks.rounded(gigahashes / 1_000))
                .put("instant_hashrate", Marks.rounded(gigahashes / 1_000))
                .put("hr_realtime", Marks.rounded(gigahashes))
                .put("hr_nominal", Marks.rounded(ideal))
                .put("hr_average", Marks.rounded(gigahashes));
        range(miner, "pcb_temp", 39, 50);
        range(miner, "chip_temp", 54, 65);
        miner.put("power_consumption", watts)
                .put("power_usage", watts)
                .put("power_efficiency", gigahashes < 1 ? 0.0 : 1_000 * watts / gigahashes)
                .put("hw_errors_percent", 0.0)
                .put("hr_error", 0.0)
                .put("hw_errors", 57)
                .put("devfee_percent", 2.8)
                .put("devfee", Marks.rounded(0.028 * gigahashes));
        pools(miner.putArray("pools"));
        cooling(miner.putObject("cooling"));
        chains(miner.putArray("chains"));
        miner.put("found_blocks", 0).put("best_share", 169_988_423);
        ObjectNode psu = miner.putObject("psu");
        psu.putObject("temps").put("pfc_temp", 44).put("llc1_temp", 45).put("llc2_temp", 47);
        psu.put("psu_power_metering", true);
        return root.toString();
    }

    private static void range(ObjectNode node, String key, int least, int most) {
        node.putObject(key).put("min", least).put("max", most);
    }

    private void pools(ArrayNode list) {
        boolean working = !machine.asleep();
        for (int pool = 0; pool < 2; pool++) {
            pool(list.addObject().put("id", pool).put("url", settings.url(pool)), "UserPool")
                    .put("user", settings.user(pool))
                    .put("status", pool == 0 && working ? "active" : "working");
        }
        pool(list.addObject().put("id", 2).put("url", "DevFee"), "DevFee")
                .put("user", "DevFee")
                .put("status", working ? "active" : "working");
    }

    private static ObjectNode pool(ObjectNode row, String type) {
        return row.put("pool_type", type)
                .put("asic_boost", true)
                .put("diff", "262K")
                .put("accepted", 1_599)
                .put("rejected", 9)
                .put("stale", 0)
                .put("ls_diff", 262_144.0)
                .put("ls_time", "0:00:04")
                .put("diffa", 159_888_384.0)
                .put("ping", 8);
    }

    private void cooling(ObjectNode node) {
        node.put("fan_num", FANS);
        ArrayNode fans = node.putArray("fans");
        for (int fan = 0; fan < FANS; fan++) {
            fans.addObject()
                    .put("id", fan)
                    .put("rpm", machine.asleep() ? 0 : 5_880)
                    .put("status", "ok")
                    .put("max_rpm", 6_500);
        }
        node.putObject("settings").putObject("mode").put("name", "auto");
        node.put("fan_duty", machine.asleep() ? 0 : 90);
    }

    private void chains(ArrayNode list) {
        double real = machine.gigahashesPerSecond() / CHAINS;
        double ideal = machine.nameplateGigahashes() / CHAINS;
        boolean works = real > 0;
        for (int chain = 1; chain <= CHAINS; chain++) {
            ObjectNode row =
                    list.addObject()
                            .put("id", chain)
                            .put("frequency", works ? 495.0 : 0.0)
                            .put("voltage", works ? 13_000 : 0)
                            .put("power_consumption", machine.reportedWatts() / CHAINS)
                            .put("hashrate_ideal", Marks.rounded(ideal))
                            .put("hashrate_rt", Marks.rounded(real))
                            .put("hashrate_percentage", Marks.rounded(100 * real / ideal))
                            .put("hr_error", 0.0)
                            .put("hw_errors", 8);
            range(row, "pcb_temp", 40, 50);
            range(row, "chip_temp", 55, 65);
            row.putObject("chip_statuses").put("red", 0).put("orange", 0).put("grey", CHIPS);
            row.putObject("status").put("state", works ? "mining" : "stopped");
        }
    }
}
