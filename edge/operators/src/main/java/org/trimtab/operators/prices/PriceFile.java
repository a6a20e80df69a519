package org.trimtab.operators.prices;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.trimtab.market.PriceSeries;

/**
 * Reads prices from a CSV file, plain or gzipped: a header row, one column of interval starts with their offset from
 * UTC, and one column per point in $/MWh. Rows must rise in time; a missing row stays a gap.
 */
public final class PriceFile {
    /** Name of the time column when none is given. */
    public static final String TIME_COLUMN = "interval_start_utc";

    /** Most bytes read, after unpacking. */
    public static final long SIZE_BYTES_MAX = 256L * 1024 * 1024;

    private static final int GZIP_FIRST_BYTE = 0x1f;
    private static final int GZIP_SECOND_BYTE = 0x8b;

    private PriceFile() {}

    /** {@link #read(Path, String, String)} with the time column {@value #TIME_COLUMN}. */
    public static PriceSeries read(Path file, String point) {
        return read(file, point, TIME_COLUMN);
    }

    /**
     * Reads the prices of one point.
     *
     * @param point header of the column with its prices, such as {@code LZ_WEST}
     * @param timeColumn header of the column with the interval starts
     * @throws BadPriceFile when the file cannot be read or any row of it is not clear
     */
    public static PriceSeries read(Path file, String point, String timeColumn) {
        Path last = file.getFileName();
        try (InputStream in = Files.newInputStream(file)) {
            return read(last == null ? file.toString() : last.toString(), in, point, timeColumn);
        } catch (NoSuchFileException e) {
            throw new BadPriceFile(file + ": there is no such file");
        } catch (IOException e) {
            throw new BadPriceFile(file + ": cannot be read (" + e.getMessage() + ")");
        }
    }

    static PriceSeries read(String name, InputStream raw, String point, String timeColumn)
            throws IOException {
        PriceTable table = new PriceTable(name, timeColumn, point);
        try (InputStream in = new LimitedInput(name, unpacked(new BufferedInputStream(raw)));
                Reader text =
                        new InputStreamReader(
                                in,
                                StandardCharsets.UTF_8
                                        .newDecoder()
                                        .onMalformedInput(CodingErrorAction.REPORT)
                                        .onUnmappableCharacter(CodingErrorAction.REPORT))) {
            return table.readAll(text);
        } catch (CharacterCodingException e) {
            throw new BadPriceFile(
                    name
                            + " after line "
                            + table.linesRead()
                            + ": the file is not UTF-8 text; save it as CSV in UTF-8");
        } catch (ZipException | EOFException e) {
            throw new BadPriceFile(
                    name
                            + " after line "
                            + table.linesRead()
                            + ": the gzip data is damaged or cut short; fetch the file again");
        }
    }

    private static InputStream unpacked(BufferedInputStream in) throws IOException {
        in.mark(2);
        boolean gzip = in.read() == GZIP_FIRST_BYTE && in.read() == GZIP_SECOND_BYTE;
        in.reset();
        return gzip ? new GZIPInputStream(in) : in;
    }

    /** Stops a file that unpacks to more than is read. */
    private static final class LimitedInput extends InputStream {
        private final String name;
        private final InputStream in;
        private long left = SIZE_BYTES_MAX;

        LimitedInput(String name, InputStream in) {
            this.name = name;
            this.in = in;
        }

        @Override
        public int read() throws IOException {
            int value = in.read();
            return value < 0 ? value : counted(value, 1);
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int count = in.read(buffer, offset, length);
            return count < 0 ? count : counted(count, count);
        }

        @Override
        public void close() throws IOException {
            in.close();
        }

        private int counted(int result, int bytes) {
            left -= bytes;
            if (left < 0) {
                throw new BadPriceFile(
                        name
                                + ": too large; at most "
                                + SIZE_BYTES_MAX / (1024 * 1024)
                                + " MB are read (unpacked); split it by year");
            }
            return result;
        }
    }
}
