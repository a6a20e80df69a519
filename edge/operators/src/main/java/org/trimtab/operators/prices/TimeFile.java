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

/** Opens a file of values over time, plain or gzipped, and reads it to its end. */
final class TimeFile {
    /** Most bytes read, after unpacking. */
    static final long SIZE_BYTES_MAX = 256L * 1024 * 1024;

    private static final int GZIP_FIRST_BYTE = 0x1f;
    private static final int GZIP_SECOND_BYTE = 0x8b;

    private TimeFile() {}

    static TimeTable.Rows read(Path file, TimeTable.Wanted wanted) {
        try (InputStream in = Files.newInputStream(file)) {
            return read(nameOf(file), in, wanted);
        } catch (NoSuchFileException e) {
            throw new BadPriceFile(file + ": there is no such file");
        } catch (IOException e) {
            throw new BadPriceFile(file + ": cannot be read (" + e.getMessage() + ")");
        }
    }

    static String nameOf(Path file) {
        Path last = file.getFileName();
        return last == null ? file.toString() : last.toString();
    }

    static TimeTable.Rows read(String name, InputStream raw, TimeTable.Wanted wanted)
            throws IOException {
        TimeTable table = new TimeTable(name, wanted);
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
