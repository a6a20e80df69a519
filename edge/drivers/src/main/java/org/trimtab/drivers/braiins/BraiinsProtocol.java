package org.trimtab.drivers.braiins;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.trimtab.dispatch.Action;
import org.trimtab.drivers.cgminer.CgminerReply;
import org.trimtab.drivers.cgminer.JsonValue;
import org.trimtab.drivers.cgminer.PoolsDigest;
import org.trimtab.drivers.rest.RestRequest;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** What Braiins OS is asked and what it answers, on its two interfaces, as bytes and records. Pure. */
final class BraiinsProtocol {
    static final String DETAILS = "/api/v1/miner/details";
    static final String STATS = "/api/v1/miner/stats";
    static final String POOLS = "/api/v1/pools";
    static final String CONFIGURATION = "/api/v1/configuration/miner";
    static final String CONSTRAINTS = "/api/v1/configuration/constraints";
    static final String EFFICIENCY = "/api/v1/performance/efficiency-profile";
    static final String LOGIN = "/api/v1/auth/login";

    private static final String POWER_TARGET = "/api/v1/performance/power-target";
    private static final String SCALING = "/api/v1/performance/dps";
    private static final String RAMPING = "/api/v1/performance/quick-ramping";
    private static final long WATTS_MAX = 100_000;
    private static final long RAMP_SECONDS_MAX = 86_400;

    private BraiinsProtocol() {}

    /**
     * What it works at.
     *
     * @param megahashesPerSecond MH/s of the last five seconds
     * @param watts W as its tuner reckons; null when it does not say
     */
    record Work(long megahashesPerSecond, @Nullable Long watts) {}

    /**
     * Who it is and what it does.
     *
     * @param status 1 not started, 2 normal, 3 paused, 4 suspended, 5 restricted; null when it does not say
     */
    record Details(
            @Nullable Integer status,
            @Nullable String model,
            @Nullable String firmware,
            @Nullable String serial) {
        static final int NORMAL = 2;
        static final int PAUSED = 3;

        boolean paused() {
            return status != null && status == PAUSED;
        }
    }

    /**
     * How quickly it goes down when paused and up when resumed.
     *
     * @param upSeconds s; null when it is set to nothing of its own
     * @param downSeconds s; null likewise
     */
    record Ramping(@Nullable Long upSeconds, @Nullable Long downSeconds) {
        boolean set() {
            return upSeconds != null && downSeconds != null;
        }
    }

    /**
     * How it is set.
     *
     * @param powerTargetWatts W its tuner holds; null when it holds none, such as a hash rate instead
     * @param scaling whether it scales its power by heat; null when it does not say
     * @param ramping how quickly it is paused and resumed
     * @param fan what governs its fans; null when it does not say
     */
    record Configuration(
            @Nullable Long powerTargetWatts,
            @Nullable Boolean scaling,
            Ramping ramping,
            @Nullable String fan) {}

    /** The power targets it takes, W. */
    record Targets(long leastWatts, long mostWatts) {}

    /**
     * One point of its efficiency profile.
     *
     * @param watts W it is reckoned to draw
     * @param megahashesPerSecond MH/s
     */
    record Point(long targetWatts, long watts, long megahashesPerSecond) {}

    static byte[] ask(String command) {
        return ("{\"command\":\"" + command + "\"}\n").getBytes(StandardCharsets.US_ASCII);
    }

    static byte[] act(Action.State state) {
        return ask(verb(state));
    }

    /** {@code pause} or {@code resume}. */
    static String verb(Action.State state) {
        return state == Action.State.SLEEP ? "pause" : "resume";
    }

    static RestRequest get(String path, Duration within) {
        return RestRequest.get(path, within).withLogin();
    }

    static RestRequest powerTarget(long watts, Duration within) {
        return put(POWER_TARGET, "{\"watt\":" + watts + "}", within);
    }

    static RestRequest scaling(boolean on, Duration within) {
        return put(SCALING, "{\"enable\":" + on + "}", within);
    }

    /** Sets how quickly it is paused and resumed; back to what it does by itself when nothing is set. */
    static RestRequest ramping(Ramping ramping, Duration within) {
        return ramping.set()
                ? put(
                        RAMPING,
                        "{\"up_s\":"
                                + ramping.upSeconds()
                                + ",\"down_s\":"
                                + ramping.downSeconds()
                                + "}",
                        within)
                : put(RAMPING + "/default", null, within);
    }

    private static RestRequest put(String path, @Nullable String json, Duration within) {
        return RestRequest.send("PUT", path, json, within).withLogin();
    }

    /** Work by {@code miner/stats}; null when it gives no hash rate. */
    static @Nullable Work stats(@Nullable JsonNode stats) {
        Long rate =
                gigahashes(
                        at(at(at(stats, "miner_stats"), "real_hashrate"), "last_5s"),
                        "gigahash_per_second",
                        3);
        Long watts = watts(at(at(stats, "power_stats"), "approximated_consumption"));
        return rate == null ? null : new Work(rate, watts);
    }

    /** Work by the cgminer interface's summary, without power; null when it gives no hash rate. */
    static @Nullable Long summary(CgminerReply reply) {
        JsonNode summary = reply.first("SUMMARY");
        BigDecimal rate = JsonValue.number(summary, "MHS 5s");
        Long whole = rate == null ? null : JsonValue.whole(rate);
        return whole == null || whole < 0 ? null : whole;
    }

    /** Power by the cgminer interface's {@code tunerstatus}, W; null when it does not say. */
    static @Nullable Long tunerWatts(CgminerReply reply) {
        return bounded(
                JsonValue.whole(reply.first("TUNERSTATUS"), "ApproximateMinerPowerConsumption"));
    }

    static @Nullable Details details(@Nullable JsonNode details) {
        if (details == null || !details.isObject()) {
            return null;
        }
        Long status = JsonValue.whole(details, "status");
        JsonNode who = at(details, "miner_identity");
        String model = JsonValue.text(who, "name");
        String serial = JsonValue.text(details, "serial_number");
        return new Details(
                status == null || status < 0 || status > 99 ? null : status.intValue(),
                model == null ? JsonValue.text(who, "miner_model") : model,
                JsonValue.text(at(details, "bos_version"), "current"),
                serial == null ? JsonValue.text(details, "mac_address") : serial);
    }

    static @Nullable Configuration configuration(@Nullable JsonNode configuration) {
        if (configuration == null || !configuration.isObject()) {
            return null;
        }
        JsonNode tuner = at(configuration, "tuner");
        boolean tuned = !Boolean.FALSE.equals(JsonValue.flag(tuner, "enabled"));
        JsonNode boards = at(configuration, "hashboard_config");
        return new Configuration(
                tuned ? watts(at(tuner, "power_target")) : null,
                JsonValue.flag(at(configuration, "dps"), "enabled"),
                new Ramping(
                        seconds(boards, "quick_ramping_time_up_s"),
                        seconds(boards, "quick_ramping_time_down_s")),
                first(at(at(configuration, "temperature"), "mode")));
    }

    static @Nullable Targets targets(@Nullable JsonNode constraints) {
        JsonNode target = at(at(constraints, "tuner_constraints"), "power_target");
        Long least = watts(at(target, "min"));
        Long most = watts(at(target, "max"));
        return least == null || most == null || least > most || most == 0
                ? null
                : new Targets(least, most);
    }

    static List<Point> efficiency(@Nullable JsonNode profile) {
        List<Point> points = new ArrayList<>();
        JsonNode list = at(profile, "points");
        if (list == null || !list.isArray()) {
            return points;
        }
        for (JsonNode point : list) {
            Long target = watts(at(point, "power_target"));
            Long watts = watts(at(point, "consumption"));
            Long rate = gigahashes(at(point, "hashrate"), "terahash_per_second", 6);
            if (target != null && watts != null && watts > 0 && rate != null) {
                points.add(new Point(target, watts, rate));
            }
        }
        return points;
    }

    /** SHA-256 over the pools of all groups; null when the answer is no list of groups. */
    static @Nullable String poolsDigest(@Nullable JsonNode groups) {
        if (groups == null || !groups.isArray()) {
            return null;
        }
        ArrayNode all = JsonNodeFactory.instance.arrayNode();
        for (JsonNode group : groups) {
            JsonNode pools = group.get("pools");
            if (pools == null || !pools.isArray()) {
                return null;
            }
            pools.forEach(all::add);
        }
        return PoolsDigest.of(all, "url", "user");
    }

    static @Nullable String poolsDigest(CgminerReply reply) {
        JsonNode pools = reply.section("POOLS");
        return pools == null ? null : PoolsDigest.of(pools, "URL", "User");
    }

    /** The power target an answer to a new one bears, W; null when it does not say. */
    static @Nullable Long watts(@Nullable JsonNode power) {
        return bounded(JsonValue.whole(power, "watt"));
    }

    private static @Nullable Long bounded(@Nullable Long watts) {
        return watts == null || watts < 0 || watts > WATTS_MAX ? null : watts;
    }

    private static @Nullable Long seconds(@Nullable JsonNode in, String key) {
        Long seconds = JsonValue.whole(in, key);
        return seconds == null || seconds < 0 || seconds > RAMP_SECONDS_MAX ? null : seconds;
    }

    private static @Nullable Long gigahashes(@Nullable JsonNode in, String key, int shift) {
        BigDecimal rate = JsonValue.number(in, key);
        Long whole = rate == null ? null : JsonValue.whole(rate.movePointRight(shift));
        return whole == null || whole < 0 ? null : whole;
    }

    /** The name of the one member of an object that stands for a choice. */
    private static @Nullable String first(@Nullable JsonNode choice) {
        if (choice == null || !choice.isObject()) {
            return null;
        }
        for (Map.Entry<String, JsonNode> member : choice.properties()) {
            return member.getKey();
        }
        return null;
    }

    private static @Nullable JsonNode at(@Nullable JsonNode in, String key) {
        return in == null ? null : in.get(key);
    }
}
