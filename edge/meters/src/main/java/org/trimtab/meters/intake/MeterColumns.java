package org.trimtab.meters.intake;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.trimtab.documents.CsvFile;
import org.trimtab.documents.Nearest;

/**
 * Where a meter file keeps what.
 *
 * @param start index of the column of interval starts; -1 without
 * @param end index of the column of interval ends; -1 without
 * @param isUtc true when stamps without an offset are UTC, false when they are local
 * @param value index of the column with the values
 * @param valueName its header
 * @param unit its unit
 * @param isRegister true when the values are a counter's readings at the stamps
 * @param quality index of the column of qualities; -1 without
 * @param meter index of the column that says which meter; -1 without
 * @param count how many columns there are
 */
record MeterColumns(
        int start,
        int end,
        boolean isUtc,
        int value,
        String valueName,
        MeterUnit unit,
        boolean isRegister,
        int quality,
        int meter,
        int count) {
    static final int COLUMNS_MAX = 500;
    private static final String REGISTER = "_register";
    private static final List<String> UTC_STARTS =
            List.of("interval_start_utc", "start_utc", "read_at_utc");
    private static final List<String> UTC_ENDS = List.of("interval_end_utc", "end_utc");
    private static final List<String> LOCAL_STARTS =
            List.of(
                    "interval_start_local",
                    "start_local",
                    "interval_start",
                    "start",
                    "read_at_local",
                    "read_at");
    private static final List<String> LOCAL_ENDS =
            List.of("interval_end_local", "end_local", "interval_end", "end");
    private static final List<String> METERS = List.of("meter", "meter_id");

    /** True when a row in the middle of a file is another header. */
    static boolean isHeader(List<String> row) {
        for (String cell : row) {
            String name = cell.toLowerCase(Locale.ROOT);
            if (UTC_STARTS.contains(name)
                    || UTC_ENDS.contains(name)
                    || LOCAL_STARTS.contains(name)
                    || LOCAL_ENDS.contains(name)) {
                return true;
            }
        }
        return false;
    }

    static MeterColumns find(CsvFile file, List<String> headers, MeterFileOptions options) {
        if (headers.size() > COLUMNS_MAX) {
            throw file.bad(headers.size() + " columns; at most " + COLUMNS_MAX + " are read");
        }
        List<String> names = headers.stream().map(h -> h.toLowerCase(Locale.ROOT)).toList();
        for (String name : names) {
            if (!name.isEmpty() && names.indexOf(name) != names.lastIndexOf(name)) {
                throw file.bad("column " + CsvFile.shown(name) + " is there twice; rename one");
            }
        }
        int start = first(names, UTC_STARTS);
        int end = first(names, UTC_ENDS);
        boolean isUtc = start >= 0 || end >= 0;
        if (!isUtc) {
            start = first(names, LOCAL_STARTS);
            end = first(names, LOCAL_ENDS);
        }
        if (start < 0 && end < 0) {
            throw file.bad(
                    "no column says when; name one interval_start_utc or interval_end_utc, or"
                            + " interval_start_local or interval_end_local. The file has "
                            + listed(headers));
        }
        int value = valueColumn(file, headers, names, options);
        return new MeterColumns(
                start,
                end,
                isUtc,
                value,
                headers.get(value),
                unit(file, headers.get(value), options),
                names.get(value).endsWith(REGISTER),
                names.indexOf("quality"),
                first(names, METERS),
                headers.size());
    }

    /** What the stamps are, in words. */
    String stamps() {
        String what = start < 0 ? "interval ends" : end < 0 ? "interval starts" : "starts and ends";
        return (isRegister ? "times of reading" : what) + (isUtc ? ", UTC" : ", local");
    }

    private static int first(List<String> names, List<String> wanted) {
        for (String name : wanted) {
            int index = names.indexOf(name);
            if (index >= 0) {
                return index;
            }
        }
        return -1;
    }

    private static int valueColumn(
            CsvFile file, List<String> headers, List<String> names, MeterFileOptions options) {
        String wanted = options.column();
        if (wanted != null) {
            int index = names.indexOf(wanted.toLowerCase(Locale.ROOT));
            if (index < 0) {
                throw file.bad(
                        "no column " + CsvFile.shown(wanted) + Nearest.advice(wanted, headers));
            }
            return index;
        }
        Set<Integer> found = new TreeSet<>();
        for (int i = 0; i < names.size(); i++) {
            String name = names.get(i).replace(REGISTER, "");
            if (!name.contains("_") && MeterUnit.endOf(name) != null) {
                found.add(i);
            }
        }
        if (found.size() == 1) {
            return found.iterator().next();
        }
        List<String> shown = new ArrayList<>();
        found.forEach(i -> shown.add(headers.get(i)));
        throw file.bad(
                found.isEmpty()
                        ? "no column of values; name one kw or kwh, or say which it is and its unit"
                                + " (--column, --unit). The file has "
                                + listed(headers)
                        : "values in "
                                + String.join(" and ", shown)
                                + "; say which to take (--column)");
    }

    private static MeterUnit unit(CsvFile file, String header, MeterFileOptions options) {
        @Nullable MeterUnit given = options.unit();
        @Nullable MeterUnit named =
                MeterUnit.endOf(header.toLowerCase(Locale.ROOT).replace(REGISTER, ""));
        if (given != null) {
            return given;
        }
        if (named == null) {
            throw file.bad(
                    "column "
                            + CsvFile.shown(header)
                            + " does not name its unit; say whether it is kw, kwh or another"
                            + " (--unit)");
        }
        return named;
    }

    private static String listed(List<String> headers) {
        int most = 12;
        return String.join(", ", headers.stream().limit(most).map(CsvFile::shown).toList())
                + (headers.size() > most ? ", …" : "");
    }
}
