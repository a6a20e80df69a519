package org.trimtab.operators.prices;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.trimtab.interval.MarketInterval;
import org.trimtab.market.ReserveCall;
import org.trimtab.quantity.Reduction;

/**
 * Reads calls on reserves from a CSV file of {@code from,until,product,mw}: instants with their offset, a product, and
 * how much is called of the site; a blank calls all it holds.
 */
public final class CallsFile {
    /** Most calls of one file. */
    public static final int CALLS_MAX = 100_000;

    private static final List<String> HEADER = List.of("from", "until", "product", "mw");
    private static final BigDecimal MEGAWATTS_MAX = BigDecimal.valueOf(100_000);

    private CallsFile() {}

    /**
     * Reads all calls, in order of their time.
     *
     * @throws BadPriceFile when the file cannot be read or any row of it is not clear
     */
    public static List<ReserveCall> read(Path file) {
        String name = String.valueOf(file.getFileName());
        try (Reader text =
                new InputStreamReader(Files.newInputStream(file), StandardCharsets.UTF_8)) {
            return read(name, new CsvLines(name, text));
        } catch (IOException e) {
            throw new BadPriceFile(file + " cannot be read (" + e.getMessage() + ")");
        }
    }

    private static List<ReserveCall> read(String name, CsvLines lines) throws IOException {
        String first = lines.next();
        if (first == null || !CsvLines.values(first).equals(HEADER)) {
            throw new BadPriceFile(
                    name + ": the first line is " + String.join(",", HEADER) + ", got " + first);
        }
        List<ReserveCall> calls = new ArrayList<>();
        for (String line = lines.next(); line != null; line = lines.next()) {
            if (line.isBlank()) {
                continue;
            }
            if (calls.size() == CALLS_MAX) {
                throw new BadPriceFile(name + ": more than " + CALLS_MAX + " calls");
            }
            calls.add(call(name + " line " + lines.number(), CsvLines.values(line)));
        }
        calls.sort(Comparator.comparing(call -> call.interval().from()));
        return calls;
    }

    private static ReserveCall call(String where, List<String> values) {
        if (values.size() != HEADER.size()) {
            throw new BadPriceFile(where + ": four values are needed, " + String.join(",", HEADER));
        }
        Instant from = instant(where, values.get(0));
        Instant until = instant(where, values.get(1));
        if (!from.isBefore(until)) {
            throw new BadPriceFile(
                    where + ": a call ends after it starts, got " + from + " to " + until);
        }
        if (values.get(2).isEmpty()) {
            throw new BadPriceFile(where + ": name the product, such as ecrs");
        }
        return new ReserveCall(
                new MarketInterval(from, until), values.get(2), most(where, values.get(3)));
    }

    private static Instant instant(String where, String text) {
        try {
            Instant at = OffsetDateTime.parse(text).toInstant();
            if (!at.equals(at.truncatedTo(ChronoUnit.SECONDS))) {
                throw new BadPriceFile(where + ": calls are in whole seconds, got " + text);
            }
            return at;
        } catch (DateTimeException e) {
            throw new BadPriceFile(
                    where
                            + ": \""
                            + text
                            + "\" is no instant; write 2023-08-17T20:05:00Z or with an offset");
        }
    }

    private static @Nullable Reduction most(String where, String text) {
        if (text.isEmpty()) {
            return null;
        }
        if (!text.matches("[0-9]{1,6}(\\.[0-9]{1,6})?")
                || new BigDecimal(text).compareTo(MEGAWATTS_MAX) > 0) {
            throw new BadPriceFile(
                    where + ": \"" + text + "\" is no number of MW; leave it blank to call all");
        }
        return Reduction.ofWatts(
                new BigDecimal(text)
                        .movePointRight(6)
                        .setScale(0, RoundingMode.DOWN)
                        .longValueExact());
    }
}
