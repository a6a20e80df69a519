package org.trimtab.drivers.axeos;

import java.math.BigDecimal;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.trimtab.dispatch.Action;
import org.trimtab.drivers.api.Heat;
import org.trimtab.drivers.cgminer.JsonValue;
import org.trimtab.drivers.cgminer.PoolsDigest;
import org.trimtab.drivers.rest.RestRequest;
import org.trimtab.quantity.Temperature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** What the firmware is asked and what it answers, as JSON and records. Pure. */
final class AxeosProtocol {
    static final String INFO = "/api/system/info";

    /** The firmware that can first be paused. */
    static final String PAUSES_SINCE = "2.14";

    private static final String PAUSE = "/api/system/pause";
    private static final String RESUME = "/api/system/resume";

    private AxeosProtocol() {}

    /**
     * The firmware's account of itself.
     *
     * @param megahashesPerSecond MH/s
     * @param watts W; at least 1 when it draws anything; null when it does not say
     * @param paused whether it is paused; null on firmware that cannot be
     * @param temperature its chip; null when it does not say
     */
    record About(
            long megahashesPerSecond,
            @Nullable Long watts,
            @Nullable Boolean paused,
            @Nullable Temperature temperature) {}

    /** The request that puts it to sleep or wakes it. */
    static RestRequest change(Action.State state, Duration within) {
        String path = state == Action.State.SLEEP ? PAUSE : RESUME;
        return RestRequest.send("POST", path, null, within);
    }

    /** Reads the information page; null when it cannot be read. */
    static @Nullable About info(@Nullable JsonNode page) {
        BigDecimal gigahashes = JsonValue.number(page, "hashRate");
        Long megahashes =
                gigahashes == null || gigahashes.signum() < 0
                        ? null
                        : JsonValue.whole(gigahashes.movePointRight(3));
        if (megahashes == null) {
            return null;
        }
        return new About(
                megahashes,
                watts(page),
                JsonValue.flag(page, "miningPaused"),
                Heat.ofCelsius(JsonValue.number(page, "temp")));
    }

    /** The digest of its two pools; null when it names none. */
    static @Nullable String poolsDigest(@Nullable JsonNode page) {
        if (JsonValue.text(page, "stratumURL") == null) {
            return null;
        }
        ArrayNode pools = JsonNodeFactory.instance.arrayNode();
        pool(pools, page, "stratum");
        pool(pools, page, "fallbackStratum");
        return PoolsDigest.of(pools, "url", "user");
    }

    /** The machine, by the number of its board; null for a board nobody here knows. */
    static @Nullable String model(@Nullable JsonNode page) {
        Long board = JsonValue.whole(page, "boardVersion");
        if (board == null) {
            return null;
        }
        if (board == 650) {
            return "Bitaxe Gamma Duo";
        }
        return switch (Math.clamp(board / 10, 0, 1_000)) {
            case 10 -> "Bitaxe Max";
            case 20 -> "Bitaxe Ultra";
            case 40 -> "Bitaxe Supra";
            case 60 -> "Bitaxe Gamma";
            case 80 -> "Bitaxe GT";
            default -> null;
        };
    }

    /** A machine that answers draws something, so that what is less than 1 W counts as 1 W. */
    private static @Nullable Long watts(@Nullable JsonNode page) {
        BigDecimal power = JsonValue.number(page, "power");
        Long whole = power == null || power.signum() <= 0 ? null : JsonValue.whole(power);
        return whole == null ? null : Long.valueOf(Math.max(1, whole));
    }

    private static void pool(ArrayNode pools, @Nullable JsonNode page, String kind) {
        String url = JsonValue.text(page, kind + "URL");
        if (url == null || url.isBlank()) {
            return;
        }
        String user = JsonValue.text(page, kind + "User");
        pools.addObject()
                .put("url", url + ":" + JsonValue.whole(page, kind + "Port"))
                .put("user", user == null ? "" : user);
    }
}
