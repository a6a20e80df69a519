package org.trimtab.virtual.antminer;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.trimtab.virtual.machine.Firmware;
import org.trimtab.virtual.machine.WorkMode;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The configuration a stock Antminer keeps on flash. Writing replaces all of it: what a payload leaves out is gone, the
 * pools with it.
 *
 * @param fanControl whether the fan speed is fixed by hand
 * @param fanPercent that speed
 * @param frequencyLevel share of full frequency, in percent, as text
 * @param pools three, each perhaps empty
 */
record StockConfig(boolean fanControl, String fanPercent, String frequencyLevel, List<Pool> pools) {
    private static final JsonMapper MAPPER = JsonMapper.shared();
    private static final int POOLS = 3;
    private static final int TEXT_LENGTH_MAX = 256;

    /**
     * One pool.
     *
     * @param url address
     * @param user worker name
     * @param pass its password
     */
    record Pool(String url, String user, String pass) {
        static final Pool EMPTY = new Pool("", "", "");
    }

    static StockConfig factory(int index) {
        List<Pool> pools = new ArrayList<>();
        for (int pool = 1; pool <= POOLS; pool++) {
            String url = "stratum+tcp://pool-" + pool + ".example:3333";
            pools.add(new Pool(url, "site.unit" + index, "x"));
        }
        return new StockConfig(false, "100", "100", pools);
    }

    /** Pools, one per line. */
    String poolsText() {
        return pools.stream()
                .map(pool -> pool.url + " " + pool.user + " " + pool.pass)
                .collect(Collectors.joining("\n"));
    }

    /** What {@code get_miner_conf.cgi} shows. */
    String json(Firmware firmware, WorkMode mode) {
        ObjectNode root = MAPPER.createObjectNode();
        ArrayNode list = root.putArray("pools");
        for (Pool pool : pools) {
            list.addObject().put("url", pool.url).put("user", pool.user).put("pass", pool.pass);
        }
        root.put("api-listen", true)
                .put("api-network", true)
                .put("api-groups", "A:stats:pools:devs:summary:version")
                .put("api-allow", "A:0/0,W:*")
                .put("bitmain-fan-ctrl", fanControl)
                .put("bitmain-fan-pwm", fanPercent)
                .put("bitmain-use-vil", true)
                .put("bitmain-freq", "525")
                .put("bitmain-voltage", "1360")
                .put("bitmain-ccdelay", "0")
                .put("bitmain-pwth", "0")
                .put("bitmain-freq-level", frequencyLevel);
        root.set("bitmain-work-mode", modeNode(firmware, mode));
        return root.toString();
    }

    private static JsonNode modeNode(Firmware firmware, WorkMode mode) {
        JsonNodeFactory nodes = JsonNodeFactory.instance;
        return firmware == Firmware.STOCK_2022
                ? nodes.stringNode(String.valueOf(mode.number()))
                : nodes.numberNode(mode.number());
    }

    /** The configuration a payload makes. */
    static StockConfig from(JsonNode payload) {
        List<Pool> pools = new ArrayList<>();
        for (int i = 0; i < POOLS; i++) {
            JsonNode pool = payload.path("pools").path(i);
            pools.add(
                    new Pool(
                            text(pool, "url", ""), text(pool, "user", ""), text(pool, "pass", "")));
        }
        return new StockConfig(
                payload.path("bitmain-fan-ctrl").asBoolean(false),
                text(payload, "bitmain-fan-pwm", "100"),
                text(payload, "freq-level", "100"),
                pools);
    }

    private static String text(JsonNode node, String key, String fallback) {
        String text = node.path(key).asString(fallback);
        return text.length() > TEXT_LENGTH_MAX ? text.substring(0, TEXT_LENGTH_MAX) : text;
    }

    /** The mode under a key, as number or as text; empty when there is none. */
    static Optional<WorkMode> mode(JsonNode payload, String key) {
        String text = payload.path(key).asString("");
        return text.matches("\\d") ? WorkMode.of(Integer.parseInt(text)) : Optional.empty();
    }
}
