package org.trimtab.meters.intake;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.trimtab.baseline.LoadSeries;
import org.trimtab.meters.intake.Finding.Kind;
import org.trimtab.telemetry.Quality;

/** Rows laid on a grid of equal intervals; what overlaps or contradicts is unknown. */
final class IntervalGrid {
    private static final BigDecimal SECONDS_PER_HOUR = BigDecimal.valueOf(3_600);
    private static final byte FREE = 0;
    private static final byte TAKEN = 1;
    private static final byte CONTRADICTED = 2;

    private final String file;
    private final MeterUnit unit;
    private final long step;
    private final Findings findings;
    private final List<TimedRow> rows;
    private final long from;
    private final int[] watts;
    private final byte[] qualities;
    private final byte[] states;
    private final boolean[] repeated;
    private final int[] lines;
    private int negative;
    private int firstNegative;

    IntervalGrid(String file, MeterUnit unit, Lengths.Found found, Findings findings) {
        this.file = file;
        this.unit = unit;
        this.step = found.stepSeconds();
        this.rows = found.rows();
        this.findings = findings;
        long phase = phase();
        long first = Long.MAX_VALUE;
        long last = Long.MIN_VALUE;
        for (TimedRow row : rows) {
            first = Math.min(first, Math.floorDiv(row.from() - phase, step));
            last = Math.max(last, Math.floorDiv(row.from() - phase, step));
        }
        from = first * step + phase;
        int size = size(last - first + 1);
        watts = new int[size];
        Arrays.fill(watts, LoadSeries.UNKNOWN);
        qualities = new byte[size];
        states = new byte[size];
        repeated = new boolean[size];
        lines = new int[size];
    }

    private int size(long intervals) {
        if (intervals > LoadSeries.INTERVALS_MAX) {
            TimedRow first = rows.getFirst();
            TimedRow last = rows.getLast();
            throw new BadMeterFile(
                    file
                            + ": "
                            + intervals
                            + " intervals of "
                            + Duration.ofSeconds(step)
                            + " from line "
                            + first.line()
                            + " ("
                            + Instant.ofEpochSecond(first.from())
                            + ") to line "
                            + last.line()
                            + " ("
                            + Instant.ofEpochSecond(last.from())
                            + "); at most "
                            + LoadSeries.INTERVALS_MAX
                            + " are read. Is a year mistyped?");
        }
        return (int) intervals;
    }

    /** Where in the grid most rows of the full length start. */
    private long phase() {
        Map<Long, Integer> counts = new HashMap<>();
        for (TimedRow row : rows) {
            if (row.until() - row.from() == step) {
                counts.merge(Math.floorMod(row.from(), step), 1, Integer::sum);
            }
        }
        return counts.entrySet().stream()
                .max(
                        Map.Entry.<Long, Integer>comparingByValue()
                                .thenComparing(Map.Entry.comparingByKey()))
                .map(Map.Entry::getKey)
                .orElse(0L);
    }

    LoadSeries lay() {
        List<TimedRow> astray = new ArrayList<>();
        Map<Integer, List<TimedRow>> finer = new HashMap<>();
        for (TimedRow row : rows) {
            long length = row.until() - row.from();
            long within = Math.floorMod(row.from() - from, step);
            int index = (int) Math.floorDiv(row.from() - from, step);
            if (length == step && within == 0) {
                put(index, row, wattsOf(row));
            } else if (length < step && step % length == 0 && within % length == 0) {
                finer.computeIfAbsent(index, _ -> new ArrayList<>()).add(row);
            } else {
                astray.add(row);
            }
        }
        finer.forEach(this::putFiner);
        astray.forEach(this::putAside);
        if (negative > 0) {
            findings.add(
                    firstNegative,
                    Kind.NEGATIVE,
                    negative + " levels below zero, the first here",
                    "kept: the site fed in. If it cannot, the sign is wrong");
        }
        return LoadSeries.of(
                Instant.ofEpochSecond(from), Duration.ofSeconds(step), watts, notAllGood());
    }

    /** True when intervals from one time until another are all there, or all missing. */
    boolean isEmpty(long since, long until, boolean wantEmpty) {
        for (long at = since; at < until; at += step) {
            long index = Math.floorDiv(at - from, step);
            if (index < 0 || index >= states.length || (states[(int) index] == FREE) != wantEmpty) {
                return false;
            }
        }
        return true;
    }

    /** True when every interval from one time until another came more than once. */
    boolean isRepeated(long since, long until) {
        for (long at = since; at < until; at += step) {
            long index = Math.floorDiv(at - from, step);
            if (index < 0 || index >= states.length || !repeated[(int) index]) {
                return false;
            }
        }
        return true;
    }

    /** Says where nobody read, in one finding for each stretch. */
    void reportGaps() {
        int i = 0;
        while (i < watts.length) {
            if (watts[i] != LoadSeries.UNKNOWN || states[i] == CONTRADICTED) {
                i++;
                continue;
            }
            int end = i;
            while (end < watts.length
                    && watts[end] == LoadSeries.UNKNOWN
                    && states[end] != CONTRADICTED) {
                end++;
            }
            int line = lines[i] > 0 ? lines[i] : end < lines.length ? lines[end] : 0;
            findings.add(
                    line,
                    Kind.GAP,
                    "no value from "
                            + Instant.ofEpochSecond(from + i * step)
                            + " until "
                            + Instant.ofEpochSecond(from + end * step)
                            + " ("
                            + (end - i)
                            + (end - i == 1 ? " interval)" : " intervals)"),
                    "left unknown, never taken as zero");
            i = end;
        }
    }

    private void put(int index, TimedRow row, @Nullable BigDecimal mean) {
        if (lines[index] == 0) {
            lines[index] = row.line();
        } else {
            repeated[index] = true;
        }
        if (mean == null) {
            return;
        }
        int value = mean.setScale(0, RoundingMode.HALF_EVEN).intValueExact();
        if (states[index] == FREE) {
            states[index] = TAKEN;
            watts[index] = value;
            qualities[index] = LoadSeries.kept(row.quality());
            if (value < 0 && negative++ == 0) {
                firstNegative = row.line();
            }
            return;
        }
        if (states[index] == TAKEN && watts[index] == value) {
            qualities[index] = (byte) Math.max(qualities[index], LoadSeries.kept(row.quality()));
            findings.add(
                    row.line(),
                    Kind.DUPLICATE,
                    at(index) + " is there again, as in line " + lines[index],
                    "counted once");
            return;
        }
        findings.add(
                row.line(),
                Kind.CONTRADICTION,
                at(index) + " is there again with another value than in line " + lines[index],
                "both are left out, the interval is unknown");
        contradict(index);
    }

    private void contradict(int index) {
        states[index] = CONTRADICTED;
        watts[index] = LoadSeries.UNKNOWN;
    }

    /** Puts rows that together make one interval; it is known only when they cover all of it, each once. */
    private void putFiner(int index, List<TimedRow> parts) {
        BigDecimal sum = BigDecimal.ZERO;
        Map<Long, BigDecimal> starts = new HashMap<>();
        long covered = 0;
        Quality quality = Quality.GOOD;
        for (TimedRow part : parts) {
            BigDecimal mean = wattsOf(part);
            if (mean == null) {
                continue;
            }
            BigDecimal same = starts.putIfAbsent(part.from(), mean);
            if (same != null) {
                boolean equal = same.compareTo(mean) == 0;
                findings.add(
                        part.line(),
                        equal ? Kind.DUPLICATE : Kind.CONTRADICTION,
                        Instant.ofEpochSecond(part.from())
                                + " is there again"
                                + (equal ? "" : " with another value"),
                        equal ? "counted once" : "left out, the interval is unknown");
                covered += equal ? 0 : step + 1;
                continue;
            }
            long length = part.until() - part.from();
            covered += length;
            sum = sum.add(mean.multiply(BigDecimal.valueOf(length)));
            quality = part.quality().compareTo(quality) > 0 ? part.quality() : quality;
        }
        TimedRow first = parts.getFirst();
        BigDecimal mean =
                covered == step
                        ? sum.divide(BigDecimal.valueOf(step), 9, RoundingMode.HALF_EVEN)
                        : null;
        put(index, new TimedRow(first.line(), first.from(), first.until(), mean, quality), mean);
    }

    private void putAside(TimedRow row) {
        int first = (int) Math.max(0, Math.floorDiv(row.from() - from, step));
        int last = (int) Math.min(states.length - 1L, Math.floorDiv(row.until() - 1 - from, step));
        boolean overlaps = false;
        for (int i = first; i <= last; i++) {
            if (states[i] != FREE) {
                contradict(i);
                overlaps = true;
            }
        }
        findings.add(
                row.line(),
                overlaps ? Kind.OVERLAP : Kind.OFF_GRID,
                "from "
                        + Instant.ofEpochSecond(row.from())
                        + " until "
                        + Instant.ofEpochSecond(row.until())
                        + (overlaps
                                ? " overlaps other intervals"
                                : " does not lie on the grid of the others, "
                                        + Duration.ofSeconds(step)
                                        + " from "
                                        + Instant.ofEpochSecond(from)),
                overlaps
                        ? "it is left out and what it overlaps is unknown"
                        : "left out; correct the stamps");
    }

    /** Mean level of a row, W; null when nobody knows. */
    private @Nullable BigDecimal wattsOf(TimedRow row) {
        BigDecimal amount = row.amount();
        if (amount == null || !unit.isEnergy()) {
            return inRange(row, amount);
        }
        return inRange(
                row,
                amount.multiply(SECONDS_PER_HOUR)
                        .divide(
                                BigDecimal.valueOf(row.until() - row.from()),
                                9,
                                RoundingMode.HALF_EVEN));
    }

    private @Nullable BigDecimal inRange(TimedRow row, @Nullable BigDecimal mean) {
        if (mean == null || mean.abs().compareTo(MeterTable.AMOUNT_MAX) <= 0) {
            return mean;
        }
        findings.add(
                row.line(),
                Kind.OUT_OF_RANGE,
                mean.setScale(0, RoundingMode.HALF_EVEN) + " W is beyond any meter",
                "left unknown; check the unit and the stamps");
        return null;
    }

    private byte @Nullable [] notAllGood() {
        for (byte quality : qualities) {
            if (quality != 0) {
                return qualities;
            }
        }
        return null;
    }

    private String at(int index) {
        return Instant.ofEpochSecond(from + index * step).toString();
    }
}
