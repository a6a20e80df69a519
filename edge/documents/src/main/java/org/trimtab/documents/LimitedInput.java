package org.trimtab.documents;

import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/** Bytes of a file that may be gzipped, and that stop at a limit however small the file is on disk. */
public final class LimitedInput extends FilterInputStream {
    private static final int GZIP_FIRST_BYTE = 0x1f;
    private static final int GZIP_SECOND_BYTE = 0x8b;

    private final String name;
    private final long bytesMax;
    private long left;

    private LimitedInput(String name, InputStream in, long bytesMax) {
        super(in);
        this.name = name;
        this.bytesMax = bytesMax;
        this.left = bytesMax;
    }

    /**
     * Opens a file; its first bytes say whether it is gzipped. Reading beyond {@link CsvFile#SIZE_BYTES_MAX} unpacked
     * bytes is a {@link BadDocument}.
     */
    public static InputStream open(Path file) throws IOException {
        InputStream raw = new BufferedInputStream(Files.newInputStream(file));
        try {
            raw.mark(2);
            boolean gzip = raw.read() == GZIP_FIRST_BYTE && raw.read() == GZIP_SECOND_BYTE;
            raw.reset();
            Path last = file.getFileName();
            return new LimitedInput(
                    last == null ? file.toString() : last.toString(),
                    gzip ? new BufferedInputStream(new GZIPInputStream(raw)) : raw,
                    CsvFile.SIZE_BYTES_MAX);
        } catch (IOException e) {
            raw.close();
            throw e;
        }
    }

    @Override
    public int read() throws IOException {
        int value = super.read();
        return value < 0 ? value : counted(value, 1);
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int count = super.read(buffer, offset, length);
        return count < 0 ? count : counted(count, count);
    }

    @Override
    public long skip(long bytes) {
        return 0;
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    private int counted(int result, int bytes) {
        left -= bytes;
        if (left < 0) {
            throw new BadDocument(
                    name
                            + ": too large; at most "
                            + bytesMax / (1024 * 1024)
                            + " MB are read (unpacked); split it by year");
        }
        return result;
    }
}
