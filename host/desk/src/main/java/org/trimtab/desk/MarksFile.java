package org.trimtab.desk;

import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import org.trimtab.baseline.DayMark;
import org.trimtab.documents.CsvFile;
import org.trimtab.interval.MarketInterval;

/** Files of times, one to a line. */
final class MarksFile {
    /** Most lines read. */
    static final int LINES_MAX = 100_000;

    private static final String MARKS = "start_utc,end_utc,why";
    private static final String PEAKS = "interval_start_utc";

    private MarksFile() {}

    /** Stretches that must not make a baseline, each with why: event, outage or price. */
    static List<DayMark> read(Path path) {
        try (CsvFile file = open(path, MARKS)) {
            List<DayMark> marks = new ArrayList<>();
            for (String line = file.next(); line != null; line = file.next()) {
                if (line.isBlank()) {
                    continue;
                }
                counted(file, marks.size());
                List<String> values = CsvFile.values(line);
                if (values.size() != 3) {
                    throw file.bad("three values are needed: " + MARKS);
                }
                Instant from = instant(file, values.get(0));
                Instant until = instant(file, values.get(1));
                if (!from.isBefore(until)) {
                    throw file.bad("it ends at " + until + ", not after its start at " + from);
                }
                marks.add(new DayMark(new MarketInterval(from, until), why(file, values.get(2))));
            }
            return marks;
        }
    }

    /** Starts of the market's highest hours. */
    static List<Instant> peaks(Path path) {
        try (CsvFile file = open(path, PEAKS)) {
            List<Instant> peaks = new ArrayList<>();
            for (String line = file.next(); line != null; line = file.next()) {
                if (!line.isBlank()) {
                    counted(file, peaks.size());
                    peaks.add(instant(file, CsvFile.values(line).getFirst()));
                }
            }
            return peaks;
        }
    }

    private static CsvFile open(Path path, String heading) {
        CsvFile file = CsvFile.open(path);
        String first = file.next();
        if (first == null || !first.strip().equals(heading)) {
            file.close();
            throw file.badWhole("the first line must be " + heading);
        }
        return file;
    }

    private static void counted(CsvFile file, int count) {
        if (count == LINES_MAX) {
            throw file.bad("more than " + LINES_MAX + " lines; split the file");
        }
    }

    private static Instant instant(CsvFile file, String text) {
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            throw file.bad(
                    CsvFile.shown(text)
                            + " must be a time with its offset such as 2026-07-01T18:00:00Z");
        }
    }

    private static DayMark.Why why(CsvFile file, String text) {
        return switch (text) {
            case "event" -> DayMark.Why.EVENT;
            case "outage" -> DayMark.Why.OUTAGE;
            case "price" -> DayMark.Why.PRICE_CURTAILED;
            default -> throw file.bad(CsvFile.shown(text) + " must be event, outage or price");
        };
    }
}
