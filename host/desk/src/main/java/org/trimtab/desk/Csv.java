package org.trimtab.desk;

import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Rows of a CSV file after RFC 4180. A text that a spreadsheet would take for a formula is led by an apostrophe;
 * numbers and times are written bare; unknown is empty.
 */
final class Csv {
    private final StringBuilder text = new StringBuilder(4096);

    Csv(String heading) {
        text.append(heading).append('\n');
    }

    Csv row(@Nullable Object... cells) {
        for (int i = 0; i < cells.length; i++) {
            if (i > 0) {
                text.append(',');
            }
            text.append(cell(cells[i]));
        }
        text.append('\n');
        return this;
    }

    @Override
    public String toString() {
        return text.toString();
    }

    private static String cell(@Nullable Object value) {
        return switch (value) {
            case null -> "";
            case BigDecimal number -> number.toPlainString();
            case Number number -> number.toString();
            case Instant at -> at.toString();
            default -> quoted(harmless(value.toString()));
        };
    }

    private static String harmless(String words) {
        return !words.isEmpty() && "=+-@\t\r".indexOf(words.charAt(0)) >= 0 ? "'" + words : words;
    }

    private static String quoted(String words) {
        String one = words.replaceAll("\\p{Cntrl}+", " ");
        return one.indexOf(',') < 0 && one.indexOf('"') < 0
                ? one
                : '"' + one.replace("\"", "\"\"") + '"';
    }
}
