package org.trimtab.meters.intake;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What a Green Button feed holds, by the names its entries give each other. */
final class GreenButtonFeed {
    private static final String BLOCK = "/IntervalBlock";
    private static final String USAGE_POINT = "UsagePoint/";
    private static final String READING_TYPE = "ReadingType/";

    /** Readings of each channel, by its name from the usage point on; an empty name when blocks have none. */
    private final Map<String, List<Reading>> channels = new TreeMap<>();

    private final Map<String, String> typeOfChannel = new HashMap<>();
    private final Map<String, Map<String, String>> types = new TreeMap<>();
    private int readings;
    private @Nullable Integer zoneOffset;

    /**
     * One reading as written.
     *
     * @param seconds how long it lasts; 0 when it does not say
     */
    record Reading(int line, long start, long seconds, @Nullable BigDecimal value, int quality) {}

    /** One entry of the feed while it is read. */
    static final class Entry {
        private final List<String> related = new ArrayList<>();
        private final Map<String, String> fields = new HashMap<>();
        private final List<Reading> readings = new ArrayList<>();
        private String self = "";
        private String up = "";
        private String kind = "";

        void link(String rel, String href) {
            switch (rel) {
                case "self" -> self = href;
                case "up" -> up = href;
                case "related" -> related.add(href);
                default -> {
                    // Other links do not say what belongs together.
                }
            }
        }

        void isA(String name) {
            kind = name;
        }

        void field(String name, String value) {
            fields.put(name, value);
        }

        void add(Reading reading) {
            readings.add(reading);
        }
    }

    void file(Entry entry) {
        switch (entry.kind) {
            case "IntervalBlock" -> {
                String channel = channelOf(entry);
                channels.computeIfAbsent(channel, _ -> new ArrayList<>()).addAll(entry.readings);
                readings += entry.readings.size();
            }
            case "MeterReading" -> {
                for (String href : entry.related) {
                    if (href.contains(READING_TYPE)) {
                        typeOfChannel.put(from(entry.self, USAGE_POINT), from(href, READING_TYPE));
                    }
                }
            }
            case "ReadingType" -> types.put(from(entry.self, READING_TYPE), entry.fields);
            case "LocalTimeParameters" -> {
                String offset = entry.fields.get("tzOffset");
                if (offset != null && offset.matches("-?\\d{1,6}")) {
                    zoneOffset = Integer.valueOf(offset);
                }
            }
            default -> {
                // Customers, summaries and costs are none of our business.
            }
        }
    }

    int readings() {
        return readings;
    }

    Map<String, List<Reading>> channels() {
        return channels;
    }

    /** Fields of the type a channel's readings are of; null when nothing says which. */
    @Nullable Map<String, String> typeOf(String channel) {
        String name = typeOfChannel.get(channel);
        if (name != null && types.containsKey(name)) {
            return types.get(name);
        }
        return types.size() == 1 ? types.values().iterator().next() : null;
    }

    /** Standard offset of the place's clock from UTC, seconds; null when the feed does not say. */
    @Nullable Integer zoneOffset() {
        return zoneOffset;
    }

    /** The usage point a channel belongs to. */
    static String usagePointOf(String channel) {
        String name = channel.startsWith(USAGE_POINT) ? channel.substring(11) : channel;
        int slash = name.indexOf('/');
        return slash < 0 ? name : name.substring(0, slash);
    }

    private static String channelOf(Entry entry) {
        for (String href : List.of(entry.self, entry.up)) {
            int block = href.indexOf(BLOCK);
            if (block >= 0) {
                return from(href.substring(0, block), USAGE_POINT);
            }
        }
        return "";
    }

    private static String from(String href, String part) {
        int at = href.indexOf(part);
        return at < 0 ? href : href.substring(at);
    }
}
