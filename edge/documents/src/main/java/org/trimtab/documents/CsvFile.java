package org.trimtab.documents;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/**
 * A CSV file of UTF-8 text, plain or gzipped, line by line with numbers. A quoted value may hold a comma, not a line
 * break. What cannot be read is a {@link BadDocument} that says what to do.
 */
public final class CsvFile implements AutoCloseable {
    /** Most bytes read, after unpacking. */
    public static final long SIZE_BYTES_MAX = 256L * 1024 * 1024;

    /** Longest line read. */
    public static final int LINE_CHARS_MAX = 65_536;

    private static final int END = -1;
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private final String name;
    private final Reader text;
    private final char[] buffer = new char[8_192];
    private int filled;
    private int next;
    private int number;

    private CsvFile(String name, Reader text) {
        this.name = name;
        this.text = text;
    }

    /** Opens a file that may be gzipped; its first bytes say which. */
    public static CsvFile open(Path file) {
        Path last = file.getFileName();
        String name = last == null ? file.toString() : last.toString();
        try {
            return new CsvFile(name, reader(LimitedInput.open(file)));
        } catch (NoSuchFileException e) {
            throw new BadDocument(file + ": there is no such file");
        } catch (IOException e) {
            throw new BadDocument(file + ": cannot be read (" + e.getMessage() + ")");
        }
    }

    private static Reader reader(InputStream in) {
        return new InputStreamReader(
                in,
                StandardCharsets.UTF_8
                        .newDecoder()
                        .onMalformedInput(CodingErrorAction.REPORT)
                        .onUnmappableCharacter(CodingErrorAction.REPORT));
    }

    /** The file's name without its folder, as messages show it. */
    public String name() {
        return name;
    }

    /** Number of the line last read, counted from 1. */
    public int number() {
        return number;
    }

    /** The next line without its line break, or null at the end. */
    public @Nullable String next() {
        try {
            return line();
        } catch (CharacterCodingException e) {
            String why = "the file is not UTF-8 text; save it as CSV in UTF-8";
            throw number == 0 ? badWhole(why) : bad(why);
        } catch (ZipException | EOFException e) {
            throw bad("the gzip data is damaged or cut short; fetch the file again");
        } catch (IOException e) {
            throw bad("cannot be read (" + e.getMessage() + ")");
        }
    }

    /** What is wrong with the line last read, ready to throw. */
    public BadDocument bad(String what) {
        return new BadDocument(name + " line " + number + ": " + what);
    }

    /** What is wrong with the file as a whole, ready to throw. */
    public BadDocument badWhole(String what) {
        return new BadDocument(name + ": " + what);
    }

    /** A value as a message may show it: quoted, on one line, not too long. */
    public static String shown(String value) {
        return "\"" + Nearest.shown(value) + "\"";
    }

    /** Values of a line, trimmed and freed of quotes. */
    public static List<String> values(String line) {
        List<String> values = new ArrayList<>();
        StringBuilder value = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '"') {
                quoted = !quoted;
            } else if (c == ',' && !quoted) {
                values.add(value.toString().strip());
                value.setLength(0);
            } else {
                value.append(c);
            }
        }
        values.add(value.toString().strip());
        return values;
    }

    private @Nullable String line() throws IOException {
        StringBuilder line = new StringBuilder();
        int c = read();
        if (c == END) {
            return null;
        }
        number++;
        if (number == 1 && c == BYTE_ORDER_MARK) {
            c = read();
        }
        while (c != END && c != '\n') {
            if (line.length() == LINE_CHARS_MAX) {
                throw bad("longer than " + LINE_CHARS_MAX + " characters; is this a CSV file?");
            }
            line.append((char) c);
            c = read();
        }
        if (!line.isEmpty() && line.charAt(line.length() - 1) == '\r') {
            line.setLength(line.length() - 1);
        }
        return line.toString();
    }

    private int read() throws IOException {
        if (next == filled) {
            filled = Math.max(0, text.read(buffer, 0, buffer.length));
            next = 0;
            if (filled == 0) {
                return END;
            }
        }
        return buffer[next++];
    }

    @Override
    public void close() {
        try {
            text.close();
        } catch (IOException e) {
            // It was only read; nothing is lost.
        }
    }
}
