package org.trimtab.meters.intake;

import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.trimtab.meters.intake.Finding.Kind;

/**
 * Puts rows in time. Local stamps are resolved in the order of the file, so that the hour an autumn clock shows twice
 * is told apart; stamps a clock never shows are left out and said.
 */
final class LocalClock {
    private static final long NEVER_SHOWN = Long.MIN_VALUE;

    private final String file;
    private final @Nullable ZoneRules rules;
    private final @Nullable ZoneId zone;
    private final Findings findings;
    private final Map<ZoneOffsetTransition, int[]> doubled = new TreeMap<>();

    LocalClock(String file, @Nullable ZoneId zone, Findings findings) {
        this.file = file;
        this.zone = zone;
        this.rules = zone == null ? null : zone.getRules();
        this.findings = findings;
    }

    /** Rows in the order of the file, or turned round when the file runs backwards. */
    List<TimedRow> resolve(List<RawRow> written) {
        List<RawRow> rows = new ArrayList<>(written);
        if (runsBackwards(rows)) {
            Collections.reverse(rows);
        }
        List<TimedRow> timed = new ArrayList<>(rows.size());
        long lastStart = Long.MIN_VALUE;
        long lastEnd = Long.MIN_VALUE;
        for (RawRow row : rows) {
            long from = TimedRow.OPEN;
            long until = TimedRow.OPEN;
            Stamp start = row.start();
            Stamp end = row.end();
            if (start != null) {
                from = instant(start, lastStart, false);
                lastStart = Math.max(lastStart, from);
            }
            if (end != null) {
                until = instant(end, Math.max(lastEnd, from), true);
                lastEnd = Math.max(lastEnd, until);
            }
            if ((start != null && from == NEVER_SHOWN) || (end != null && until == NEVER_SHOWN)) {
                neverShown(row);
            } else if (start != null && end != null && until <= from) {
                findings.add(
                        row.line(),
                        Kind.UNREADABLE,
                        "it ends before it starts",
                        "the row is left out");
            } else {
                timed.add(new TimedRow(row.line(), from, until, row.amount(), row.quality()));
            }
        }
        reportDoubled();
        return timed;
    }

    private static boolean runsBackwards(List<RawRow> rows) {
        int rises = 0;
        int falls = 0;
        for (int i = 1; i < rows.size(); i++) {
            int order = Long.compare(written(rows.get(i)), written(rows.get(i - 1)));
            rises += order > 0 ? 1 : 0;
            falls += order < 0 ? 1 : 0;
        }
        return falls > rises;
    }

    private static long written(RawRow row) {
        Stamp start = row.start();
        Stamp end = row.end();
        return start != null ? start.localSeconds() : end == null ? 0 : end.localSeconds();
    }

    private long instant(Stamp stamp, long last, boolean isEnd) {
        if (stamp.offsetSeconds() != Stamp.NO_OFFSET) {
            return stamp.localSeconds() - stamp.offsetSeconds();
        }
        ZoneRules known = rules;
        if (known == null) {
            throw new BadMeterFile(
                    file
                            + ": stamps are local time; say of which zone, such as"
                            + " --tz America/Chicago");
        }
        LocalDateTime local = LocalDateTime.ofEpochSecond(stamp.localSeconds(), 0, ZoneOffset.UTC);
        List<ZoneOffset> offsets = known.getValidOffsets(local);
        if (offsets.size() == 1) {
            return local.toEpochSecond(offsets.getFirst());
        }
        ZoneOffsetTransition change = known.getTransition(local);
        if (offsets.isEmpty()) {
            // An hour may end at the moment the clock jumps, whatever the clock then shows.
            return isEnd && local.equals(change.getDateTimeBefore())
                    ? change.toEpochSecond()
                    : NEVER_SHOWN;
        }
        return shownTwice(local, change, last, isEnd);
    }

    private long shownTwice(
            LocalDateTime local, ZoneOffsetTransition change, long last, boolean isEnd) {
        long first = local.toEpochSecond(change.getOffsetBefore());
        // The stamp at which the doubled hour begins also ends the hour before it, seen for the
        // first time.
        boolean isSecond = first <= last;
        int[] seen = doubled.computeIfAbsent(change, _ -> new int[2]);
        if (!isEnd || !local.equals(change.getDateTimeAfter())) {
            seen[isSecond ? 1 : 0]++;
        }
        return isSecond ? local.toEpochSecond(change.getOffsetAfter()) : first;
    }

    private void neverShown(RawRow row) {
        Stamp stamp = row.start() != null ? row.start() : row.end();
        findings.add(
                row.line(),
                Kind.ZONE,
                "local time "
                        + (stamp == null
                                ? ""
                                : LocalDateTime.ofEpochSecond(
                                        stamp.localSeconds(), 0, ZoneOffset.UTC))
                        + " does not exist in "
                        + zone
                        + ", where the clock jumps over it",
                "the row is left out; are the stamps of another zone, or standard time all year?");
    }

    private void reportDoubled() {
        for (Map.Entry<ZoneOffsetTransition, int[]> change : doubled.entrySet()) {
            int[] seen = change.getValue();
            if (seen[0] > 0 && seen[1] == 0) {
                findings.add(
                        0,
                        Kind.ZONE,
                        "the hour that the clock of "
                                + zone
                                + " shows twice around "
                                + change.getKey().getInstant()
                                + " is there once",
                        "taken as the first; the second is unknown. Are the stamps of another"
                                + " zone, or standard time all year?");
            }
        }
    }
}
