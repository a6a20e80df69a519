package org.trimtab.meters.intake;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.trimtab.documents.CsvFile;
import org.trimtab.meters.intake.Finding.Kind;
import org.trimtab.telemetry.Quality;

/** Rows of a meter file of comma-separated values, each read as written. */
final class MeterTable {
    /** Two years of minutes and some. */
    static final int ROWS_MAX = 1_200_000;

    /** Rows that may be unreadable before the file as a whole is. */
    static final int UNREADABLE_ALWAYS_BORNE = 20;

    private static final int METERS_SHOWN_MAX = 20;

    /** A plain decimal number. */
    static final Pattern NUMBER =
            Pattern.compile(
                    "[-+]?(?:\\d{1,15}(?:\\.\\d{0,20})?|\\.\\d{1,20})(?:[eE][-+]?\\d{1,2})?");

    /** Most a meter is believed to show, W or Wh. */
    static final BigDecimal AMOUNT_MAX = BigDecimal.valueOf(2_000_000_000L);

    private static final Set<String> GOOD =
            Set.of("", "good", "valid", "validated", "measured", "actual", "ok", "a", "v", "0");
    private static final Set<String> ESTIMATED =
            Set.of("estimated", "estimate", "est", "e", "edited", "substituted", "interpolated");
    private static final Set<String> MISSING = Set.of("missing", "m", "bad", "invalid", "none");

    private final CsvFile file;
    private final MeterFileOptions options;
    private final Findings findings;
    private final List<RawRow> rows = new ArrayList<>();
    private final Set<String> meters = new TreeSet<>();
    private MeterColumns columns;
    private int rowsSeen;

    MeterTable(CsvFile file, MeterFileOptions options, Findings findings) {
        this.file = file;
        this.options = options;
        this.findings = findings;
        String header = file.next();
        if (header == null || header.isBlank()) {
            throw file.badWhole("the file is empty; its first line must name the columns");
        }
        columns = MeterColumns.find(file, CsvFile.values(header), options);
    }

    MeterColumns columns() {
        return columns;
    }

    List<RawRow> rows() {
        return rows;
    }

    void readAll() {
        for (String line = file.next(); line != null; line = file.next()) {
            if (line.isBlank()) {
                continue;
            }
            List<String> values = CsvFile.values(line);
            if (MeterColumns.isHeader(values)) {
                switchTo(MeterColumns.find(file, values, options));
                continue;
            }
            if (++rowsSeen > ROWS_MAX) {
                throw file.bad("more than " + ROWS_MAX + " rows; split the file by year");
            }
            take(values);
        }
        checkMeters();
        int unreadable = findings.count(Kind.UNREADABLE);
        if (unreadable > Math.max(UNREADABLE_ALWAYS_BORNE, rowsSeen / 20)
                || (unreadable == rowsSeen && rowsSeen > 0)) {
            throw file.badWhole(
                    unreadable
                            + " of "
                            + rowsSeen
                            + " rows cannot be read; the first is "
                            + findings.kept().stream()
                                    .filter(f -> f.kind() == Kind.UNREADABLE)
                                    .findFirst()
                                    .map(f -> "line " + f.line() + ": " + f.what())
                                    .orElse("unknown"));
        }
        if (rows.isEmpty()) {
            throw file.badWhole(
                    findings.kept().stream()
                            .findFirst()
                            .map(f ->
                                    "no row counts; the first finding is line "
                                            + f.line()
                                            + ": "
                                            + f.what())
                            .orElse(
                                    "no rows; at least two are needed to tell how long an interval is"));
        }
    }

    /** A second header, where two files were put behind each other. */
    private void switchTo(MeterColumns next) {
        if (next.unit() != columns.unit() || next.isRegister() != columns.isRegister()) {
            throw file.bad(
                    "another header, with values in "
                            + next.valueName()
                            + " instead of "
                            + columns.valueName()
                            + "; split the file here");
        }
        boolean sameStamps =
                (next.start() < 0) == (columns.start() < 0) && next.isUtc() == columns.isUtc();
        findings.add(
                file.number(),
                sameStamps ? Kind.LEFT_OUT : Kind.MIXED_STAMPS,
                sameStamps ? "the header again" : "another header: from here on " + next.stamps(),
                sameStamps ? "left out" : "each part is read by its own header");
        columns = next;
    }

    private void take(List<String> row) {
        if (row.size() != columns.count()) {
            unreadable(row.size() + " values where the header has " + columns.count());
            return;
        }
        if (columns.meter() >= 0) {
            String meter = row.get(columns.meter());
            if (meters.size() <= METERS_SHOWN_MAX) {
                meters.add(meter);
            }
            if (options.meter() != null && !meter.equals(options.meter())) {
                return;
            }
        }
        @Nullable Stamp start = stamp(row, columns.start());
        @Nullable Stamp end = stamp(row, columns.end());
        String bad = badStamp(row, start, end);
        if (bad != null) {
            unreadable(bad);
            return;
        }
        Quality quality = quality(row);
        if (quality == null || row.get(columns.value()).isEmpty()) {
            rows.add(new RawRow(file.number(), start, end, null, Quality.SUSPECT));
            return;
        }
        BigDecimal amount = amount(row.get(columns.value()));
        if (amount != null) {
            rows.add(new RawRow(file.number(), start, end, amount, quality));
        }
    }

    private @Nullable Stamp stamp(List<String> row, int column) {
        if (column < 0) {
            return null;
        }
        Stamp stamp = Stamp.parse(row.get(column));
        return stamp != null && columns.isUtc() && stamp.offsetSeconds() == Stamp.NO_OFFSET
                ? new Stamp(stamp.localSeconds(), 0)
                : stamp;
    }

    /** What is wrong with a row's stamps; null when nothing is. */
    private @Nullable String badStamp(
            List<String> row, @Nullable Stamp start, @Nullable Stamp end) {
        if (start == null && columns.start() >= 0 && !row.get(columns.start()).isEmpty()) {
            return notATime(row.get(columns.start()));
        }
        if (end == null && columns.end() >= 0 && !row.get(columns.end()).isEmpty()) {
            return notATime(row.get(columns.end()));
        }
        return start == null && end == null ? "no time" : null;
    }

    private static String notATime(String value) {
        return CsvFile.shown(value)
                + " is not a time such as 2026-07-01T18:00:00Z or 2026-07-01 18:00";
    }

    private @Nullable BigDecimal amount(String text) {
        if (!NUMBER.matcher(text).matches()) {
            unreadable(
                    CsvFile.shown(text)
                            + " in column "
                            + columns.valueName()
                            + " is not a number such as 1234.5");
            return null;
        }
        BigDecimal amount = columns.unit().toBase(new BigDecimal(text));
        if (!columns.isRegister() && amount.abs().compareTo(AMOUNT_MAX) > 0) {
            findings.add(
                    file.number(),
                    Kind.OUT_OF_RANGE,
                    CsvFile.shown(text)
                            + " "
                            + columns.unit().name().toLowerCase(Locale.ROOT)
                            + " is beyond any meter",
                    "left unknown; check the unit");
            return null;
        }
        return amount;
    }

    /** Null when the value does not count. */
    private @Nullable Quality quality(List<String> row) {
        if (columns.quality() < 0) {
            return Quality.GOOD;
        }
        String said = row.get(columns.quality()).toLowerCase(Locale.ROOT);
        if (GOOD.contains(said)) {
            return Quality.GOOD;
        }
        if (MISSING.contains(said)) {
            return null;
        }
        boolean estimated = ESTIMATED.contains(said);
        findings.add(
                file.number(),
                Kind.QUALITY,
                "quality is " + CsvFile.shown(said),
                estimated ? "kept as estimated" : "kept as suspect");
        return estimated ? Quality.ESTIMATED : Quality.SUSPECT;
    }

    private void unreadable(String what) {
        findings.add(file.number(), Kind.UNREADABLE, what, "the row is left out");
    }

    private void checkMeters() {
        if ((options.meter() == null && meters.size() > 1)
                || (options.meter() != null && columns.meter() >= 0 && rows.isEmpty())) {
            throw file.badWhole(
                    "it holds meters "
                            + String.join(", ", meters.stream().limit(METERS_SHOWN_MAX).toList())
                            + (meters.size() > METERS_SHOWN_MAX ? ", …" : "")
                            + "; say which one to take (--meter)");
        }
    }
}
