package org.trimtab.drivers.vnish;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.trimtab.drivers.api.Heat;
import org.trimtab.drivers.cgminer.JsonValue;
import org.trimtab.drivers.cgminer.PoolsDigest;
import org.trimtab.drivers.rest.RestRequest;
import org.trimtab.quantity.Temperature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What VNish is asked and what it answers, as requests and records. Pure. */
final class VnishProtocol {
    static final String UNLOCK = "/api/v1/unlock";
    static final String INFO = "/api/v1/info";
    static final String SUMMARY = "/api/v1/summary";
    static final String STATUS = "/api/v1/status";
    static final String PERFORMANCE = "/api/v1/perf-summary";
    static final String SETTINGS = "/api/v1/settings";
    static final String PRESETS = "/api/v1/autotune/presets";

    /** Throttle without effect, percent. */
    static final int UNTHROTTLED = 100;

    private static final String MINING = "/api/v1/mining/";
    private static final Pattern PRESET_NAME = Pattern.compile("[A-Za-z0-9_.-]{1,32}");
    private static final Pattern WATTS = Pattern.compile("[1-9]\\d{2,4}");
    private static final Pattern RATE =
            Pattern.compile("~\\s*(\\d{1,5}(?:\\.\\d{1,3})?)\\s*TH", Pattern.CASE_INSENSITIVE);
    private static final long WATTS_MAX = 100_000;

    private VnishProtocol() {}

    /**
     * What it does.
     *
     * @param state its own word for it, such as {@code mining}; empty when it does not say
     * @param megahashesPerSecond MH/s
     * @param watts W; null when it does not say
     * @param temperature its hottest chip; null when it does not say
     */
    record Summary(
            String state,
            long megahashesPerSecond,
            @Nullable Long watts,
            @Nullable Temperature temperature) {}

    /**
     * Who it is.
     *
     * @param serial serial number or hardware address
     */
    record About(
            @Nullable String firmwareName,
            @Nullable String version,
            @Nullable String model,
            @Nullable String serial) {
        /** Whether its version is this one or a later. */
        boolean atLeast(String least) {
            return version != null && compare(version, least) >= 0;
        }
    }

    /**
     * Which preset it works at.
     *
     * @param current the preset in use; null when it does not say
     * @param switching true when it chooses among its presets by heat
     * @param top the highest preset it may then choose; null when it does not say
     */
    record Performance(@Nullable String current, boolean switching, @Nullable String top) {}

    /**
     * How it is set.
     *
     * @param preset the preset chosen by its owner; null when it does not say
     * @param fan what governs its fans; null when it does not say
     */
    record Settings(
            @Nullable String preset,
            boolean switching,
            boolean strongerSupply,
            @Nullable String fan,
            @Nullable String poolsDigest) {}

    /**
     * A preset.
     *
     * @param watts W; null when its name is no power
     * @param megahashesPerSecond MH/s; null when it does not say
     * @param tuned whether the machine has been tuned for it
     * @param strongerSupply whether it needs a changed power supply
     */
    record Preset(
            String name,
            @Nullable Long watts,
            @Nullable Long megahashesPerSecond,
            boolean tuned,
            boolean strongerSupply) {}

    /**
     * The answer to new settings.
     *
     * @param restart true when they take effect only after its mining process, or all of it, is started anew
     */
    record Saved(boolean restart) {}

    static RestRequest get(String path, Duration within) {
        return RestRequest.get(path, within);
    }

    static RestRequest mining(String verb, Duration within) {
        return RestRequest.send("POST", MINING + verb, null, within).withLogin().acting();
    }

    static RestRequest throttle(int percent, Duration within) {
        return RestRequest.send(
                        "POST", MINING + "throttle", "{\"percent\":" + percent + "}", within)
                .withLogin()
                .acting();
    }

    /** Chooses a preset and sends nothing else, so that nothing else is changed. */
    static RestRequest preset(String name, Duration within) {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        root.putObject("miner").putObject("overclock").put("preset", name);
        return RestRequest.send("POST", SETTINGS, root.toString(), within).withLogin().acting();
    }

    /** True unless the answer to an order says that it failed; an empty one says that it did not. */
    static boolean done(@Nullable JsonNode answer) {
        return !Boolean.FALSE.equals(JsonValue.flag(answer, "success"))
                && (answer == null || answer.get("err") == null);
    }

    static @Nullable Summary summary(@Nullable JsonNode json) {
        JsonNode miner = at(json, "miner");
        BigDecimal rate = JsonValue.number(miner, "hr_realtime");
        Long megahashes = rate == null ? null : JsonValue.whole(rate.movePointRight(3));
        if (megahashes == null || megahashes < 0) {
            return null;
        }
        JsonNode status = at(miner, "miner_status");
        String state = JsonValue.text(status, "miner_state");
        return new Summary(
                state == null ? "" : state,
                megahashes,
                bounded(JsonValue.whole(miner, "power_consumption")),
                Heat.ofCelsius(JsonValue.number(at(miner, "chip_temp"), "max")));
    }

    /** The share of full power it is throttled to, percent; null when it does not say, as older firmware. */
    static @Nullable Integer throttle(@Nullable JsonNode status) {
        Long percent = JsonValue.whole(status, "throttled");
        return percent == null || percent < 1 || percent > UNTHROTTLED ? null : percent.intValue();
    }

    static @Nullable About info(@Nullable JsonNode json) {
        if (json == null || !json.isObject()) {
            return null;
        }
        String serial = JsonValue.text(json, "serial");
        boolean none = serial == null || serial.isBlank() || serial.equalsIgnoreCase("N/A");
        JsonNode network = at(at(json, "system"), "network_status");
        return new About(
                JsonValue.text(json, "fw_name"),
                JsonValue.text(json, "fw_version"),
                JsonValue.text(json, "miner"),
                none ? JsonValue.text(network, "mac") : serial);
    }

    static @Nullable Performance performance(@Nullable JsonNode json) {
        if (json == null || !json.isObject()) {
            return null;
        }
        JsonNode switcher = at(json, "preset_switcher");
        return new Performance(
                JsonValue.text(at(json, "current_preset"), "name"),
                Boolean.TRUE.equals(JsonValue.flag(switcher, "enabled")),
                JsonValue.text(switcher, "top_preset"));
    }

    static @Nullable Settings settings(@Nullable JsonNode json) {
        JsonNode miner = at(json, "miner");
        JsonNode overclock = at(miner, "overclock");
        JsonNode pools = at(miner, "pools");
        if (overclock == null) {
            return null;
        }
        return new Settings(
                JsonValue.text(overclock, "preset"),
                Boolean.TRUE.equals(JsonValue.flag(at(overclock, "preset_switcher"), "enabled")),
                Boolean.TRUE.equals(JsonValue.flag(overclock, "modded_psu")),
                JsonValue.text(at(at(miner, "cooling"), "mode"), "name"),
                pools == null || !pools.isArray() ? null : PoolsDigest.of(pools, "url", "user"));
    }

    /** Its presets; null when the answer is no list of them. */
    static @Nullable List<Preset> presets(@Nullable JsonNode json) {
        JsonNode list = json != null && json.isObject() ? json.get("presets") : json;
        if (list == null || !list.isArray()) {
            return null;
        }
        List<Preset> presets = new ArrayList<>();
        for (JsonNode entry : list) {
            String name = JsonValue.text(entry, "name");
            if (name != null && PRESET_NAME.matcher(name).matches()) {
                String pretty = JsonValue.text(entry, "pretty");
                presets.add(
                        new Preset(
                                name,
                                watts(name),
                                pretty == null ? null : rate(pretty),
                                "tuned".equals(JsonValue.text(entry, "status")),
                                !Boolean.FALSE.equals(
                                        JsonValue.flag(entry, "modded_psu_required"))));
            }
        }
        return presets;
    }

    static @Nullable Saved saved(@Nullable JsonNode json) {
        Boolean restart = JsonValue.flag(json, "restart_required");
        Boolean reboot = JsonValue.flag(json, "reboot_required");
        return restart == null || reboot == null ? null : new Saved(restart || reboot);
    }

    /** The power a preset is named after, W; null when its name is no power. */
    static @Nullable Long watts(@Nullable String name) {
        return name != null && WATTS.matcher(name).matches() ? Long.valueOf(name) : null;
    }

    private static @Nullable Long rate(String pretty) {
        Matcher rate = RATE.matcher(pretty);
        return rate.find()
                ? JsonValue.whole(new BigDecimal(rate.group(1)).movePointRight(6))
                : null;
    }

    private static @Nullable Long bounded(@Nullable Long watts) {
        return watts == null || watts < 0 || watts > WATTS_MAX ? null : watts;
    }

    /** Compares versions number by number; a part that is no number counts as 0. */
    private static int compare(String one, String other) {
        String[] a = one.split("[.-]", 6);
        String[] b = other.split("[.-]", 6);
        for (int i = 0; i < Math.max(a.length, b.length); i++) {
            int difference = Integer.compare(number(a, i), number(b, i));
            if (difference != 0) {
                return difference;
            }
        }
        return 0;
    }

    private static int number(String[] parts, int at) {
        return at < parts.length && parts[at].matches("\\d{1,6}") ? Integer.parseInt(parts[at]) : 0;
    }

    private static @Nullable JsonNode at(@Nullable JsonNode in, String key) {
        return in == null ? null : in.get(key);
    }
}
