package org.trimtab.virtual.antminer;

import java.util.Locale;
import org.trimtab.virtual.machine.Machine;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The pages a stock Antminer shows. It states no power; asleep, its lists are empty. */
final class StockPages {
    private static final JsonMapper MAPPER = JsonMapper.shared();
    private static final String BUILT = "Tue Dec  6 16:12:30 CST 2022";
    private static final int CHAINS = 3;
    private static final int CHIPS = 110;
    private static final int FANS = 4;

    private final Machine machine;

    StockPages(Machine machine) {
        this.machine = machine;
    }

    String summary() {
        ObjectNode root = head("summary");
        ArrayNode list = root.putArray("SUMMARY");
        if (!machine.asleep()) {
            ObjectNode row = list.addObject();
            rates(row);
            row.put("hw_all", 0).put("bestshare", 32_768);
            ArrayNode checks = row.putArray("status");
            for (String type : new String[] {"rate", "network", "fans", "temp"}) {
                checks.addObject()
                        .put("type", type)
                        .put("status", "s")
                        .put("code", 0)
                        .put("msg", "");
            }
        }
        return root.toString();
    }

    String stats() {
        ObjectNode root = head("stats");
        ArrayNode list = root.putArray("STATS");
        if (!machine.asleep()) {
            ObjectNode row = list.addObject();
            rates(row);
            row.put("chain_num", CHAINS).put("fan_num", FANS);
            ArrayNode fans = row.putArray("fan");
            for (int fan = 0; fan < FANS; fan++) {
                fans.add(5_500 + 30 * fan);
            }
            row.put("hwp_total", 0.0);
            row.put("miner-mode", machine.mode().number());
            row.put("freq-level", 100);
            ArrayNode chains = row.putArray("chain");
            for (int chain = 0; chain < CHAINS; chain++) {
                chain(chains.addObject(), chain);
            }
        }
        return root.toString();
    }

    private void chain(ObjectNode row, int chain) {
        row.put("index", chain)
                .put("freq_avg", 525)
                .put("rate_ideal", rounded(machine.nameplateGigahashes() / CHAINS))
                .put("rate_real", rounded(machine.gigahashesPerSecond() / CHAINS))
                .put("asic_num", CHIPS);
        for (String sensor : new String[] {"temp_pic", "temp_pcb", "temp_chip"}) {
            row.putArray(sensor).add(50).add(52).add(61).add(63);
        }
        row.put("hw", 0).put("eeprom_loaded", true).put("sn", serial() + chain);
    }

    private void rates(ObjectNode row) {
        double rate = rounded(machine.gigahashesPerSecond());
        row.put("elapsed", machine.elapsed().toSeconds())
                .put("rate_5s", rate)
                .put("rate_avg", rate)
                .put("rate_30m", rate)
                .put("rate_ideal", rounded(machine.nameplateGigahashes()))
                .put("rate_unit", "GH/s");
    }

    String pools(StockConfig config) {
        ObjectNode root = head("pools");
        ArrayNode list = root.putArray("POOLS");
        for (int i = 0; i < config.pools().size(); i++) {
            StockConfig.Pool pool = config.pools().get(i);
            long shares = i == 0 ? machine.elapsed().toSeconds() / 3 : 0;
            list.addObject()
                    .put("index", i)
                    .put("url", pool.url())
                    .put("user", pool.user())
                    .put("status", pool.url().isEmpty() || machine.asleep() ? "Dead" : "Alive")
                    .put("priority", i)
                    .put("getworks", shares)
                    .put("accepted", shares)
                    .put("rejected", 0)
                    .put("discarded", 0)
                    .put("stale", 0)
                    .put("diff", "32.8K")
                    .put("diff1", 0)
                    .put("diffa", 0)
                    .put("diffr", 0)
                    .put("diffs", 0)
                    .put("lsdiff", 0)
                    .put("lstime", "0:00:01");
        }
        return root.toString();
    }

    String systemInfo() {
        return MAPPER.createObjectNode()
                .put("minertype", machine.nameplate().model())
                .put("nettype", "DHCP")
                .put("netdevice", "eth0")
                .put("macaddr", mac())
                .put("hostname", "Antminer")
                .put("ipaddress", machine.nameplate().host())
                .put("netmask", "255.0.0.0")
                .put("gateway", "")
                .put("dnsservers", "")
                .put("system_mode", "GNU/Linux")
                .put("system_kernel_version", "Linux 4.6.0-xilinx")
                .put("system_filesystem_version", BUILT)
                .put("firmware_type", "Release")
                .put("Algorithm", "sha256d")
                .put("serinum", serial())
                .toString();
    }

    String minerType() {
        return MAPPER.createObjectNode()
                .put("miner_type", machine.nameplate().model())
                .put("subtype", "virtual")
                .put("fw_version", BUILT)
                .toString();
    }

    private ObjectNode head(String message) {
        ObjectNode root = MAPPER.createObjectNode();
        root.putObject("STATUS")
                .put("STATUS", "S")
                .put("when", machine.ownTime().getEpochSecond())
                .put("Msg", message)
                .put("api_version", "1.0.0");
        root.putObject("INFO")
                .put("miner_version", "49.0.1.3")
                .put("CompileTime", BUILT)
                .put("type", machine.nameplate().model());
        return root;
    }

    private static double rounded(double value) {
        return Math.round(value * 100) / 100.0;
    }

    private String mac() {
        int index = machine.nameplate().index();
        return String.format(
                Locale.ROOT,
                "02:00:01:%02X:%02X:%02X",
                index >> 16 & 255,
                index >> 8 & 255,
                index & 255);
    }

    private String serial() {
        return String.format(Locale.ROOT, "VIRT%08d", machine.nameplate().index());
    }
}
