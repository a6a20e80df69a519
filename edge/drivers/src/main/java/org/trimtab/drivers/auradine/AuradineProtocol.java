package org.trimtab.drivers.auradine;

import java.math.BigDecimal;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.trimtab.dispatch.Action;
import org.trimtab.drivers.cgminer.CgminerReply;
import org.trimtab.drivers.cgminer.JsonValue;
import org.trimtab.drivers.cgminer.PoolsDigest;
import org.trimtab.quantity.Power;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What the firmware is asked and what it answers, as JSON and records. Pure. */
final class AuradineProtocol {
    static final String MODE = "/mode";
    static final String SUPPLY = "/psu";
    static final String SUMMARY = "/summary";
    static final String POOLS = "/pools";
    static final String REPORT = "/ipreport";

    private AuradineProtocol() {}

    /**
     * How it is set to work.
     *
     * @param asleep whether it is set to sleep; null when it does not say
     * @param name such as {@code eco}, {@code normal}, {@code turbo} or {@code custom}; null when it does not say
     * @param tunedBy {@code power} or {@code ths} in custom mode, when it says which or gives only one target
     * @param powerTarget W
     * @param rateTarget TH/s, as it writes it
     */
    record Mode(
            @Nullable Boolean asleep,
            @Nullable String name,
            @Nullable String tunedBy,
            @Nullable Long powerTarget,
            @Nullable BigDecimal rateTarget) {
        boolean custom() {
            return "custom".equals(name);
        }

        /** What is owed when this mode is to be had again; null when it cannot be told. */
        @Nullable ModeOwed owed() {
            if (name == null) {
                return null;
            }
            if (!custom()) {
                return new ModeOwed(name, null, null);
            }
            if ("power".equals(tunedBy) && powerTarget != null) {
                return new ModeOwed(name, powerTarget, null);
            }
            return "ths".equals(tunedBy) && rateTarget != null
                    ? new ModeOwed(name, null, rateTarget)
                    : null;
        }
    }

    /** The body that puts it to sleep or wakes it. */
    static String sleep(Action.State state) {
        return command().put("sleep", state == Action.State.SLEEP ? "on" : "off").toString();
    }

    /** The body that holds it at a power. */
    static String power(Power power) {
        return command()
                .put("mode", "custom")
                .put("tune", "power")
                .put("power", power.watts())
                .toString();
    }

    /** The body that puts back the mode it was in. */
    static String mode(ModeOwed owed) {
        ObjectNode body = command().put("mode", owed.name());
        if (owed.powerTarget() != null) {
            body.put("tune", "power").put("power", owed.powerTarget());
        } else if (owed.rateTarget() != null) {
            body.put("tune", "ths").put("ths", owed.rateTarget());
        }
        return body.toString();
    }

    /** Reads the mode; null when it gives none. */
    static @Nullable Mode mode(CgminerReply reply) {
        JsonNode mode = reply.first("Mode");
        if (mode == null) {
            return null;
        }
        String name = JsonValue.text(mode, "Mode");
        Long watts = JsonValue.whole(mode, "Power");
        BigDecimal rate = JsonValue.number(mode, "Ths");
        String told = JsonValue.text(mode, "Tune");
        boolean power = watts != null && watts > 0;
        boolean rated = rate != null && rate.signum() > 0;
        String tunedBy =
                told != null
                        ? told.toLowerCase(Locale.ROOT)
                        : power && !rated ? "power" : rated && !power ? "ths" : null;
        return new Mode(
                JsonValue.flag(mode, "Sleep"),
                name == null ? null : name.trim().toLowerCase(Locale.ROOT),
                tunedBy,
                power ? watts : null,
                rated ? rate : null);
    }

    /** Power at the inputs of its supplies together, W; null when one does not say. */
    static @Nullable Long watts(CgminerReply reply) {
        JsonNode supplies = reply.section("PSU");
        if (supplies == null || supplies.isEmpty()) {
            return null;
        }
        BigDecimal sum = BigDecimal.ZERO;
        for (JsonNode supply : supplies) {
            BigDecimal power = withUnit(supply, "PowerIn");
            if (power == null || power.signum() < 0) {
                return null;
            }
            sum = sum.add(power);
        }
        return sum.signum() == 0 ? null : JsonValue.whole(sum);
    }

    /** Its hash rate, MH/s; null when it does not say. */
    static @Nullable Long megahashesPerSecond(CgminerReply reply) {
        JsonNode summary = reply.first("SUMMARY");
        Long rate = JsonValue.whole(summary, "MHS 5s");
        if (rate == null) {
            rate = JsonValue.whole(summary, "MHS 1m");
        }
        return rate == null || rate < 0 ? null : rate;
    }

    /** The digest of its pools; null when it lists none at all. */
    static @Nullable String poolsDigest(CgminerReply reply) {
        JsonNode pools = reply.section("POOLS");
        return pools == null ? null : PoolsDigest.of(pools, "URL", "User");
    }

    /** True when it refuses because of the token, which it says in words. */
    static boolean wantsToken(CgminerReply reply) {
        String words = reply.message().toLowerCase(Locale.ROOT);
        return words.contains("token")
                || words.contains("session")
                || words.contains("expired")
                || words.contains("unauthori");
    }

    /** A figure written with its unit behind it, such as 58.94W. */
    private static @Nullable BigDecimal withUnit(JsonNode in, String key) {
        String text = JsonValue.text(in, key);
        if (text == null) {
            return JsonValue.number(in, key);
        }
        String plain = text.trim();
        if (plain.endsWith("W") || plain.endsWith("w")) {
            plain = plain.substring(0, plain.length() - 1);
        }
        return JsonValue.number(JsonNodeFactory.instance.objectNode().put(key, plain), key);
    }

    private static ObjectNode command() {
        return JsonNodeFactory.instance.objectNode().put("command", "mode");
    }
}
