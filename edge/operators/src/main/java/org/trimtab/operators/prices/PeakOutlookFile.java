package org.trimtab.operators.prices;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.MonthDay;
import java.util.HashSet;
import java.util.TreeMap;
import org.trimtab.documents.Document;
import org.trimtab.documents.Section;
import org.trimtab.market.PeakTerms;

/** What the outlook on coincident peaks of a system knows beside its load: a file, and the one that ships. */
public final class PeakOutlookFile {
    private static final String ERCOT = "/org/trimtab/operators/ercot/peak-outlook.yaml";

    private PeakOutlookFile() {}

    /**
     * What a file says.
     *
     * @param market whose calendar and load it is for
     * @param terms of the outlook
     * @param leastChance least chance worth an hour of a budget, 0 to 1
     */
    public record Outlook(String market, PeakTerms terms, BigDecimal leastChance) {}

    /**
     * Reads a file.
     *
     * @throws org.trimtab.documents.BadDocument when anything in it is wrong, naming line and key
     */
    public static Outlook read(Path file) {
        return outlook(Document.read(file));
    }

    /** That of ERCOT. */
    public static Outlook ercot() {
        try (InputStream in = PeakOutlookFile.class.getResourceAsStream(ERCOT)) {
            if (in == null) {
                throw new IllegalStateException(ERCOT + " is missing from this build; build again");
            }
            return outlook(
                    Document.parse(
                            "peak-outlook.yaml",
                            new String(in.readAllBytes(), StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Outlook outlook(Section file) {
        TreeMap<MonthDay, BigDecimal> season = new TreeMap<>();
        for (Section point : file.sections("season")) {
            season.put(
                    point.value("day", PeakOutlookFile::day),
                    point.value("share", BigDecimal::new));
            point.done();
        }
        String market = file.text("market");
        PeakTerms terms =
                new PeakTerms(
                        new HashSet<>(file.values("months", Integer::valueOf)),
                        file.value("first-hour", Integer::valueOf),
                        file.value("last-hour", Integer::valueOf),
                        season,
                        file.value("weekend", BigDecimal::new),
                        file.value("memory", BigDecimal::new),
                        file.value("departure", BigDecimal::new),
                        file.value("level-days", Integer::valueOf),
                        file.value("like-days", Integer::valueOf),
                        file.value("like-fade", BigDecimal::new),
                        file.value("likeness", BigDecimal::new),
                        file.value("carry-hour", BigDecimal::new),
                        file.value("carry-rest", BigDecimal::new),
                        file.value("least-error-hour", BigDecimal::new),
                        file.value("least-error-rest", BigDecimal::new));
        BigDecimal leastChance = file.value("least-chance", BigDecimal::new);
        file.done();
        return new Outlook(market, terms, leastChance);
    }

    private static MonthDay day(String text) {
        if (!text.matches("\\d\\d-\\d\\d")) {
            throw new IllegalArgumentException(
                    "\"" + text + "\" is no day of a year, such as 08-10");
        }
        return MonthDay.parse("--" + text);
    }
}
