package org.trimtab.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import org.trimtab.quantity.Power;
import org.trimtab.quantity.QuantityFormat;

/** A file of levels to follow: {@code time,kind,level}. */
final class SignalFile {
    /** Lines read; four days of one each four seconds. */
    static final int LINES_MAX = 100_000;

    private static final String HEADING = "time,kind,level";
    private static final List<String> KINDS = List.of("base_point", "set_point");

    private SignalFile() {}

    /**
     * One level.
     *
     * @param at when the operator sent it
     * @param kind {@code base_point} or {@code set_point}
     * @param level the level
     */
    record Line(Instant at, String kind, Power level) {}

    /** Reads a file; an error names the line and what it must be. */
    static List<Line> read(Path file) throws IOException {
        List<Line> lines = new ArrayList<>();
        try (BufferedReader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            String heading = reader.readLine();
            if (heading == null || !heading.strip().equals(HEADING)) {
                throw Fault.badInput(file + " must begin with the heading " + HEADING);
            }
            int number = 1;
            for (String text = reader.readLine(); text != null; text = reader.readLine()) {
                number++;
                if (lines.size() >= LINES_MAX) {
                    throw Fault.badInput(file + " has more than " + LINES_MAX + " lines");
                }
                if (!text.isBlank()) {
                    lines.add(line(text, file + " line " + number));
                }
            }
        } catch (NoSuchFileException e) {
            throw Fault.badInput("no such file: " + file);
        }
        if (lines.isEmpty()) {
            throw Fault.badInput(file + " has no lines below its heading");
        }
        return lines;
    }

    private static Line line(String text, String where) {
        String[] parts = text.split(",", -1);
        if (parts.length != 3) {
            throw Fault.badInput(where + ": three values are needed: " + HEADING);
        }
        String kind = parts[1].strip();
        if (!KINDS.contains(kind)) {
            throw Fault.badInput(where + ": \"" + kind + "\" must be base_point or set_point");
        }
        try {
            return new Line(
                    OffsetDateTime.parse(parts[0].strip()).toInstant(),
                    kind,
                    QuantityFormat.parsePower(parts[2].strip()));
        } catch (DateTimeException e) {
            throw Fault.badInput(
                    where + ": \"" + parts[0].strip() + "\" is not a time with its offset");
        } catch (QuantityFormat.BadQuantity e) {
            throw Fault.badInput(where + ": " + e.getMessage());
        }
    }
}
