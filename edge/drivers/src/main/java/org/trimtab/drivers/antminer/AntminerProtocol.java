package org.trimtab.drivers.antminer;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.trimtab.drivers.api.Heat;
import org.trimtab.drivers.api.Identity;
import org.trimtab.drivers.cgminer.CgminerJson;
import org.trimtab.drivers.cgminer.JsonValue;
import org.trimtab.quantity.Temperature;
import tools.jackson.databind.JsonNode;

/** What the firmware's pages are asked and what they answer, as bytes and records. Pure. */
final class AntminerProtocol {
    static final String STATS = "/cgi-bin/stats.cgi";
    static final String SUMMARY = "/cgi-bin/summary.cgi";
    static final String GET_SETTINGS = "/cgi-bin/get_miner_conf.cgi";
    static final String SYSTEM = "/cgi-bin/get_system_info.cgi";
    static final String SET_SETTINGS = "/cgi-bin/set_miner_conf.cgi";

    private static final String SETTINGS_TAKEN = "M000";
    private static final int MESSAGE_LENGTH_MAX = 80;
    private static final int BOARDS_MAX = 16;
    private static final Pattern CHIPS = Pattern.compile("\\d{1,3}(-\\d{1,3}){0,15}");

    private AntminerProtocol() {}

    /**
     * The mining process's own account of itself.
     *
     * @param running false when the list that holds it is empty: no mining process runs
     * @param megahashesPerSecond MH/s; null when it does not say
     * @param watts W; null when it does not say, as older firmware
     * @param temperature its hottest chip; null when it does not say
     */
    record Work(
            boolean running,
            @Nullable Long megahashesPerSecond,
            @Nullable Long watts,
            @Nullable Temperature temperature) {
        boolean hashing() {
            return megahashesPerSecond != null && megahashesPerSecond > 0;
        }
    }

    /**
     * The answer to new settings.
     *
     * @param taken true when it took them
     * @param message its code and words
     */
    record Taken(boolean taken, String message) {}

    /** Who it is, by its page about itself; null when it cannot be read. */
    static @Nullable Identity identity(byte[] body) {
        CgminerJson json = CgminerJson.parse(body);
        String model = json == null ? null : JsonValue.text(json.root(), "minertype");
        if (json == null || model == null) {
            return null;
        }
        String serial = JsonValue.text(json.root(), "serinum");
        boolean none = serial == null || serial.isBlank();
        return new Identity(
                AntminerDriver.FAMILY,
                "Bitmain",
                model.trim(),
                JsonValue.text(json.root(), "system_filesystem_version"),
                none ? JsonValue.text(json.root(), "macaddr") : serial);
    }

    /** Reads the stats page; null when it cannot be read. */
    static @Nullable Work stats(byte[] body) {
        return work(body, "STATS");
    }

    /** Reads the summary page; null when it cannot be read. */
    static @Nullable Work summary(byte[] body) {
        return work(body, "SUMMARY");
    }

    /** Reads the answer to new settings; null when it cannot be read. */
    static @Nullable Taken taken(byte[] body) {
        CgminerJson json = CgminerJson.parse(body);
        String code = json == null ? null : JsonValue.text(json.root(), "code");
        if (json == null || code == null || json.truncated()) {
            return null;
        }
        String words = JsonValue.text(json.root(), "msg");
        String message = (words == null ? code : code + " " + words).replaceAll("\\p{Cntrl}", " ");
        return new Taken(
                code.equals(SETTINGS_TAKEN),
                message.substring(0, Math.min(message.length(), MESSAGE_LENGTH_MAX)));
    }

    private static @Nullable Work work(byte[] body, String section) {
        CgminerJson json = CgminerJson.parse(body);
        JsonNode list = json == null ? null : json.root().get(section);
        if (json == null || list == null || !list.isArray()) {
            return null;
        }
        if (list.isEmpty()) {
            // An empty list whose answer was cut short may have held something.
            return json.truncated() ? null : new Work(false, null, null, null);
        }
        Long rate = null;
        Long watts = null;
        Temperature temperature = null;
        for (JsonNode entry : list) {
            rate = rate == null ? megahashesPerSecond(entry) : rate;
            watts = watts == null ? JsonValue.whole(entry, "watt") : watts;
            temperature = Heat.hotter(temperature, hottest(entry));
        }
        return new Work(true, rate, watts == null || watts <= 0 ? null : watts, temperature);
    }

    private static @Nullable Long megahashesPerSecond(JsonNode entry) {
        BigDecimal rate = JsonValue.number(entry, "rate_5s");
        if (rate == null) {
            rate = JsonValue.number(entry, "GHS 5s");
        }
        Integer shift = shift(JsonValue.text(entry, "rate_unit"));
        if (rate == null || rate.signum() < 0 || shift == null) {
            return null;
        }
        return JsonValue.whole(rate.movePointRight(shift));
    }

    /** The hottest of its chips, told by board as {@code "78-50-69-70"}; null when it tells none that way. */
    private static @Nullable Temperature hottest(JsonNode entry) {
        Temperature hottest = null;
        for (int board = 1; board <= BOARDS_MAX; board++) {
            String chips = JsonValue.text(entry, "temp_chip" + board);
            if (chips == null || !CHIPS.matcher(chips).matches()) {
                continue;
            }
            for (String chip : chips.split("-")) {
                hottest = Heat.hotter(hottest, Heat.ofCelsius(new BigDecimal(chip)));
            }
        }
        return hottest;
    }

    /** Decimal places from the unit to MH/s; GH/s is what it means when it names none. */
    private static @Nullable Integer shift(@Nullable String unit) {
        if (unit == null) {
            return 3;
        }
        return switch (unit.trim().toUpperCase(Locale.ROOT)) {
            case "MH/S", "MH" -> 0;
            case "GH/S", "GH", "" -> 3;
            case "TH/S", "TH" -> 6;
            default -> null;
        };
    }
}
