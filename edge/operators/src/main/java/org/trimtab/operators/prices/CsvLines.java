package org.trimtab.operators.prices;

import java.io.IOException;
import java.io.Reader;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Lines of a CSV text, one at a time, with their numbers. A quoted value may hold a comma, not a line break. */
final class CsvLines {
    static final int LINE_CHARS_MAX = 65_536;
    private static final int END = -1;

    private final String name;
    private final Reader text;
    private final char[] buffer = new char[8_192];
    private int filled;
    private int next;
    private int number;

    CsvLines(String name, Reader text) {
        this.name = name;
        this.text = text;
    }

    /** Number of the line last read, counted from 1. */
    int number() {
        return number;
    }

    /** The next line, or null at the end. */
    @Nullable String next() throws IOException {
        StringBuilder line = new StringBuilder();
        int c = read();
        if (c == END) {
            return null;
        }
        number++;
        while (c != END && c != '\n') {
            if (line.length() == LINE_CHARS_MAX) {
                throw new BadPriceFile(
                        name
                                + " line "
                                + number
                                + ": longer than "
                                + LINE_CHARS_MAX
                                + " characters; is this a CSV file?");
            }
            line.append((char) c);
            c = read();
        }
        if (!line.isEmpty() && line.charAt(line.length() - 1) == '\r') {
            line.setLength(line.length() - 1);
        }
        return line.toString();
    }

    /** Values of a line, trimmed and freed of quotes. */
    static List<String> values(String line) {
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
}
