package org.trimtab.meters.intake;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.zone.ZoneOffsetTransition;
import java.util.List;
import org.trimtab.baseline.LoadSeries;
import org.trimtab.meters.intake.Finding.Kind;

/**
 * Signs that stamps are of another zone than they are said to be in. Two are looked for, both where a zone changes its
 * clock: stamps called UTC that skip or repeat an hour as a local clock does, and a weekday's shape that moves by an
 * hour. A load that is the same all day, or a zone that never changes its clock, gives no sign.
 */
final class ZoneDoubt {
    private static final long SECONDS_PER_HOUR = 3_600;
    private static final int HOURS = 24;
    private static final int DAYS_COMPARED = 21;
    private static final int WEEKDAYS_NEEDED = 8;

    /** Zones whose clock changes are looked for when the site's is not known. */
    private static final List<ZoneId> USUAL =
            List.of(
                    ZoneId.of("America/Chicago"),
                    ZoneId.of("Europe/London"),
                    ZoneId.of("Europe/Berlin"));

    private ZoneDoubt() {}

    static void look(
            LoadSeries series, IntervalGrid grid, MeterFiles.Reading reading, Findings findings) {
        if (series.step().toSeconds() > SECONDS_PER_HOUR) {
            return;
        }
        ZoneId zone = reading.options().zone();
        if (reading.isUtc()) {
            for (ZoneId tried : zone == null ? USUAL : List.of(zone)) {
                if (changesLikeLocal(series, grid, tried, findings)) {
                    return;
                }
            }
        }
        if (zone != null) {
            shapeMoves(series, zone, findings);
        }
    }

    private static boolean changesLikeLocal(
            LoadSeries series, IntervalGrid grid, ZoneId zone, Findings findings) {
        ZoneOffsetTransition change = zone.getRules().nextTransition(series.from());
        while (change != null && change.getInstant().isBefore(series.until())) {
            // What the clock on the wall shows, taken for UTC.
            long before = change.getDateTimeBefore().toEpochSecond(ZoneOffset.UTC);
            long after = change.getDateTimeAfter().toEpochSecond(ZoneOffset.UTC);
            boolean skipped =
                    change.isGap()
                            && grid.isEmpty(before, after, true)
                            && grid.isEmpty(before - SECONDS_PER_HOUR, before, false)
                            && grid.isEmpty(after, after + SECONDS_PER_HOUR, false);
            boolean doubled = change.isOverlap() && grid.isRepeated(after, before);
            if (skipped || doubled) {
                findings.add(
                        0,
                        Kind.ZONE,
                        "stamps called UTC "
                                + (skipped ? "skip" : "repeat")
                                + " the hour that a clock in "
                                + zone
                                + (skipped ? " skips on " : " repeats on ")
                                + change.getDateTimeBefore().toLocalDate(),
                        "read as UTC all the same; if they are local time, name the column"
                                + " interval_start_local and give the zone (--tz)");
                return true;
            }
            change = zone.getRules().nextTransition(change.getInstant());
        }
        return false;
    }

    private static void shapeMoves(LoadSeries series, ZoneId zone, Findings findings) {
        int compared = 0;
        int moved = 0;
        ZoneOffsetTransition change = zone.getRules().nextTransition(series.from());
        while (change != null && change.getInstant().isBefore(series.until())) {
            long days = DAYS_COMPARED * HOURS * SECONDS_PER_HOUR;
            Instant at = change.getInstant();
            long[] before = shape(series, zone, at.minusSeconds(days), at);
            long[] after = shape(series, zone, at, at.plusSeconds(days));
            if (before.length == HOURS && after.length == HOURS) {
                compared++;
                long stays = distance(before, after, 0);
                int hour = change.isGap() ? 1 : -1;
                moved += 10 * distance(before, after, hour) <= 6 * stays ? 1 : 0;
            }
            change = zone.getRules().nextTransition(at);
        }
        if (compared > 0 && 2 * moved > compared) {
            findings.add(
                    0,
                    Kind.ZONE,
                    "the shape of a weekday moves by one hour at "
                            + moved
                            + " of "
                            + compared
                            + " clock changes of "
                            + zone,
                    "kept; either the site does not live by that clock, or the stamps are not of"
                            + " the zone they are said to be in");
        }
    }

    /** Mean level of each local hour of weekdays about its mean; empty when too little is known or it is flat. */
    private static long[] shape(LoadSeries series, ZoneId zone, Instant since, Instant until) {
        long[] sums = new long[HOURS];
        int[] counts = new int[HOURS];
        int perHour = (int) Math.max(1, SECONDS_PER_HOUR / series.step().toSeconds());
        int end = Math.min(series.size(), series.indexOf(until));
        for (int i = Math.max(0, series.indexOf(since)); i < end; i++) {
            ZonedDateTime local = series.interval(i).from().atZone(zone);
            boolean weekend = local.getDayOfWeek().compareTo(DayOfWeek.SATURDAY) >= 0;
            if (!weekend && series.watts(i) != LoadSeries.UNKNOWN) {
                sums[local.getHour()] += series.watts(i);
                counts[local.getHour()]++;
            }
        }
        long[] shape = new long[HOURS];
        long total = 0;
        for (int hour = 0; hour < HOURS; hour++) {
            if (counts[hour] < WEEKDAYS_NEEDED * perHour) {
                return new long[0];
            }
            shape[hour] = sums[hour] / counts[hour];
            total += shape[hour];
        }
        long mean = total / HOURS;
        long spread = 0;
        for (int hour = 0; hour < HOURS; hour++) {
            shape[hour] -= mean;
            spread = Math.max(spread, Math.abs(shape[hour]));
        }
        return 10 * spread < Math.abs(mean) ? new long[0] : shape;
    }

    private static long distance(long[] before, long[] after, int hours) {
        long distance = 0;
        for (int hour = 0; hour < HOURS; hour++) {
            distance += Math.abs(before[hour] - after[Math.floorMod(hour + hours, HOURS)]);
        }
        return distance;
    }
}
