package org.trimtab.drivers.luxos;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.trimtab.drivers.cgminer.CgminerJson;
import org.trimtab.drivers.cgminer.CgminerReply;
import org.trimtab.drivers.cgminer.JsonValue;
import org.trimtab.drivers.cgminer.SummaryHashRate;
import org.trimtab.quantity.HashRate;
import org.trimtab.quantity.Power;
import org.trimtab.resource.PowerCurve;
import tools.jackson.databind.JsonNode;

/** The profiles a device can work by, and what must be put back after another was set. Pure. */
final class LuxosProfiles {
    private static final int PROFILES_MAX = 200;
    private static final int TERAHASH = 6;

    /** Names go into our own commands, so only harmless ones are taken. */
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9 ._+-]{1,64}");

    private LuxosProfiles() {}

    /**
     * How a device was set before our first cap.
     *
     * @param profile the profile it worked by
     * @param balanced whether it chose profiles by its temperature (ATM)
     */
    record Prior(String profile, boolean balanced) {
        String text() {
            return "{\"profile\":\"" + profile + "\",\"atm\":" + balanced + "}";
        }
    }

    /** Its levels, but none above its default one; null when it tells none. */
    static @Nullable PowerCurve curve(@Nullable CgminerReply reply) {
        JsonNode told = reply == null ? null : reply.section("PROFILES");
        List<PowerCurve.Level> levels = new ArrayList<>();
        if (told != null) {
            for (JsonNode profile : told) {
                String name = name(JsonValue.text(profile, "Profile Name"));
                Long watts = JsonValue.whole(profile, "Watts");
                Long step = JsonValue.whole(profile, "Step");
                BigDecimal rate = JsonValue.number(profile, "Hashrate");
                HashRate hashRate = rate == null ? null : SummaryHashRate.of(rate, TERAHASH);
                if (name != null
                        && watts != null
                        && watts > 0
                        && watts < 1_000_000
                        && hashRate != null
                        && step != null
                        && step <= 0
                        && levels.size() < PROFILES_MAX) {
                    levels.add(new PowerCurve.Level(name, Power.ofWatts(watts), hashRate));
                }
            }
        }
        return levels.isEmpty() ? null : new PowerCurve(levels, PowerCurve.Origin.PROFILES);
    }

    /** A name that can be sent; null when it is none. */
    static @Nullable String name(@Nullable String told) {
        return told != null && NAME.matcher(told).matches() ? told : null;
    }

    /** What was remembered before our first cap; null when no cap of ours is in force. */
    static @Nullable Prior prior(@Nullable String remembered) {
        CgminerJson json =
                remembered == null
                        ? null
                        : CgminerJson.parse(remembered.getBytes(StandardCharsets.UTF_8));
        String profile = json == null ? null : name(JsonValue.text(json.root(), "profile"));
        return json == null || profile == null
                ? null
                : new Prior(profile, Boolean.TRUE.equals(JsonValue.flag(json.root(), "atm")));
    }

    /** What to remember once all is put back. */
    static String nothingKept() {
        return "{}";
    }
}
