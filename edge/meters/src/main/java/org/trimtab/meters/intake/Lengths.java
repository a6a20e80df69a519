package org.trimtab.meters.intake;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.trimtab.meters.intake.Finding.Kind;

/**
 * Finds how long each row's interval is: as long as its two stamps say, or as long as most are, or as long as a whole
 * run of others around it.
 */
final class Lengths {
    /** So many equal steps in a row are another interval length; fewer are gaps or slips. */
    static final int RUN_MIN = 4;

    private final String file;
    private final @Nullable Duration wanted;
    private final Findings findings;

    Lengths(String file, @Nullable Duration wanted, Findings findings) {
        this.file = file;
        this.wanted = wanted;
        this.findings = findings;
    }

    /** Rows with both ends, and the length that the series is to have. */
    record Found(List<TimedRow> rows, long stepSeconds) {}

    /**
     * Gives every row its length.
     *
     * @param rows rising in time
     */
    Found of(List<TimedRow> rows) {
        long usual = usual(rows);
        long[] lengths = new long[rows.size()];
        for (int i = 0; i < lengths.length; i++) {
            TimedRow row = rows.get(i);
            lengths[i] = row.hasStart() && row.hasEnd() ? row.until() - row.from() : usual;
        }
        findRuns(rows, usual, lengths);
        List<TimedRow> full = new ArrayList<>(rows.size());
        for (int i = 0; i < lengths.length; i++) {
            full.add(rows.get(i).lasting(lengths[i]));
        }
        return new Found(full, step(full, usual));
    }

    private long usual(List<TimedRow> rows) {
        Map<Long, Integer> counts = new HashMap<>();
        for (int i = 0; i < rows.size(); i++) {
            TimedRow row = rows.get(i);
            if (row.hasStart() && row.hasEnd()) {
                counts.merge(row.until() - row.from(), 1, Integer::sum);
            } else if (i > 0 && row.isStampedLike(rows.get(i - 1))) {
                long spacing = row.stamp() - rows.get(i - 1).stamp();
                if (spacing > 0) {
                    counts.merge(spacing, 1, Integer::sum);
                }
            }
        }
        if (counts.isEmpty() && wanted != null) {
            return wanted.toSeconds();
        }
        if (counts.isEmpty()) {
            throw new BadMeterFile(
                    file
                            + ": only one time is there, so nothing tells how long an interval is;"
                            + " give two rows, or both ends, or the length (--step 15min)");
        }
        long usual = 0;
        int most = 0;
        for (Map.Entry<Long, Integer> count : new TreeMap<>(counts).entrySet()) {
            if (count.getValue() > most) {
                most = count.getValue();
                usual = count.getKey();
            }
        }
        return usual;
    }

    /** Rows that follow each other at another step than usual, and enough of them, have that length. */
    private void findRuns(List<TimedRow> rows, long usual, long[] lengths) {
        int i = 1;
        while (i < rows.size()) {
            long spacing = spacing(rows, i);
            int end = i + 1;
            while (end < rows.size() && spacing(rows, end) == spacing) {
                end++;
            }
            boolean isGapsByWish = wanted != null && wanted.toSeconds() == usual && spacing > usual;
            if (spacing > 0 && spacing != usual && end - i >= RUN_MIN && !isGapsByWish) {
                boolean starts = rows.get(i).hasStart();
                boolean isFirst = i == 1;
                boolean isLast = end == rows.size();
                int from = starts || isFirst ? i - 1 : i;
                int until = starts && !isLast ? end - 1 : end;
                for (int row = from; row < until; row++) {
                    lengths[row] = spacing;
                }
            }
            i = end;
        }
    }

    /** Seconds from the row before; 0 when nothing can be told from them. */
    private static long spacing(List<TimedRow> rows, int i) {
        TimedRow row = rows.get(i);
        TimedRow before = rows.get(i - 1);
        boolean explicit =
                (row.hasStart() && row.hasEnd()) || (before.hasStart() && before.hasEnd());
        return explicit || !row.isStampedLike(before) ? 0 : row.stamp() - before.stamp();
    }

    private long step(List<TimedRow> rows, long usual) {
        Map<Long, Integer> counts = new TreeMap<>();
        Map<Long, TimedRow> firsts = new HashMap<>();
        for (TimedRow row : rows) {
            counts.merge(row.until() - row.from(), 1, Integer::sum);
            firsts.putIfAbsent(row.until() - row.from(), row);
        }
        long step = wanted == null ? usual : wanted.toSeconds();
        for (Map.Entry<Long, Integer> count : counts.entrySet()) {
            long length = count.getKey();
            TimedRow first = firsts.get(length);
            if (length == step || first == null) {
                continue;
            }
            if (length < step && step % length == 0 && wanted != null) {
                findings.add(
                        first.line(),
                        Kind.LENGTH_CHANGE,
                        count.getValue() + " intervals of " + Duration.ofSeconds(length),
                        "averaged up to " + wanted);
            } else if (count.getValue() >= RUN_MIN) {
                throw new BadMeterFile(changed(first.line(), length, step));
            }
        }
        return step;
    }

    private String changed(int line, long length, long step) {
        return file
                + " line "
                + line
                + ": intervals of "
                + Duration.ofSeconds(length)
                + " where "
                + (wanted == null ? "most last " : "you asked for ")
                + Duration.ofSeconds(step)
                + "; split the file there, or have all averaged to one length that both divide"
                + " (such as --step 1h)";
    }
}
