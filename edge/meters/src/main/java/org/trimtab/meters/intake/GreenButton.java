package org.trimtab.meters.intake;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.trimtab.meters.intake.Finding.Kind;
import org.trimtab.telemetry.Quality;

/**
 * Green Button files: NAESB REQ.21 (ESPI) interval data in an Atom feed. Times are seconds since 1970 UTC; units 72 is
 * Wh and 38 is W; flow 1 is delivered to the customer, 19 received from it and counted negative; accumulation 1, 3 and
 * 9 are readings of a counter.
 */
final class GreenButton {
    private static final String WATT_HOURS = "72";
    private static final String WATTS = "38";
    private static final String DELIVERED = "1";
    private static final String RECEIVED = "19";
    private static final Set<String> COUNTERS = Set.of("1", "3", "9");
    private static final Set<Integer> ESTIMATED = Set.of(7, 8, 9, 11, 12, 13, 15);
    private static final Set<Integer> DOUBTFUL = Set.of(10, 16);
    private static final int LISTED_MAX = 20;
    private static final int POWER_OF_TEN_MAX = 12;

    private GreenButton() {}

    static MeterFile read(Path path, MeterFileOptions options) {
        Path last = path.getFileName();
        String name = last == null ? path.toString() : last.toString();
        GreenButtonFeed feed = GreenButtonText.read(path);
        if (feed.readings() == 0) {
            throw new BadMeterFile(
                    name + ": no interval readings; is this a Green Button file of usage?");
        }
        Findings findings = new Findings();
        String channel = choose(name, feed, options.meter(), findings);
        Map<String, String> type = feed.typeOf(channel);
        if (type == null) {
            throw new BadMeterFile(
                    name + ": no ReadingType says what the values of " + channel + " are");
        }
        boolean isRegister = COUNTERS.contains(type.getOrDefault("accumulationBehaviour", "4"));
        MeterUnit unit = WATTS.equals(type.get("uom")) ? MeterUnit.W : MeterUnit.WH;
        checkZone(feed, options.zone(), findings);
        List<GreenButtonFeed.Reading> readings = feed.channels().getOrDefault(channel, List.of());
        List<TimedRow> rows = rows(name, readings, type, isRegister, findings);
        return MeterFiles.finish(
                new MeterFiles.Reading(name, unit, isRegister, false, options),
                rows,
                new MeterFile.About(
                        "green-button",
                        (unit.isEnergy() ? "wh" : "w")
                                + (isRegister ? " (counter)" : "")
                                + " of "
                                + (channel.isEmpty() ? "the only meter" : channel),
                        "seconds since 1970, UTC",
                        readings.size()),
                findings);
    }

    private static List<TimedRow> rows(
            String name,
            List<GreenButtonFeed.Reading> readings,
            Map<String, String> type,
            boolean isRegister,
            Findings findings) {
        int powerOfTen = whole(name, type, "powerOfTenMultiplier");
        if (Math.abs(powerOfTen) > POWER_OF_TEN_MAX) {
            throw new BadMeterFile(
                    name + ": powerOfTenMultiplier " + powerOfTen + " is beyond any meter");
        }
        int usual = whole(name, type, "intervalLength");
        boolean isReceived = RECEIVED.equals(type.get("flowDirection"));
        List<TimedRow> rows = new ArrayList<>(readings.size());
        for (GreenButtonFeed.Reading reading : readings) {
            long seconds = reading.seconds() > 0 ? reading.seconds() : usual;
            if (!isSane(reading, seconds)) {
                findings.add(
                        reading.line(),
                        Kind.UNREADABLE,
                        "start "
                                + reading.start()
                                + " with duration "
                                + seconds
                                + " is no interval",
                        "the reading is left out");
                continue;
            }
            BigDecimal value = reading.value();
            if (value != null) {
                value = value.scaleByPowerOfTen(powerOfTen);
                value = isReceived ? value.negate() : value;
            }
            boolean open = isRegister || seconds == 0;
            rows.add(
                    new TimedRow(
                            reading.line(),
                            reading.start(),
                            open ? TimedRow.OPEN : reading.start() + seconds,
                            value,
                            quality(reading, findings)));
        }
        return rows;
    }

    private static boolean isSane(GreenButtonFeed.Reading reading, long seconds) {
        return reading.start() > 0
                && reading.start() < Instant.parse("2100-01-01T00:00:00Z").getEpochSecond()
                && seconds >= 0
                && seconds <= 366L * 86_400;
    }

    private static Quality quality(GreenButtonFeed.Reading reading, Findings findings) {
        boolean estimated = ESTIMATED.contains(reading.quality());
        if (!estimated && !DOUBTFUL.contains(reading.quality())) {
            return Quality.GOOD;
        }
        findings.add(
                reading.line(),
                Kind.QUALITY,
                "quality is " + reading.quality(),
                estimated ? "kept as estimated" : "kept as suspect");
        return estimated ? Quality.ESTIMATED : Quality.SUSPECT;
    }

    /** The one channel of electricity that is meant, or an error that lists them. */
    private static String choose(
            String name, GreenButtonFeed feed, @Nullable String wanted, Findings findings) {
        List<String> usable = new ArrayList<>();
        Set<String> points = new TreeSet<>();
        for (String channel : feed.channels().keySet()) {
            String point = GreenButtonFeed.usagePointOf(channel);
            points.add(point);
            boolean isWanted = wanted == null || wanted.equals(point) || channel.endsWith(wanted);
            if (isWanted && isElectric(feed.typeOf(channel))) {
                usable.add(channel);
            } else if (isWanted) {
                findings.add(
                        0,
                        Kind.LEFT_OUT,
                        channel + " is neither Wh nor W (or nothing says what it is)",
                        "left out");
            }
        }
        if (wanted == null && points.size() > 1) {
            throw new BadMeterFile(
                    name + ": usage points " + listed(points) + "; say which to take (--meter)");
        }
        if (usable.isEmpty()) {
            throw new BadMeterFile(
                    name
                            + (wanted == null ? "" : ": nothing fits meter \"" + wanted + "\"")
                            + ": no readings in Wh or W; it has "
                            + listed(feed.channels().keySet()));
        }
        List<String> delivered =
                usable.stream().filter(c -> DELIVERED.equals(flow(feed, c))).toList();
        List<String> candidates = delivered.isEmpty() ? usable : delivered;
        if (candidates.size() > 1) {
            throw new BadMeterFile(
                    name
                            + ": several series of readings, "
                            + listed(candidates)
                            + "; say which to take (--meter, with the whole name)");
        }
        for (String other : usable) {
            if (!other.equals(candidates.getFirst())) {
                findings.add(
                        0,
                        Kind.LEFT_OUT,
                        other + " with flow direction " + flow(feed, other),
                        "left out; what the site fed in is not taken off");
            }
        }
        return candidates.getFirst();
    }

    private static boolean isElectric(@Nullable Map<String, String> type) {
        return type != null
                && (WATT_HOURS.equals(type.get("uom")) || WATTS.equals(type.get("uom")));
    }

    private static String flow(GreenButtonFeed feed, String channel) {
        Map<String, String> type = feed.typeOf(channel);
        return type == null ? "" : type.getOrDefault("flowDirection", DELIVERED);
    }

    private static String listed(Iterable<String> names) {
        List<String> all = new ArrayList<>();
        names.forEach(all::add);
        return String.join(", ", all.subList(0, Math.min(all.size(), LISTED_MAX)))
                + (all.size() > LISTED_MAX ? ", …" : "");
    }

    private static void checkZone(GreenButtonFeed feed, @Nullable ZoneId zone, Findings findings) {
        Integer said = feed.zoneOffset();
        if (zone == null || said == null) {
            return;
        }
        Instant winter = Instant.parse("2026-01-15T12:00:00Z");
        int standard = zone.getRules().getStandardOffset(winter).getTotalSeconds();
        if (standard != said) {
            findings.add(
                    0,
                    Kind.ZONE,
                    "the file says its clock is "
                            + said
                            + " s from UTC, but "
                            + zone
                            + " is "
                            + standard
                            + " s",
                    "times are UTC and stay as they are; check the zone (--tz)");
        }
    }

    private static int whole(String name, Map<String, String> type, String field) {
        String value = type.getOrDefault(field, "0");
        if (value.isEmpty()) {
            return 0;
        }
        if (!value.matches("[-+]?\\d{1,9}")) {
            throw new BadMeterFile(
                    name + ": " + field + " \"" + value + "\" is not a whole number");
        }
        return Integer.parseInt(value);
    }
}
