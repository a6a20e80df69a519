package org.trimtab.cli;

import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.trimtab.operators.rules.RuleBook;
import org.trimtab.program.RulePack;
import org.trimtab.program.RuleSource;
import org.trimtab.program.RuleUnit;
import org.trimtab.program.RuleUnit.Dimension;
import org.trimtab.program.RuleValue;
import picocli.CommandLine.Option;

/** Where a verb finds rules, and how rules are shown. */
final class RulesAt {
    /** Stands behind a value that nobody read in a document. */
    static final String UNVERIFIED = "?";

    static final String UNVERIFIED_SAID =
            "? recalled from practice or our own reasoning: check it in the document before money"
                    + " depends on it";

    private static final int WIDTH = 44;

    @Option(
            names = "--rules",
            paramLabel = "DIR",
            description =
                    "Folder with rule files of your own; a program in it takes the place of a shipped one.")
    @Nullable Path folder;

    RuleBook open() {
        return RuleBook.open(folder);
    }

    /** A day as {@code 2025-12-05}. */
    static LocalDate day(String text) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeException e) {
            throw Fault.badInput("\"" + text + "\" is no date; write it like 2025-12-05");
        }
    }

    /** The days a version holds, in words. */
    static String days(RulePack pack) {
        LocalDate until = pack.effectiveUntil();
        return "from " + pack.effectiveFrom() + (until == null ? "" : " until " + until);
    }

    /** A value with its unit, and a mark when it is not verified. */
    static String shown(RuleValue value) {
        RuleUnit unit = value.unit();
        boolean bare = unit.dimension().equals(Dimension.TEXT) || unit.equals(RuleUnit.RATIO);
        boolean counted = unit.equals(RuleUnit.COUNT);
        return value.text() + (bare || counted ? "" : " " + unit.symbol()) + mark(value);
    }

    static String mark(RuleValue value) {
        return value.source().evidence().isVerified() ? "" : " " + UNVERIFIED;
    }

    /** Where a value stands: document, place and date. */
    static String place(RuleSource source) {
        LocalDate dated = source.dated();
        return source.document()
                + (source.section().isEmpty() ? "" : ", " + source.section())
                + (dated == null ? "" : ", " + dated);
    }

    /** A text in pieces of a readable width, broken behind its commas and semicolons. */
    static List<String> pieces(String text) {
        List<String> pieces = new ArrayList<>();
        StringBuilder piece = new StringBuilder();
        for (String part : text.split("(?<=[,;] )", -1)) {
            if (piece.length() > 0 && piece.length() + part.length() > WIDTH) {
                pieces.add(piece.toString().strip());
                piece.setLength(0);
            }
            piece.append(part);
        }
        pieces.add(piece.toString().strip());
        return pieces;
    }

    static String grade(RuleSource source) {
        return source.evidence().name().toLowerCase(Locale.ROOT);
    }

    static Map<String, @Nullable Object> json(RuleValue value) {
        RuleSource source = value.source();
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("key", value.key());
        object.put("value", value.text());
        object.put("unit", value.unit().symbol());
        object.put("source", source.document());
        object.put("section", source.section());
        object.put("dated", source.dated());
        object.put("evidence", grade(source));
        object.put("verified", source.evidence().isVerified());
        return object;
    }

    static Map<String, @Nullable Object> json(RulePack pack) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("program", pack.id());
        object.put("title", pack.title());
        object.put("market", pack.market());
        object.put("kind", pack.kind());
        object.put("version", pack.version());
        object.put("proposal", RuleBook.isProposal(pack));
        object.put("effective_from", pack.effectiveFrom());
        object.put("effective_until", pack.effectiveUntil());
        return object;
    }
}
