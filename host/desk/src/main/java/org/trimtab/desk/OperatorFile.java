package org.trimtab.desk;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.math.BigDecimal;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads another's figures from a CSV file. Its heading names the columns: {@code line} and {@code amount} for money,
 * {@code interval_start_utc} with any of {@code baseline_kw}, {@code metered_kw}, {@code reduction_kw} and
 * {@code score} for intervals; a file may hold both. Other columns are passed over.
 */
public final class OperatorFile {
    /** Most bytes read. */
    public static final long SIZE_BYTES_MAX = 32L * 1024 * 1024;

    /** Most rows read. */
    public static final int ROWS_MAX = 200_000;

    private static final int LINE_LENGTH_MAX = 10_000;
    private static final int NUMBER_LENGTH_MAX = 40;
    private static final String COLUMNS =
            "line,amount or interval_start_utc with baseline_kw, metered_kw, reduction_kw or score";

    private final String name;
    private final Map<String, Integer> columns = new HashMap<>();
    private final List<OperatorFigures.Line> lines = new ArrayList<>();
    private final List<OperatorFigures.Interval> intervals = new ArrayList<>();
    private final Set<String> lineNames = new HashSet<>();
    private final Set<Instant> starts = new HashSet<>();

    private OperatorFile(String name) {
        this.name = name;
    }

    /**
     * Reads a file.
     *
     * @throws BadOperatorFile when it is missing, too large, or any row of it is not clear
     */
    public static OperatorFigures read(Path file) {
        Path last = file.getFileName();
        OperatorFile reading = new OperatorFile(last == null ? file.toString() : last.toString());
        try {
            if (Files.size(file) > SIZE_BYTES_MAX) {
                throw new BadOperatorFile(
                        reading.name
                                + ": the file is too large; at most "
                                + SIZE_BYTES_MAX
                                + " bytes are read");
            }
            try (BufferedReader reader = open(file)) {
                reading.readAll(reader);
            }
        } catch (NoSuchFileException e) {
            throw new BadOperatorFile(file + ": there is no such file");
        } catch (CharacterCodingException e) {
            throw new BadOperatorFile(
                    reading.name + ": the file is not UTF-8 text; save it as CSV");
        } catch (IOException e) {
            throw new BadOperatorFile(file + ": cannot be read (" + e.getMessage() + ")");
        }
        reading.intervals.sort(Comparator.comparing(OperatorFigures.Interval::from));
        return new OperatorFigures(reading.name, reading.lines, reading.intervals);
    }

    private static BufferedReader open(Path file) throws IOException {
        return new BufferedReader(
                new InputStreamReader(
                        Files.newInputStream(file),
                        StandardCharsets.UTF_8
                                .newDecoder()
                                .onMalformedInput(CodingErrorAction.REPORT)
                                .onUnmappableCharacter(CodingErrorAction.REPORT)));
    }

    private void readAll(BufferedReader reader) throws IOException {
        heading(reader.readLine());
        int number = 1;
        int rows = 0;
        for (String text = reader.readLine(); text != null; text = reader.readLine()) {
            number++;
            if (text.length() > LINE_LENGTH_MAX) {
                throw new BadOperatorFile(
                        at(number)
                                + ": the line is longer than "
                                + LINE_LENGTH_MAX
                                + " characters");
            }
            if (!text.isBlank()) {
                if (++rows > ROWS_MAX) {
                    throw new BadOperatorFile(name + ": there are more than " + ROWS_MAX + " rows");
                }
                row(CsvRows.split(text, at(number)), at(number));
            }
        }
        if (rows == 0) {
            throw new BadOperatorFile(name + ": there are no rows below the heading");
        }
    }

    private void heading(@Nullable String text) {
        if (text == null || text.length() > LINE_LENGTH_MAX) {
            throw new BadOperatorFile(name + ": the first line must name the columns, " + COLUMNS);
        }
        String plain = text.startsWith("\uFEFF") ? text.substring(1) : text;
        for (String column : CsvRows.split(plain, at(1))) {
            String key = column.toLowerCase(Locale.ROOT);
            if (columns.put(key, columns.size()) != null) {
                throw new BadOperatorFile(at(1) + ": column \"" + key + "\" stands there twice");
            }
        }
        boolean money = columns.containsKey("line") && columns.containsKey("amount");
        if (!money && !columns.containsKey("interval_start_utc")) {
            throw new BadOperatorFile(
                    at(1) + ": needs the columns " + COLUMNS + "; it has " + shown(plain));
        }
    }

    private void row(List<String> fields, String where) {
        if (fields.size() != columns.size()) {
            throw new BadOperatorFile(
                    where
                            + ": has "
                            + fields.size()
                            + " values where the heading names "
                            + columns.size());
        }
        String line = field(fields, "line");
        String start = field(fields, "interval_start_utc");
        if (line.isEmpty() == start.isEmpty()) {
            throw new BadOperatorFile(
                    where + ": needs either a line with its amount or an interval_start_utc");
        }
        if (!line.isEmpty()) {
            BigDecimal amount = number(fields, "amount", where);
            if (amount == null) {
                throw new BadOperatorFile(where + ": line \"" + shown(line) + "\" has no amount");
            }
            if (!lineNames.add(Comparison.key(line))) {
                throw new BadOperatorFile(
                        where
                                + ": line \""
                                + shown(line)
                                + "\" stands there twice; give their sum");
            }
            lines.add(new OperatorFigures.Line(line, amount));
            return;
        }
        Instant from = instant(start, where);
        if (!starts.add(from)) {
            throw new BadOperatorFile(
                    where + ": the interval from " + from + " stands there twice");
        }
        intervals.add(
                new OperatorFigures.Interval(
                        from,
                        number(fields, "baseline_kw", where),
                        number(fields, "metered_kw", where),
                        number(fields, "reduction_kw", where),
                        number(fields, "score", where)));
    }

    private String field(List<String> fields, String column) {
        Integer at = columns.get(column);
        return at == null ? "" : fields.get(at);
    }

    private @Nullable BigDecimal number(List<String> fields, String column, String where) {
        String text = field(fields, column);
        if (text.isEmpty()) {
            return null;
        }
        if (text.length() <= NUMBER_LENGTH_MAX && text.matches("[-+]?\\d+(\\.\\d+)?")) {
            return new BigDecimal(text);
        }
        throw new BadOperatorFile(
                where
                        + ": "
                        + column
                        + " \""
                        + shown(text)
                        + "\" must be a plain number such as -1234.50, without a currency or"
                        + " thousands apart");
    }

    private static Instant instant(String text, String where) {
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            throw new BadOperatorFile(
                    where
                            + ": interval_start_utc \""
                            + shown(text)
                            + "\" must be a time with its offset such as 2026-10-14T22:00:00Z");
        }
    }

    private String at(int number) {
        return name + " line " + number;
    }

    private static String shown(String text) {
        return text.length() > 60 ? text.substring(0, 60) + "…" : text;
    }
}
