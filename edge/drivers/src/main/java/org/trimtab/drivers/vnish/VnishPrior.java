package org.trimtab.drivers.vnish;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.trimtab.drivers.cgminer.CgminerJson;
import org.trimtab.drivers.cgminer.JsonValue;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What we changed of a device and how it was before.
 *
 * @param throttlePercent the throttle it had; null when ours does not hold
 * @param preset the preset it had; null when ours does not hold
 */
record VnishPrior(@Nullable Integer throttlePercent, @Nullable String preset) {
    static final VnishPrior NONE = new VnishPrior(null, null);

    private static final String THROTTLE = "throttle_percent";
    private static final String PRESET = "preset";

    VnishPrior withThrottle(@Nullable Integer percent) {
        return new VnishPrior(percent, preset);
    }

    VnishPrior withPreset(@Nullable String name) {
        return new VnishPrior(throttlePercent, name);
    }

    String text() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        if (throttlePercent != null) {
            json.put(THROTTLE, throttlePercent);
        }
        if (preset != null) {
            json.put(PRESET, preset);
        }
        return json.toString();
    }

    /** Reads what {@link #text} wrote; nothing changed when it is none. */
    static VnishPrior parse(@Nullable String text) {
        JsonNode json =
                text == null
                        ? null
                        : CgminerJson.parseStrictly(text.getBytes(StandardCharsets.UTF_8));
        if (json == null) {
            return NONE;
        }
        Long percent = JsonValue.whole(json, THROTTLE);
        boolean sound = percent != null && percent > 0 && percent <= VnishProtocol.UNTHROTTLED;
        return new VnishPrior(
                sound && percent != null ? percent.intValue() : null, JsonValue.text(json, PRESET));
    }
}
