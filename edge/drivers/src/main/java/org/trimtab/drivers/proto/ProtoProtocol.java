package org.trimtab.drivers.proto;

import java.math.BigDecimal;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.trimtab.drivers.cgminer.JsonValue;
import org.trimtab.drivers.cgminer.PoolsDigest;
import org.trimtab.drivers.rest.RestRequest;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What the rig is asked and what it answers, as JSON and records. Pure. */
final class ProtoProtocol {
    static final String MINING = "/api/v1/mining";
    static final String TARGET = "/api/v1/mining/target";
    static final String TELEMETRY = "/api/v1/telemetry?level=miner,psu";
    static final String POOLS = "/api/v1/pools";
    static final String SYSTEM = "/api/v1/system";
    static final String SYSTEM_STATUS = "/api/v1/system/status";
    static final String COOLING = "/api/v1/cooling";
    static final String CURTAILMENT = "/api/v1/curtailment/config";

    private static final String START = "/api/v1/mining/start";
    private static final String STOP = "/api/v1/mining/stop";
    private static final long WATTS_MAX = 1_000_000;

    private ProtoProtocol() {}

    /**
     * Its mining status.
     *
     * @param status in its own word
     * @param megahashesPerSecond MH/s
     * @param watts W as its mining software computes it; null when it does not say
     */
    record Mining(String status, long megahashesPerSecond, @Nullable Long watts) {
        boolean asleep() {
            return switch (status) {
                case "Stopped", "Curtailed" -> true;
                default -> false;
            };
        }

        boolean goingToSleep() {
            return status.equals("PoweringOff");
        }
    }

    /**
     * Its power target.
     *
     * @param watts W
     * @param least lowest it takes, W; null when it does not say
     * @param most highest it takes, W; null when it does not say
     * @param mode its performance mode; null when it does not say
     * @param hashOnDisconnect whether it goes on without a pool; null when it does not say
     */
    record Target(
            long watts,
            @Nullable Long least,
            @Nullable Long most,
            @Nullable String mode,
            @Nullable Boolean hashOnDisconnect) {}

    static RestRequest stop(Duration within) {
        // The mark tells people and other software at the rig why it stands still.
        return RestRequest.send("POST", STOP, null, within)
                .with("X-Proto-Fleet-Curtailment", "full")
                .withLogin();
    }

    static RestRequest start(Duration within) {
        return RestRequest.send("POST", START, null, within).withLogin();
    }

    /** The request that sets the power target, in the mode given. */
    static RestRequest target(long watts, @Nullable String mode, Duration within) {
        ObjectNode body = JsonNodeFactory.instance.objectNode().put("power_target_watts", watts);
        if (mode != null) {
            body.put("performance_mode", mode);
        }
        return RestRequest.send("PUT", TARGET, body.toString(), within).withLogin();
    }

    static RestRequest read(String path) {
        return RestRequest.get(path, ProtoDriver.READ_WITHIN).withLogin();
    }

    /** Reads the mining status; null when it cannot be read. */
    static @Nullable Mining mining(@Nullable JsonNode page) {
        JsonNode inner = page == null ? null : page.get("mining-status");
        String status = JsonValue.text(inner, "status");
        BigDecimal gigahashes = JsonValue.number(inner, "hashrate_ghs");
        Long megahashes =
                gigahashes == null || gigahashes.signum() < 0
                        ? null
                        : JsonValue.whole(gigahashes.movePointRight(3));
        if (status == null || megahashes == null) {
            return null;
        }
        return new Mining(status, megahashes, watts(inner, "power_usage_watts"));
    }

    /** Reads the power target; null when it cannot be read. */
    static @Nullable Target target(@Nullable JsonNode page) {
        Long watts = watts(page, "power_target_watts");
        return watts == null
                ? null
                : new Target(
                        watts,
                        watts(page, "power_target_min_watts"),
                        watts(page, "power_target_max_watts"),
                        JsonValue.text(page, "performance_mode"),
                        JsonValue.flag(page, "hash_on_disconnect"));
    }

    /** Power measured at the inputs of its supplies together, W; null when one does not say. */
    static @Nullable Long measured(@Nullable JsonNode telemetry) {
        JsonNode supplies = telemetry == null ? null : telemetry.get("psus");
        if (supplies == null || !supplies.isArray() || supplies.isEmpty()) {
            return null;
        }
        BigDecimal sum = BigDecimal.ZERO;
        for (JsonNode supply : supplies) {
            BigDecimal input = JsonValue.number(supply.get("power"), "input");
            if (input == null || input.signum() < 0) {
                return null;
            }
            sum = sum.add(input);
        }
        Long whole = JsonValue.whole(sum);
        return whole == null || whole <= 0 || whole > WATTS_MAX ? null : whole;
    }

    /** The digest of its pools; null when it lists none at all. */
    static @Nullable String poolsDigest(@Nullable JsonNode page) {
        JsonNode pools = page == null ? null : page.get("pools");
        return pools == null || !pools.isArray() ? null : PoolsDigest.of(pools, "url", "user");
    }

    private static @Nullable Long watts(@Nullable JsonNode in, String key) {
        Long watts = JsonValue.whole(in, key);
        return watts == null || watts <= 0 || watts > WATTS_MAX ? null : watts;
    }
}
