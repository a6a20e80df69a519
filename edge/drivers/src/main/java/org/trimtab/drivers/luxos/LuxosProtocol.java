package org.trimtab.drivers.luxos;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.trimtab.drivers.cgminer.CgminerReply;
import org.trimtab.drivers.cgminer.JsonValue;
import org.trimtab.drivers.cgminer.PoolsDigest;
import tools.jackson.databind.JsonNode;

/** What LuxOS is asked and what it answers, as bytes and records. Pure. */
final class LuxosProtocol {
    /** The code by which it says that a curtailment command was sent on to the machine. */
    static final long CURTAIL_SENT = 335;

    /** Session ids go into our own commands, so only harmless ones are taken. */
    private static final Pattern SESSION_ID = Pattern.compile("[A-Za-z0-9_-]{1,64}");

    private LuxosProtocol() {}

    /**
     * What it says of its settings.
     *
     * @param curtailMode such as {@code None} or {@code Sleep}; null when it does not say
     * @param powerSupplyOn whether its power supply gives power; null when it does not say
     * @param profile the profile it works by; null when it does not say
     * @param balanced whether it chooses profiles by its temperature (ATM); null when it does not say
     */
    record Config(
            @Nullable String curtailMode,
            @Nullable Boolean powerSupplyOn,
            @Nullable String profile,
            @Nullable Boolean balanced) {
        /** True when it says that it was told to sleep. */
        boolean toldToSleep() {
            return curtailMode != null && curtailMode.toLowerCase(Locale.ROOT).contains("sleep");
        }

        /** True when it surely is not asleep: not told to, and its power supply gives power. */
        boolean awake() {
            return curtailMode != null && !toldToSleep() && Boolean.TRUE.equals(powerSupplyOn);
        }
    }

    /**
     * What it says of its power.
     *
     * @param watts W
     * @param measured true when its power supply measured it, false when it is modelled
     */
    record PowerUse(long watts, boolean measured) {}

    static byte[] ask(String command) {
        return ("{\"command\":\"" + command + "\"}\n").getBytes(StandardCharsets.US_ASCII);
    }

    static byte[] ask(String command, String parameter) {
        return ("{\"command\":\"" + command + "\",\"parameter\":\"" + parameter + "\"}\n")
                .getBytes(StandardCharsets.US_ASCII);
    }

    /** The session's id, empty when nobody holds one, null when the answer does not say. */
    static @Nullable String sessionId(CgminerReply reply) {
        String id = JsonValue.text(reply.first("SESSION"), "SessionID");
        return id == null || id.isEmpty() || SESSION_ID.matcher(id).matches() ? id : null;
    }

    /** Hash rate of the last five seconds in MH/s; null when the answer does not say. */
    static @Nullable Long megahashesPerSecond(CgminerReply reply) {
        BigDecimal gigahashes = JsonValue.number(reply.first("SUMMARY"), "GHS 5s");
        Long megahashes = gigahashes == null ? null : JsonValue.whole(gigahashes.movePointRight(3));
        return megahashes == null || megahashes < 0 ? null : megahashes;
    }

    static @Nullable PowerUse power(CgminerReply reply) {
        JsonNode power = reply.first("POWER");
        Long watts = JsonValue.whole(power, "Watts");
        return watts == null || watts < 0
                ? null
                : new PowerUse(watts, Boolean.TRUE.equals(JsonValue.flag(power, "PSU")));
    }

    static @Nullable Config config(CgminerReply reply) {
        JsonNode config = reply.first("CONFIG");
        return config == null
                ? null
                : new Config(
                        JsonValue.text(config, "CurtailMode"),
                        JsonValue.flag(config, "IsPowerSupplyOn"),
                        JsonValue.text(config, "Profile"),
                        JsonValue.flag(config, "IsAtmEnabled"));
    }

    static @Nullable String poolsDigest(CgminerReply reply) {
        JsonNode pools = reply.section("POOLS");
        return pools == null ? null : PoolsDigest.of(pools, "URL", "User");
    }
}
