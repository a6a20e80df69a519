package org.trimtab.operators.prices;

import java.io.IOException;
import java.io.Reader;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** One file of values over time on its way in: finds its columns, then checks every row before it counts. */
final class TimeTable {
    /** Ten years of five-minute prices. */
    static final int ROWS_MAX = 1_100_000;

    private static final int SHOWN_CHARS_MAX = 40;
    private static final Pattern NUMBER =
            Pattern.compile("[-+]?\\d{1,15}(?:\\.\\d{0,20})?(?:[eE][-+]?\\d{1,2})?");
    private static final Pattern LOCAL_TIME =
            Pattern.compile("\\d{4}-\\d\\d-\\d\\d[ T]\\d\\d:\\d\\d(:\\d\\d(\\.\\d+)?)?");
    private static final Instant EARLIEST = Instant.parse("1990-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("2100-01-01T00:00:00Z");

    private final String name;
    private final Wanted wanted;
    private final List<Instant> startsAt = new ArrayList<>();
    private final List<List<@Nullable BigDecimal>> values = new ArrayList<>();
    private final List<Integer> lines = new ArrayList<>();
    private int line;

    TimeTable(String name, Wanted wanted) {
        this.name = name;
        this.wanted = wanted;
    }

    /**
     * What is sought in a file.
     *
     * @param timeColumn header of the column of times
     * @param columns headers of the columns of values
     * @param absent those of them that need not be there
     * @param what what such a column is, such as {@code point}
     * @param value what a value is, such as {@code price}
     * @param unit its unit and an example
     * @param most greatest value either way
     * @param blanks true when a value may be left blank
     * @param days true when the times are days of UTC
     */
    record Wanted(
            String timeColumn,
            List<String> columns,
            Set<String> absent,
            String what,
            String value,
            Unit unit,
            BigDecimal most,
            boolean blanks,
            boolean days) {}

    /**
     * A unit as messages name it.
     *
     * @param symbol such as {@code $/MWh}
     * @param example such as {@code 31.25}
     * @param beyond what a value is beyond when it is too great
     */
    record Unit(String symbol, String example, String beyond) {}

    /**
     * What a file holds.
     *
     * @param startsAt rising
     * @param values for each start one for each column; null when it was left blank or the column is absent
     */
    record Rows(List<Instant> startsAt, List<List<@Nullable BigDecimal>> values) {}

    int linesRead() {
        return line;
    }

    Rows readAll(Reader text) throws IOException {
        CsvLines source = new CsvLines(name, text);
        String header = source.next();
        if (header == null || header.isBlank()) {
            throw new BadPriceFile(
                    name + ": the file is empty; its first line must name the columns");
        }
        line = source.number();
        TimeColumns columns = TimeColumns.find(name, CsvLines.values(withoutMark(header)), wanted);
        for (String row = source.next(); row != null; row = source.next()) {
            line = source.number();
            if (!row.isBlank()) {
                take(CsvLines.values(row), columns);
            }
        }
        if (startsAt.size() < 2) {
            throw new BadPriceFile(
                    name
                            + ": "
                            + (startsAt.isEmpty() ? "no rows" : "only one row")
                            + "; at least two are needed to tell the length of an interval");
        }
        return new Rows(startsAt, values);
    }

    private void take(List<String> row, TimeColumns columns) {
        if (row.size() != columns.count()) {
            throw bad("has " + row.size() + " values where the header has " + columns.count());
        }
        if (startsAt.size() == ROWS_MAX) {
            throw bad("more than " + ROWS_MAX + " rows; split the file by year");
        }
        Instant start = startOf(row.get(columns.time()));
        List<@Nullable BigDecimal> taken = new ArrayList<>(columns.values().size());
        for (int i = 0; i < columns.values().size(); i++) {
            int column = columns.values().get(i);
            taken.add(column < 0 ? null : valueOf(row.get(column), start, wanted.columns().get(i)));
        }
        checkOrder(start, taken);
        startsAt.add(start);
        values.add(taken);
        lines.add(line);
    }

    private Instant startOf(String text) {
        if (wanted.days()) {
            return dayOf(text);
        }
        Instant start;
        try {
            String iso = text.length() > 10 && text.charAt(10) == ' ' ? withT(text) : text;
            start = OffsetDateTime.parse(iso).toInstant();
        } catch (DateTimeException e) {
            throw bad(
                    wanted.timeColumn()
                            + " "
                            + shown(text)
                            + " is not a time with its offset from UTC, such as"
                            + " 2023-08-17T05:00:00Z"
                            + (LOCAL_TIME.matcher(text).matches()
                                    ? "; local time alone is not clear, an autumn hour comes twice:"
                                            + " write 2023-08-17T00:00:00-05:00"
                                    : ""));
        }
        if (start.isBefore(EARLIEST)
                || !start.isBefore(LATEST)
                || !start.equals(start.truncatedTo(ChronoUnit.SECONDS))) {
            throw bad(
                    wanted.timeColumn()
                            + " "
                            + shown(text)
                            + " must be a whole second from 1990 up to 2100");
        }
        return start;
    }

    private Instant dayOf(String text) {
        try {
            return LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
        } catch (DateTimeException e) {
            throw bad(
                    wanted.timeColumn() + " " + shown(text) + " is not a day, such as 2023-08-17");
        }
    }

    private @Nullable BigDecimal valueOf(String text, Instant start, String column) {
        if (text.isEmpty()) {
            if (wanted.blanks()) {
                return null;
            }
            throw bad(
                    "no %s for %s in column %s; remove the row when the %s is not known"
                            .formatted(wanted.value(), start, column, wanted.value()));
        }
        if (!NUMBER.matcher(text).matches()) {
            throw bad(
                    "%s in column %s is not a %s in %s, such as %s; %s when the %s is not known"
                            .formatted(
                                    shown(text),
                                    column,
                                    wanted.value(),
                                    wanted.unit().symbol(),
                                    wanted.unit().example(),
                                    wanted.blanks() ? "leave it blank" : "remove the row",
                                    wanted.value()));
        }
        BigDecimal value = new BigDecimal(text);
        if (value.abs().compareTo(wanted.most()) > 0) {
            throw bad(
                    "%s in column %s is beyond %s; expected %s within %s either way"
                            .formatted(
                                    shown(text),
                                    column,
                                    wanted.unit().beyond(),
                                    wanted.unit().symbol(),
                                    wanted.most().toPlainString()));
        }
        return value;
    }

    private void checkOrder(Instant start, List<@Nullable BigDecimal> taken) {
        if (startsAt.isEmpty() || start.isAfter(startsAt.getLast())) {
            return;
        }
        int earlier = Collections.binarySearch(startsAt, start);
        if (earlier < 0) {
            throw bad(
                    start
                            + " comes before "
                            + startsAt.getLast()
                            + " on line "
                            + lines.getLast()
                            + "; sort the rows by time");
        }
        String before = plain(values.get(earlier));
        String now = plain(taken);
        throw before.equals(now)
                ? bad(
                        "%s repeats line %s with the same %s; remove one of them"
                                .formatted(start, lines.get(earlier), wanted.value()))
                : bad(
                        start
                                + " was "
                                + before
                                + " on line "
                                + lines.get(earlier)
                                + " and is "
                                + now
                                + " here; keep the right one (an autumn hour given twice in local"
                                + " time has two different UTC starts)");
    }

    private BadPriceFile bad(String what) {
        return new BadPriceFile(name + " line " + line + ": " + what);
    }

    private static String plain(List<@Nullable BigDecimal> values) {
        StringBuilder text = new StringBuilder();
        for (BigDecimal value : values) {
            text.append(text.isEmpty() ? "" : ", ")
                    .append(value == null ? "blank" : value.stripTrailingZeros().toPlainString());
        }
        return text.toString();
    }

    private static String withT(String text) {
        return text.substring(0, 10) + "T" + text.substring(11);
    }

    /** Without the byte order mark that some programs write first. */
    private static String withoutMark(String header) {
        return header.charAt(0) == '\uFEFF' ? header.substring(1) : header;
    }

    static String shown(String text) {
        return "\""
                + (text.length() > SHOWN_CHARS_MAX
                        ? text.substring(0, SHOWN_CHARS_MAX) + "…"
                        : text)
                + "\"";
    }
}
