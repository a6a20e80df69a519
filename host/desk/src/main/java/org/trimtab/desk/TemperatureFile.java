package org.trimtab.desk;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.trimtab.baseline.LoadSeries;
import org.trimtab.documents.CsvFile;

/**
 * Reads outside temperature, {@code interval_start_utc,celsius} (or {@code fahrenheit}), as a series of milli-degrees
 * Celsius in the intervals of a meter. A row holds until the next, and for two hours at most.
 */
public final class TemperatureFile {
    /** Most rows read. */
    public static final int ROWS_MAX = 1_100_000;

    private static final String TIME = "interval_start_utc";
    private static final long HOLDS_SECONDS_MAX = 2L * 3600;
    private static final BigDecimal LEAST = new BigDecimal("-90");
    private static final BigDecimal MOST = new BigDecimal("70");

    private TemperatureFile() {}

    /**
     * Reads a file.
     *
     * @param load the meter whose intervals are wanted
     * @throws org.trimtab.documents.BadDocument when any line is not clear
     */
    public static LoadSeries read(Path path, LoadSeries load) {
        NavigableMap<Instant, Integer> rows = rows(path);
        int[] milliCelsius = new int[load.size()];
        Arrays.fill(milliCelsius, LoadSeries.UNKNOWN);
        for (int i = 0; i < milliCelsius.length; i++) {
            Instant at = load.interval(i).from();
            var row = rows.floorEntry(at);
            if (row != null && !at.isAfter(row.getKey().plusSeconds(HOLDS_SECONDS_MAX - 1))) {
                milliCelsius[i] = row.getValue();
            }
        }
        return LoadSeries.of(load.from(), load.step(), milliCelsius);
    }

    private static NavigableMap<Instant, Integer> rows(Path path) {
        try (CsvFile file = CsvFile.open(path)) {
            String heading = file.next();
            List<String> names = heading == null ? List.of() : CsvFile.values(heading);
            boolean fahrenheit = names.equals(List.of(TIME, "fahrenheit"));
            if (!fahrenheit && !names.equals(List.of(TIME, "celsius"))) {
                throw file.badWhole("the first line must be " + TIME + ",celsius (or fahrenheit)");
            }
            NavigableMap<Instant, Integer> rows = new TreeMap<>();
            for (String line = file.next(); line != null; line = file.next()) {
                if (line.isBlank()) {
                    continue;
                }
                if (rows.size() == ROWS_MAX) {
                    throw file.bad("more than " + ROWS_MAX + " rows; split the file");
                }
                List<String> values = CsvFile.values(line);
                if (values.size() != 2) {
                    throw file.bad("two values are needed");
                }
                if (rows.put(at(file, values.get(0)), degrees(file, values.get(1), fahrenheit))
                        != null) {
                    throw file.bad(CsvFile.shown(values.get(0)) + " is there twice");
                }
            }
            return rows;
        }
    }

    private static Instant at(CsvFile file, String text) {
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            throw file.bad(
                    CsvFile.shown(text)
                            + " must be a time with its offset such as 2026-07-01T18:00:00Z");
        }
    }

    private static int degrees(CsvFile file, String text, boolean fahrenheit) {
        if (!text.matches("-?\\d{1,3}(\\.\\d{1,12})?")) {
            throw file.bad(CsvFile.shown(text) + " is not a number of degrees such as 31.5");
        }
        BigDecimal degrees = new BigDecimal(text);
        if (fahrenheit) {
            degrees =
                    degrees.subtract(new BigDecimal("32"))
                            .multiply(new BigDecimal("5"))
                            .divide(new BigDecimal("9"), 6, RoundingMode.HALF_EVEN);
        }
        if (degrees.compareTo(LEAST) < 0 || degrees.compareTo(MOST) > 0) {
            throw file.bad(CsvFile.shown(text) + " is no temperature on earth; is the unit right?");
        }
        return degrees.movePointRight(3).setScale(0, RoundingMode.HALF_EVEN).intValueExact();
    }
}
