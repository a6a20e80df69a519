package org.trimtab.drivers.epic;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.trimtab.dispatch.Action;
import org.trimtab.drivers.api.Heat;
import org.trimtab.drivers.cgminer.JsonValue;
import org.trimtab.drivers.cgminer.PoolsDigest;
import org.trimtab.drivers.rest.RestRequest;
import org.trimtab.quantity.HashRate;
import org.trimtab.quantity.Power;
import org.trimtab.quantity.Temperature;
import org.trimtab.resource.PowerCurve;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** What the firmware is asked and what it answers, as JSON and records. Pure. */
final class EpicProtocol {
    static final String SUMMARY = "/summary";
    static final String CAPABILITIES = "/capabilities";

    private static final String MINER = "/miner";
    private static final String BAD_PASSWORD = "BadPassword";
    private static final int MESSAGE_LENGTH_MAX = 80;
    private static final int PRESETS_MAX = 100;
    private static final long WATTS_MAX = 1_000_000;

    private EpicProtocol() {}

    /**
     * The firmware's account of itself.
     *
     * @param state its operating state, in its own word
     * @param megahashesPerSecond MH/s over all boards; null when it lists no boards
     * @param watts W at its input; null when it does not say, or says none
     * @param measured true when the power supply gives voltage and current too, so that the power is no estimate
     * @param temperature its hottest board; null when it does not say
     */
    record Summary(
            String state,
            @Nullable Long megahashesPerSecond,
            @Nullable Long watts,
            boolean measured,
            @Nullable Temperature temperature) {}

    /**
     * Its answer to a change.
     *
     * @param taken true when it took it
     * @param wrongPassword true when it did not for the password's sake
     * @param message its words
     */
    record Taken(boolean taken, boolean wrongPassword, String message) {}

    /** The request that puts it to sleep or wakes it. */
    static RestRequest change(Action.State state, String password, Duration within) {
        String body =
                JsonNodeFactory.instance
                        .objectNode()
                        .put("param", state == Action.State.SLEEP ? "Stop" : "Autostart")
                        .put("password", password)
                        .toString();
        return RestRequest.send("POST", MINER, body, within);
    }

    /** Reads the summary; null when it cannot be read. */
    static @Nullable Summary summary(@Nullable JsonNode page) {
        String state = JsonValue.text(child(page, "Status"), "Operating State");
        if (page == null || state == null) {
            return null;
        }
        JsonNode supply = child(page, "Power Supply Stats");
        Long watts = JsonValue.whole(supply, "Input Power");
        return new Summary(
                state,
                megahashesPerSecond(child(page, "HBs")),
                watts == null || watts <= 0 ? null : watts,
                above0(supply, "Input Voltage") && above0(supply, "Input Current"),
                hottest(child(page, "HBs")));
    }

    /** The digest of its pools; null when it lists none at all. */
    static @Nullable String poolsDigest(@Nullable JsonNode page) {
        JsonNode pools = child(page, "StratumConfigs");
        return pools == null || !pools.isArray() ? null : PoolsDigest.of(pools, "pool", "login");
    }

    /** Reads the answer to a change; null when it cannot be read. */
    static @Nullable Taken taken(@Nullable JsonNode page) {
        Boolean taken = JsonValue.flag(page, "result");
        if (page == null || taken == null) {
            return null;
        }
        JsonNode error = child(page, "error");
        String words =
                error == null ? "" : error.isString() ? error.stringValue() : error.toString();
        return new Taken(taken, words.contains(BAD_PASSWORD), shortened(words));
    }

    /** The presets the firmware gives for this machine, by power; null when it gives none. */
    static @Nullable PowerCurve curve(@Nullable JsonNode capabilities) {
        JsonNode presets = child(capabilities, "Tune Presets");
        if (presets == null || !presets.isArray()) {
            return null;
        }
        List<PowerCurve.Level> levels = new ArrayList<>();
        for (JsonNode preset : presets) {
            Long watts = JsonValue.whole(preset, "power");
            BigDecimal terahashes = JsonValue.number(preset, "hashrate");
            Long megahashes =
                    terahashes == null ? null : JsonValue.whole(terahashes.movePointRight(6));
            if (watts == null || watts <= 0 || watts >= WATTS_MAX) {
                continue;
            }
            if (megahashes == null || megahashes <= 0 || levels.size() >= PRESETS_MAX) {
                continue;
            }
            HashRate hashRate = new HashRate(megahashes);
            levels.add(new PowerCurve.Level(hashRate.toString(), Power.ofWatts(watts), hashRate));
        }
        return levels.isEmpty() ? null : new PowerCurve(levels, PowerCurve.Origin.EFFICIENCY_TABLE);
    }

    /** A member; null when absent or JSON's null. */
    static @Nullable JsonNode child(@Nullable JsonNode in, String key) {
        JsonNode node = in == null ? null : in.get(key);
        return node == null || node.isNull() ? null : node;
    }

    private static @Nullable Long megahashesPerSecond(@Nullable JsonNode boards) {
        if (boards == null || !boards.isArray()) {
            return null;
        }
        BigDecimal sum = BigDecimal.ZERO;
        for (JsonNode board : boards) {
            JsonNode rates = child(board, "Hashrate");
            BigDecimal rate =
                    rates == null || !rates.isArray() || rates.isEmpty()
                            ? null
                            : JsonValue.number(
                                    JsonNodeFactory.instance.objectNode().set("rate", rates.get(0)),
                                    "rate");
            if (rate == null || rate.signum() < 0) {
                return null;
            }
            sum = sum.add(rate);
        }
        return JsonValue.whole(sum);
    }

    private static @Nullable Temperature hottest(@Nullable JsonNode boards) {
        Temperature hottest = null;
        if (boards != null && boards.isArray()) {
            for (JsonNode board : boards) {
                Temperature told = Heat.ofCelsius(JsonValue.number(board, "Temperature"));
                hottest = Heat.hotter(hottest, told);
            }
        }
        return hottest;
    }

    private static boolean above0(@Nullable JsonNode in, String key) {
        BigDecimal number = JsonValue.number(in, key);
        return number != null && number.signum() > 0;
    }

    private static String shortened(String words) {
        String clean = words.replaceAll("\\p{Cntrl}", " ").trim();
        return clean.substring(0, Math.min(clean.length(), MESSAGE_LENGTH_MAX));
    }
}
