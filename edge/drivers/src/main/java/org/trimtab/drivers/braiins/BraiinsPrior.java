package org.trimtab.drivers.braiins;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.trimtab.drivers.braiins.BraiinsProtocol.Ramping;
import org.trimtab.drivers.cgminer.CgminerJson;
import org.trimtab.drivers.cgminer.JsonValue;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What we changed of a device's settings and how it was before: each is kept before it is changed and dropped when it
 * has been put back.
 *
 * @param powerTargetWatts the power target it had, W; null when ours does not hold
 * @param scaling true when it scaled its power by heat and we stopped that
 * @param ramping how quickly it was paused and resumed; null when we did not change that
 */
record BraiinsPrior(@Nullable Long powerTargetWatts, boolean scaling, @Nullable Ramping ramping) {
    static final BraiinsPrior NONE = new BraiinsPrior(null, false, null);

    private static final String TARGET = "power_target_w";
    private static final String SCALING = "dps";
    private static final String RAMPING = "quick_ramping";

    BraiinsPrior withTarget(@Nullable Long watts) {
        return new BraiinsPrior(watts, scaling, ramping);
    }

    BraiinsPrior withScaling(boolean held) {
        return new BraiinsPrior(powerTargetWatts, held, ramping);
    }

    BraiinsPrior withRamping(@Nullable Ramping before) {
        return new BraiinsPrior(powerTargetWatts, scaling, before);
    }

    String text() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        if (powerTargetWatts != null) {
            json.put(TARGET, powerTargetWatts);
        }
        if (scaling) {
            json.put(SCALING, true);
        }
        if (ramping != null) {
            ObjectNode times = json.putObject(RAMPING);
            if (ramping.upSeconds() != null) {
                times.put("up_s", ramping.upSeconds());
            }
            if (ramping.downSeconds() != null) {
                times.put("down_s", ramping.downSeconds());
            }
        }
        return json.toString();
    }

    /** Reads what {@link #text} wrote; nothing changed when it is none. */
    static BraiinsPrior parse(@Nullable String text) {
        JsonNode json =
                text == null
                        ? null
                        : CgminerJson.parseStrictly(text.getBytes(StandardCharsets.UTF_8));
        if (json == null) {
            return NONE;
        }
        JsonNode times = json.get(RAMPING);
        return new BraiinsPrior(
                JsonValue.whole(json, TARGET),
                Boolean.TRUE.equals(JsonValue.flag(json, SCALING)),
                times == null
                        ? null
                        : new Ramping(
                                JsonValue.whole(times, "up_s"), JsonValue.whole(times, "down_s")));
    }
}
