package org.trimtab.drivers.antminer;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.trimtab.drivers.cgminer.CgminerJson;
import org.trimtab.drivers.cgminer.JsonValue;
import org.trimtab.drivers.cgminer.PoolsDigest;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A device's settings exactly as it sent them. Writing them back changes the work mode and nothing else: every other
 * byte, the pools first of all, stays as it was read, because the device takes the whole payload for its new settings.
 */
final class MinerSettings {
    /** The work mode of a sleeping device. */
    static final int SLEEP = 1;

    /** The ordinary work mode. */
    static final int NORMAL = 0;

    private static final String REPORTED_MODE = "bitmain-work-mode";
    private static final String WRITTEN_MODE = "miner-mode";
    private static final String REPORTED_LEVEL = "bitmain-freq-level";
    private static final String WRITTEN_LEVEL = "freq-level";
    private static final int MODE_MAX = 9;

    private final String text;
    private final ObjectNode root;

    private MinerSettings(String text, ObjectNode root) {
        this.text = text;
        this.root = root;
    }

    /** Reads settings; null unless they are sound JSON. Repaired ones would not be safe to write back. */
    static @Nullable MinerSettings parse(byte[] body) {
        ObjectNode root = CgminerJson.parseStrictly(body);
        return root == null ? null : new MinerSettings(exact(body), root);
    }

    /** One character per byte: what we do not change must come out as the same bytes, whatever its encoding. */
    private static String exact(byte[] body) {
        String text = new String(body, StandardCharsets.ISO_8859_1);
        int end = text.indexOf(0);
        return (end < 0 ? text : text.substring(0, end)).strip();
    }

    /** The work mode: 0 normal, 1 asleep, others the maker's own; null when there is none. */
    @Nullable Integer mode() {
        Long mode = JsonValue.whole(root, REPORTED_MODE);
        if (mode == null) {
            mode = JsonValue.whole(root, WRITTEN_MODE);
        }
        return mode == null || mode < 0 || mode > MODE_MAX ? null : mode.intValue();
    }

    /** True when at least one pool has a URL. */
    boolean hasPool() {
        JsonNode pools = root.get("pools");
        if (pools == null || !pools.isArray()) {
            return false;
        }
        for (JsonNode pool : pools) {
            String url = JsonValue.text(pool, "url");
            if (url != null && !url.isBlank()) {
                return true;
            }
        }
        return false;
    }

    /** How it is set, in its own words, without its pools. */
    SortedMap<String, String> told() {
        SortedMap<String, String> told = new TreeMap<>();
        put(told, "mode", mode());
        Long level = JsonValue.whole(root, REPORTED_LEVEL);
        put(told, "freq_level", level == null ? JsonValue.whole(root, WRITTEN_LEVEL) : level);
        Boolean fixed = JsonValue.flag(root, "bitmain-fan-ctrl");
        Long speed = JsonValue.whole(root, "bitmain-fan-pwm");
        if (fixed != null) {
            put(told, "fan", !fixed ? "auto" : speed == null ? "fixed" : "fixed " + speed + " %");
        }
        return told;
    }

    private static void put(SortedMap<String, String> into, String key, @Nullable Object value) {
        if (value != null) {
            into.put(key, value.toString());
        }
    }

    String poolsDigest() {
        return PoolsDigest.of(root.get("pools"), "url", "user");
    }

    /**
     * The settings to write for a work mode. Both names of the mode are written, since firmware of 2022 answers OK to
     * the one it reports and obeys only the other; each keeps the type it was read in.
     */
    byte[] withMode(int mode) {
        Map<String, String> changes = new LinkedHashMap<>();
        changes.put(REPORTED_MODE, modeText(REPORTED_MODE, WRITTEN_MODE, mode));
        changes.put(WRITTEN_MODE, modeText(WRITTEN_MODE, REPORTED_MODE, mode));
        Long level = JsonValue.whole(root, REPORTED_LEVEL);
        if (level != null && root.get(WRITTEN_LEVEL) == null) {
            // The maker's own page sends the level under its other name, as a text.
            changes.put(WRITTEN_LEVEL, "\"" + level + "\"");
        }
        return JsonSplice.replaced(text, changes).getBytes(StandardCharsets.ISO_8859_1);
    }

    private String modeText(String key, String other, int mode) {
        JsonNode as = root.get(key) == null ? root.get(other) : root.get(key);
        return as != null && as.isString() ? "\"" + mode + "\"" : String.valueOf(mode);
    }
}
