package org.trimtab.desk;

import java.util.ArrayList;
import java.util.List;
import org.trimtab.desk.Shown.Scale;
import org.trimtab.settlement.IntervalPerformance.Verdict;
import org.trimtab.settlement.ProgramStatement;
import org.trimtab.settlement.ProgramStatement.Event;
import org.trimtab.settlement.ProgramStatement.Figure;
import org.trimtab.settlement.ProgramStatement.Line;

/** A statement as plain text for a terminal; 100 columns wide. */
public final class StatementText {
    private static final int NAME_WIDTH = 44;
    private static final int COLUMNS = 100;

    private StatementText() {}

    public static String of(ProgramStatement statement, Heading heading) {
        LocalClock clock = new LocalClock(statement.zone());
        List<String> text = new ArrayList<>();
        text.add(heading.title() + ", " + heading.site());
        text.add(clock.days(statement.period()) + "; rules " + statement.rules());
        text.add("");
        lines(statement, text);
        figures(statement, text);
        events(statement, clock, text);
        section("Excused", LeftOut.excused(statement, clock), text);
        section("Could not be settled", LeftOut.open(statement, clock), text);
        List<String> unverified =
                statement.used().stream()
                        .filter(value -> !value.source().evidence().isVerified())
                        .map(value -> value.key() + " (" + Shown.place(value.source()) + ")")
                        .toList();
        section(
                unverified.size()
                        + " of the "
                        + statement.used().size()
                        + " rules used are unverified; check them before you rely on the sum",
                unverified,
                text);
        section("Notes", statement.notes(), text);
        StringBuilder folded = new StringBuilder();
        text.forEach(line -> fold(oneLine(line), folded));
        return folded.toString();
    }

    private static void lines(ProgramStatement statement, List<String> text) {
        for (Line line : statement.lines()) {
            boolean told = line.kind().equals(Line.Kind.TOLD);
            text.add(
                    "  "
                            + padded(oneLine(line.name()), NAME_WIDTH)
                            + right(told && line.amount() == null ? "" : Shown.money(line.amount()))
                            + (told ? "  (for information)" : ""));
            text.add("    " + sum(line) + line.explanation());
        }
        text.add(
                "  "
                        + padded("total", NAME_WIDTH)
                        + right(Shown.money(statement.total()))
                        + "  ("
                        + statement.rounding()
                        + ")");
    }

    /** Quantity times rate, where there are both. */
    private static String sum(Line line) {
        return line.quantity() == null || line.rate() == null
                ? ""
                : Shown.number(line.quantity(), line.quantityUnit())
                        + " x "
                        + Shown.number(line.rate(), line.rateUnit())
                        + "; ";
    }

    private static void figures(ProgramStatement statement, List<String> text) {
        if (statement.figures().isEmpty()) {
            return;
        }
        text.add("");
        text.add("Performance");
        for (Figure figure : statement.figures()) {
            text.add(
                    "  "
                            + padded(figure.name(), 28)
                            + Shown.number(figure.value(), figure.unit())
                            + (figure.passed() == null ? "" : ", " + Shown.passed(figure.passed()))
                            + ": "
                            + figure.explanation());
        }
    }

    private static void events(ProgramStatement statement, LocalClock clock, List<String> text) {
        Scale scale = Scale.of(statement);
        for (Event event : statement.events()) {
            text.add("");
            text.add(
                    "Event "
                            + event.id()
                            + ", "
                            + clock.span(event.interval())
                            + ": "
                            + Shown.passed(event.passed())
                            + (event.score() == null
                                    ? ""
                                    : ", score " + Shown.number(event.score())));
            text.add("  " + Shown.sentence(event.explanation()));
            text.add("  " + EstimateText.sentence(event.estimate()));
            text.add("  " + verdicts(event, scale));
        }
    }

    private static String verdicts(Event event, Scale scale) {
        if (event.intervals().isEmpty()) {
            return "No interval was settled.";
        }
        List<String> counts = new ArrayList<>();
        for (Verdict verdict : Verdict.values()) {
            long count = Shown.count(event.intervals(), verdict);
            if (count > 0) {
                counts.add(count + " " + Shown.verdict(verdict));
            }
        }
        long known = event.intervals().stream().filter(i -> i.metered() != null).count();
        String mean = "";
        if (known > 0) {
            long sum =
                    event.intervals().stream()
                            .mapToLong(i -> i.metered() == null ? 0 : i.metered().watts())
                            .sum();
            mean = "; drew " + scale.level(sum / known) + " " + scale.unit() + " in the mean";
        }
        return Shown.count(event.intervals().size(), "interval")
                + ": "
                + String.join(", ", counts)
                + mean;
    }

    private static void section(String title, List<String> items, List<String> text) {
        if (!items.isEmpty()) {
            text.add("");
            text.add(title);
            items.forEach(item -> text.add("  " + item));
        }
    }

    private static String padded(String text, int width) {
        return text.length() >= width ? text + " " : text + " ".repeat(width - text.length());
    }

    private static String right(String amount) {
        return " ".repeat(Math.max(0, 22 - amount.length())) + amount;
    }

    /** Nothing of a file's words may move the cursor of a terminal. */
    private static String oneLine(String text) {
        return text.replaceAll("[\\p{Cntrl}\\u202A-\\u202E\\u2066-\\u2069]+", " ").stripTrailing();
    }

    /** Breaks a line between words; what follows is set in by two more than the line. */
    private static void fold(String line, StringBuilder to) {
        int indent = line.length() - line.stripLeading().length();
        String rest = line;
        while (rest.length() > COLUMNS) {
            int space = rest.lastIndexOf(' ', COLUMNS);
            if (space <= indent + 2) {
                break;
            }
            to.append(rest, 0, space).append('\n');
            rest = " ".repeat(indent + 2) + rest.substring(space + 1);
        }
        to.append(rest).append('\n');
    }
}
