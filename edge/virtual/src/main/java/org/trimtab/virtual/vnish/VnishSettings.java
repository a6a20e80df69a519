package org.trimtab.virtual.vnish;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.trimtab.virtual.machine.Machine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a VNish machine is set to. Everything it was told is kept beside what it came with, so that a machine nobody
 * changed takes no room.
 */
final class VnishSettings {
    private static final JsonMapper MAPPER = JsonMapper.shared();
    private static final int POOLS = 3;
    private static final int CHAINS = 3;
    private static final int DEPTH_MAX = 6;

    /** Power of the presets as shares of the nameplate, in percent. */
    private static final int[] PERCENTS = {55, 60, 65, 70, 75, 80, 85, 90, 95, 100, 105, 110, 115};

    private static final int PERCENT_TUNED_MOST = 100;

    private final Machine machine;
    private volatile @Nullable ObjectNode told;
    private String preset;
    private double presetShare = 1;
    private int throttlePercent = 100;

    /**
     * A working point.
     *
     * @param name its power in watts, as text
     * @param watts its power
     * @param terahashes its work, TH/s
     * @param tuned whether it has been tuned, so that it can be taken at once
     */
    record Preset(String name, long watts, long terahashes, boolean tuned, double share) {
        String pretty() {
            return name + " watt ~ " + terahashes + " TH";
        }
    }

    VnishSettings(Machine machine) {
        this.machine = machine;
        this.preset = String.valueOf(tens((double) machine.physics().running().watts()));
    }

    private static long tens(double watts) {
        return Math.round(watts / 10) * 10;
    }

    List<Preset> presets() {
        long full = machine.physics().running().watts();
        return IntStream.of(PERCENTS)
                .mapToObj(percent -> {
                    long watts = tens(full * percent / 100.0);
                    double work = machine.nameplateGigahashes() * Math.pow(percent / 100.0, 0.68);
                    return new Preset(
                            String.valueOf(watts),
                            watts,
                            Math.round(work / 1_000),
                            percent <= PERCENT_TUNED_MOST,
                            percent / 100.0);
                })
                .toList();
    }

    /** The working point it is set to. */
    Preset preset() {
        return find(preset).orElseThrow();
    }

    private Optional<Preset> find(String name) {
        return presets().stream().filter(candidate -> candidate.name().equals(name)).findFirst();
    }

    int throttlePercent() {
        return throttlePercent;
    }

    /** Holds it back to a part of its working point. */
    void throttle(int percent) {
        throttlePercent = percent;
        machine.hold(presetShare * percent / 100.0);
    }

    /** Takes what a caller wants changed; a preset it does not have is passed over without a word. */
    void merge(ObjectNode wanted) {
        String name = wanted.path("miner").path("overclock").path("preset").asString("");
        ObjectNode kept = wanted.deepCopy();
        if (!name.isEmpty()) {
            Optional<Preset> known = find(name);
            if (known.isPresent()) {
                preset = name;
                presetShare = known.get().share();
                machine.hold(presetShare * throttlePercent / 100.0);
            }
            ((ObjectNode) kept.path("miner").path("overclock")).remove("preset");
        }
        ObjectNode all = told == null ? MAPPER.createObjectNode() : told.deepCopy();
        merge(all, kept, 0);
        told = all;
    }

    private static void merge(ObjectNode into, ObjectNode from, int depth) {
        for (String key : from.propertyNames()) {
            JsonNode value = from.get(key);
            if (value instanceof ObjectNode inner
                    && into.get(key) instanceof ObjectNode known
                    && depth < DEPTH_MAX) {
                merge(known, inner, depth + 1);
            } else {
                into.set(key, value);
            }
        }
    }

    /** Pools, one per line. */
    String poolsText() {
        return IntStream.range(0, POOLS)
                .mapToObj(pool -> url(pool) + " " + user(pool) + " " + pass(pool))
                .collect(Collectors.joining("\n"));
    }

    String url(int pool) {
        return pool(pool, "url", "stratum+tcp://pool-" + (pool + 1) + ".example:3333");
    }

    String user(int pool) {
        return pool(pool, "user", "site.unit" + machine.nameplate().index());
    }

    private String pass(int pool) {
        return pool(pool, "pass", "x");
    }

    private String pool(int pool, String key, String factory) {
        JsonNode pools = told == null ? null : told.path("miner").get("pools");
        return pools == null ? factory : pools.path(pool).path(key).asString("");
    }

    /** The page of settings. */
    String json() {
        ObjectNode root = MAPPER.createObjectNode();
        ObjectNode miner = root.putObject("miner");
        cooling(miner.putObject("cooling"));
        misc(miner.putObject("misc"));
        overclock(miner.putObject("overclock"));
        ArrayNode pools = miner.putArray("pools");
        for (int pool = 0; pool < POOLS; pool++) {
            pools.addObject().put("url", url(pool)).put("user", user(pool)).put("pass", pass(pool));
        }
        ui(root.putObject("ui"));
        root.putObject("regional").putObject("timezone").put("current", "GMT");
        ObjectNode network = root.putObject("network");
        network.put("hostname", "Antminer")
                .put("dhcp", true)
                .put("ipaddress", machine.nameplate().host())
                .put("netmask", "255.0.0.0")
                .put("gateway", "127.0.0.1");
        network.putArray("dnsservers").add("127.0.0.1");
        root.putNull("password");
        root.putNull("layout");
        if (told != null) {
            ObjectNode changes = told.deepCopy();
            changes.remove("password");
            merge(root, changes, 0);
        }
        return root.toString();
    }

    private static void cooling(ObjectNode node) {
        node.putObject("mode").put("name", "auto").put("param", 65);
        node.put("fan_min_count", 4).put("fan_min_duty", 10).put("fan_max_duty", 100);
    }

    private static void misc(ObjectNode node) {
        node.put("asic_boost", false)
                .put("restart_hashrate", 0)
                .put("restart_temp", 90)
                .put("disable_restart_unbalanced", false)
                .put("disable_chain_break_protection", false)
                .put("max_restart_attempts", 3)
                .put("bitmain_disable_volt_comp", false)
                .put("quick_start", false)
                .put("higher_volt_offset", 0)
                .put("tuner_bad_chip_hr_threshold", 50)
                .put("remain_stopped_on_reboot", true)
                .put("ignore_broken_sensors", false)
                .put("disable_volt_checks", false)
                .put("quiet_mode", false)
                .put("downscale_preset_on_failure", false)
                .put("auto_chip_throttling", false)
                .put("max_startup_delay_time", 0)
                .put("ignore_chip_sensors", false)
                .put("min_operational_chains", 3);
    }

    private void overclock(ObjectNode node) {
        node.put("modded_psu", false).put("preset", preset);
        node.putObject("globals").put("volt", 1_270).put("freq", 555);
        ArrayNode chains = node.putArray("chains");
        for (int chain = 0; chain < CHAINS; chain++) {
            ObjectNode row = chains.addObject().put("freq", 555);
            ArrayNode chips = row.putArray("chips");
            for (int chip = 0; chip < VnishPages.CHIPS; chip++) {
                chips.add(0);
            }
            row.put("disabled", false);
        }
        switcher(node.putObject("preset_switcher"));
    }

    /** What changes presets by temperature; off, as the imitation never does. */
    void switcher(ObjectNode node) {
        List<Preset> presets = presets();
        node.put("enabled", false)
                .put("top_preset", presets.getLast().name())
                .put("decrease_temp", 75)
                .put("rise_temp", 55)
                .put("check_time", 300)
                .put("autochange_top_preset", false)
                .put("ignore_fan_speed", false)
                .put("min_preset", presets.getFirst().name())
                .put("power_delta", 0);
        if (told != null
                && told.path("miner").path("overclock").get("preset_switcher")
                        instanceof ObjectNode changes) {
            merge(node, changes, 0);
        }
    }

    private static void ui(ObjectNode node) {
        node.put("theme", "auto")
                .put("dark_side_pane", false)
                .put("disable_animation", false)
                .put("locale", "en")
                .put("timezone", "GMT");
        ObjectNode consts = node.putObject("consts");
        consts.putObject("cooling")
                .put("min_fan_pwm", 10)
                .put("min_target_temp", 20)
                .put("max_target_temp", 90)
                .putObject("fan_min_count")
                .put("min", 1)
                .put("max", 4)
                .put("default", 4);
        consts.putObject("overclock")
                .put("max_voltage", 1_530)
                .put("min_voltage", 1_170)
                .put("default_voltage", 1_380)
                .put("max_freq", 1_000)
                .put("min_freq", 50)
                .put("default_freq", 595)
                .put("warn_freq", 600)
                .put("max_voltage_stock_psu", 1_530);
        ArrayNode zones = consts.putArray("timezones");
        zones.addArray().add("GMT").add("GMT");
    }
}
