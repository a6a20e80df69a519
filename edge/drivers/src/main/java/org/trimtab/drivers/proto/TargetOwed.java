package org.trimtab.drivers.proto;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.trimtab.drivers.cgminer.CgminerJson;
import org.trimtab.drivers.cgminer.JsonValue;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The power target a rig had before we lowered it, as it is kept on disk until it has been put back.
 *
 * @param watts W
 * @param mode its performance mode; null when it did not say
 */
record TargetOwed(long watts, @Nullable String mode) {
    /** Kept when nothing is owed any more. */
    static final String NOTHING = "{}";

    /** What was kept, or null when nothing is owed. */
    static @Nullable TargetOwed parse(@Nullable String kept) {
        ObjectNode node =
                kept == null
                        ? null
                        : CgminerJson.parseStrictly(kept.getBytes(StandardCharsets.UTF_8));
        Long watts = JsonValue.whole(node, "power_target_w");
        return watts == null
                ? null
                : new TargetOwed(watts, JsonValue.text(node, "performance_mode"));
    }

    /** As it is kept. */
    String text() {
        ObjectNode node = JsonNodeFactory.instance.objectNode().put("power_target_w", watts);
        if (mode != null) {
            node.put("performance_mode", mode);
        }
        return node.toString();
    }
}
