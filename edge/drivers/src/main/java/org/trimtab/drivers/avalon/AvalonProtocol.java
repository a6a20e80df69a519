package org.trimtab.drivers.avalon;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.trimtab.dispatch.Action;
import org.trimtab.drivers.api.Heat;
import org.trimtab.drivers.cgminer.Cgminer;
import org.trimtab.drivers.cgminer.CgminerReply;
import org.trimtab.drivers.cgminer.JsonValue;
import org.trimtab.drivers.cgminer.SummaryHashRate;
import org.trimtab.quantity.HashRate;
import org.trimtab.quantity.Temperature;
import tools.jackson.databind.JsonNode;

/** What an Avalon is asked and what it answers. Pure. */
final class AvalonProtocol {
    /** Its own report, with its time. */
    static final String STATS = "stats";

    /** Where in the power supply's list its output power stands. */
    private static final int OUTPUT_WATTS_AT = 4;

    private static final Pattern MODEL = Pattern.compile("A?(\\d{2,4})[ -]?(XP|I)?(?![A-Z0-9]).*");

    private AvalonProtocol() {}

    /** What it says its work is at. */
    enum Work {
        WORKING,
        SOFT_OFF,
        BETWEEN,
        UNKNOWN
    }

    /** The request that makes it act at an instant of its own clock, Unix seconds. */
    static byte[] act(Action.State state, long atSeconds) {
        return Cgminer.ask("ascset", "0," + verb(state) + ",1:" + atSeconds);
    }

    /** What it calls a state. */
    static String verb(Action.State state) {
        return switch (state) {
            case SLEEP -> "softoff";
            case WAKE -> "softon";
        };
    }

    /**
     * True when it said that it will. It says so with the status letter I and words of success, where others write S;
     * some say no more than that the setting is well.
     */
    static boolean taken(CgminerReply answer, Action.State state) {
        String said = answer.message().toLowerCase(Locale.ROOT);
        return answer.success()
                && (said.contains("success " + verb(state)) || said.endsWith("set ok"));
    }

    /** The values in brackets that its module reports; null when there are none. */
    static @Nullable String module(@Nullable CgminerReply stats) {
        JsonNode first = stats == null ? null : stats.first("STATS");
        if (first == null) {
            return null;
        }
        for (Map.Entry<String, JsonNode> entry : first.properties()) {
            if (entry.getKey().startsWith("MM ID0") && entry.getValue().isString()) {
                return entry.getValue().stringValue();
            }
        }
        return null;
    }

    /** The text a module gives in brackets after a name; null when it gives none. */
    static @Nullable String value(@Nullable String module, String name) {
        if (module == null) {
            return null;
        }
        String opening = name + "[";
        int from = module.indexOf(opening);
        while (from > 0 && Character.isLetterOrDigit(module.charAt(from - 1))) {
            from = module.indexOf(opening, from + 1);
        }
        int to = from < 0 ? -1 : module.indexOf(']', from);
        return to < 0 ? null : module.substring(from + opening.length(), to).trim();
    }

    static Work work(@Nullable String module) {
        String status = value(module, "SYSTEMSTATU");
        if (status == null) {
            return Work.UNKNOWN;
        }
        String lower = status.toLowerCase(Locale.ROOT);
        if (lower.contains("in work")) {
            return Work.WORKING;
        }
        // Idle without a soft-off is idle for another reason, such as a pool that does not answer.
        return lower.contains("in idle") && !"0".equals(value(module, "SoftOFF"))
                ? Work.SOFT_OFF
                : Work.BETWEEN;
    }

    /** What it hashes right now; null when it does not say. */
    static @Nullable HashRate hashRate(@Nullable String module) {
        BigDecimal gigahashes = JsonValue.number(value(module, "GHSspd"));
        return gigahashes == null ? null : SummaryHashRate.of(gigahashes, 3);
    }

    /** Power at the wall, W; null when it does not say. */
    static @Nullable Long wallWatts(@Nullable String module) {
        return positive(value(module, "WALLPOWER"));
    }

    /** Power its supply gives out, W; null when it does not say or gives none. */
    static @Nullable Long outputWatts(@Nullable String module) {
        String supply = value(module, "PS");
        String[] figures = supply == null ? new String[0] : supply.split("\\s+");
        return figures.length > OUTPUT_WATTS_AT ? positive(figures[OUTPUT_WATTS_AT]) : null;
    }

    /** Its hottest chip; null when it does not say, as one at rest. */
    static @Nullable Temperature temperature(@Nullable String module) {
        return Heat.ofCelsius(JsonValue.number(value(module, "TMax")));
    }

    private static @Nullable Long positive(@Nullable String figure) {
        BigDecimal number = JsonValue.number(figure);
        Long watts = number == null ? null : JsonValue.whole(number);
        return watts == null || watts <= 0 ? null : watts;
    }

    /** A model as its descriptor names it, from what the device calls it; null when it says nothing. */
    static @Nullable String model(@Nullable JsonNode version) {
        String model = JsonValue.text(version, "MODEL");
        Matcher known = model == null ? null : MODEL.matcher(model.toUpperCase(Locale.ROOT));
        if (known != null && known.matches()) {
            String suffix = known.group(2) == null ? "" : known.group(2);
            return "Avalon A" + known.group(1) + (suffix.equals("XP") ? " XP" : suffix);
        }
        String product = JsonValue.text(version, "PROD");
        return product == null ? model : product;
    }
}
