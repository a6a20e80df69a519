package org.trimtab.drivers.auradine;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.trimtab.drivers.cgminer.CgminerJson;
import org.trimtab.drivers.cgminer.JsonValue;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The mode a device was in before we held it at a power, as it is kept on disk until it has been put back.
 *
 * @param name such as {@code normal}
 * @param powerTarget W, in custom mode tuned by power; else null
 * @param rateTarget TH/s, in custom mode tuned by hash rate; else null
 */
record ModeOwed(String name, @Nullable Long powerTarget, @Nullable BigDecimal rateTarget) {
    /** Kept when nothing is owed any more. */
    static final String NOTHING = "{}";

    /** What was kept, or null when nothing is owed. */
    static @Nullable ModeOwed parse(@Nullable String kept) {
        ObjectNode node =
                kept == null
                        ? null
                        : CgminerJson.parseStrictly(kept.getBytes(StandardCharsets.UTF_8));
        String name = JsonValue.text(node, "mode");
        return name == null
                ? null
                : new ModeOwed(
                        name,
                        JsonValue.whole(node, "power_target_w"),
                        JsonValue.number(node, "rate_target_ths"));
    }

    /** As it is kept. */
    String text() {
        ObjectNode node = JsonNodeFactory.instance.objectNode().put("mode", name);
        if (powerTarget != null) {
            node.put("power_target_w", powerTarget);
        }
        if (rateTarget != null) {
            node.put("rate_target_ths", rateTarget);
        }
        return node.toString();
    }
}
