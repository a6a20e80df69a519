package org.trimtab.meters.intake;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.trimtab.baseline.LoadSeries;
import org.trimtab.documents.CsvFile;
import org.trimtab.documents.LimitedInput;
import org.trimtab.meters.intake.Finding.Kind;

/**
 * Reads a meter file: interval values as CSV, or Green Button (ESPI XML), either gzipped or not. Whatever is missing,
 * contradicts itself or overlaps is unknown in the series, and said in the findings.
 */
public final class MeterFiles {
    private static final int BYTES_LOOKED_AT = 512;

    private MeterFiles() {}

    /**
     * Reads a meter file; its first bytes say which kind it is.
     *
     * @throws BadMeterFile when it cannot be used as a whole
     * @throws org.trimtab.documents.BadDocument when it is no readable text
     */
    public static MeterFile read(Path file, MeterFileOptions options) {
        return isXml(file) ? GreenButton.read(file, options) : readCsv(file, options);
    }

    private static boolean isXml(Path file) {
        try (InputStream in = LimitedInput.open(file)) {
            for (byte b : in.readNBytes(BYTES_LOOKED_AT)) {
                char c = (char) (b & 0xff);
                if (c == '<') {
                    return true;
                }
                boolean isMark = c == 0xef || c == 0xbb || c == 0xbf;
                if (!Character.isWhitespace(c) && !isMark) {
                    return false;
                }
            }
            return false;
        } catch (NoSuchFileException e) {
            throw new BadMeterFile(file + ": there is no such file");
        } catch (IOException e) {
            throw new BadMeterFile(file + ": cannot be read (" + e.getMessage() + ")");
        }
    }

    private static MeterFile readCsv(Path path, MeterFileOptions options) {
        Findings findings = new Findings();
        try (CsvFile file = CsvFile.open(path)) {
            MeterTable table = new MeterTable(file, options, findings);
            table.readAll();
            MeterColumns columns = table.columns();
            LocalClock clock = new LocalClock(file.name(), options.zone(), findings);
            List<TimedRow> timed = clock.resolve(table.rows());
            mixed(timed, findings);
            Reading reading =
                    new Reading(
                            file.name(),
                            columns.unit(),
                            columns.isRegister(),
                            columns.isUtc(),
                            options);
            MeterFile.About about =
                    new MeterFile.About(
                            "csv",
                            columns.unit().name().toLowerCase(Locale.ROOT)
                                    + (columns.isRegister() ? " (counter)" : ""),
                            columns.stamps(),
                            table.rows().size());
            return finish(reading, timed, about, findings);
        }
    }

    /** What the rows of a file are. */
    record Reading(
            String file,
            MeterUnit unit,
            boolean isRegister,
            boolean isUtc,
            MeterFileOptions options) {}

    /** Puts rows in order and on a grid. */
    static MeterFile finish(
            Reading reading, List<TimedRow> timed, MeterFile.About about, Findings findings) {
        if (timed.isEmpty()) {
            throw new BadMeterFile(reading.file() + ": no row can be put in time; see its stamps");
        }
        List<TimedRow> rows = sorted(timed, findings);
        if (reading.isRegister()) {
            rows = Register.between(rows, reading.unit(), findings);
            if (rows.isEmpty()) {
                throw new BadMeterFile(
                        reading.file() + ": a counter must be read at two times at least");
            }
        }
        Lengths.Found found =
                new Lengths(reading.file(), reading.options().step(), findings).of(rows);
        IntervalGrid grid = new IntervalGrid(reading.file(), reading.unit(), found, findings);
        LoadSeries series = grid.lay();
        grid.reportGaps();
        ZoneDoubt.look(series, grid, reading, findings);
        return new MeterFile(reading.file(), series, about, findings.kept(), findings.counts());
    }

    private static List<TimedRow> sorted(List<TimedRow> timed, Findings findings) {
        for (int i = 1; i < timed.size(); i++) {
            if (timed.get(i).isStampedLike(timed.get(i - 1))
                    && timed.get(i).stamp() < timed.get(i - 1).stamp()) {
                findings.add(
                        timed.get(i).line(),
                        Kind.OUT_OF_ORDER,
                        "earlier than the row before it",
                        "put in order");
            }
        }
        List<TimedRow> sorted = new ArrayList<>(timed);
        sorted.sort(Comparator.comparingLong(TimedRow::stamp));
        return sorted;
    }

    private static void mixed(List<TimedRow> rows, Findings findings) {
        int ends = 0;
        int starts = 0;
        int firstOther = 0;
        for (TimedRow row : rows) {
            starts += row.hasStart() && !row.hasEnd() ? 1 : 0;
            ends += row.hasEnd() && !row.hasStart() ? 1 : 0;
            if (firstOther == 0 && starts > 0 && ends > 0) {
                firstOther = row.line();
            }
        }
        if (firstOther > 0) {
            findings.add(
                    firstOther,
                    Kind.MIXED_STAMPS,
                    starts + " rows give only their start, " + ends + " only their end",
                    "each is read by the stamp it gives");
        }
    }
}
