package org.trimtab.desk;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.trimtab.desk.Comparison.Amount;
import org.trimtab.desk.Comparison.Figure;
import org.trimtab.desk.Comparison.Standing;
import org.trimtab.program.RuleValue;
import org.trimtab.quantity.Money;
import org.trimtab.settlement.ProgramStatement;

/** The first page of a dispute pack: what differs, where to begin asking, and what lies in the pack. */
final class DisputeCover {
    /** Intervals listed; all are in {@code comparison.csv}. */
    static final int ROWS_MAX = 40;

    private final ProgramStatement statement;
    private final Heading heading;
    private final Comparison comparison;
    private final LocalClock clock;
    private final Html page = new Html();

    private DisputeCover(ProgramStatement statement, Heading heading, Comparison comparison) {
        this.statement = statement;
        this.heading = heading;
        this.comparison = comparison;
        this.clock = new LocalClock(statement.zone());
    }

    /**
     * The page.
     *
     * @param contents what lies in the pack: name of each file, and what it is
     */
    static String of(
            ProgramStatement statement,
            Heading heading,
            Comparison comparison,
            Map<String, String> contents) {
        return new DisputeCover(statement, heading, comparison).write(contents);
    }

    private String write(Map<String, String> contents) {
        page.raw(PageParts.opening("Comparison " + heading.title() + ", " + heading.site()));
        page.raw("<header><div>").element("p class=\"over\"", "Shadow settlement");
        page.element("h1", heading.title());
        page.element("p class=\"under\"", heading.site() + " · " + clock.days(statement.period()));
        page.raw("</div></header>");
        page.raw("<p class=\"gist\">")
                .element("strong", ComparisonText.result(comparison))
                .text(" Theirs is " + comparison.file() + ".")
                .raw("</p>");
        List<String> findings = ComparisonText.findings(comparison, clock);
        if (!findings.isEmpty()) {
            page.raw("<section><h2>What differs</h2>");
            list(findings);
            page.raw("</section>");
        }
        lines();
        intervals();
        weak();
        contents(contents);
        page.raw("<footer>")
                .text(
                        "Amounts are equal within a cent, levels within half of the last digit they"
                                + " gave. Amounts are positive when the site is paid. Times are local to "
                                + statement.zone()
                                + ". "
                                + heading.madeBy()
                                + ".")
                .raw("</footer></main></body></html>\n");
        return page.toString();
    }

    private void lines() {
        if (comparison.lines().isEmpty()) {
            return;
        }
        page.raw("<section><h2>Line by line</h2><table><thead><tr><th scope=\"col\">Line</th>");
        for (String name : List.of("Ours", "Theirs", "Ours less theirs")) {
            page.element("th scope=\"col\" class=\"number\"", name + ", " + comparison.currency());
        }
        page.raw("<th scope=\"col\">Standing</th></tr></thead><tbody>");
        for (Amount line : comparison.lines()) {
            page.raw(line.standing().equals(Standing.EQUAL) ? "<tr>" : "<tr class=\"differs\">");
            page.element("td class=\"what\"", line.name());
            money(line.ours());
            money(line.theirs());
            money(line.difference());
            page.element("td", ComparisonText.standing(line.standing())).raw("</tr>");
        }
        page.raw("</tbody></table></section>");
    }

    private void intervals() {
        List<Figure> off =
                comparison.intervals().stream()
                        .filter(f -> !f.standing().equals(Standing.EQUAL))
                        .toList();
        if (off.isEmpty()) {
            return;
        }
        page.raw("<section><h2>Intervals that do not agree</h2>");
        if (off.size() > ROWS_MAX) {
            page.element(
                    "p class=\"small\"",
                    "The first "
                            + ROWS_MAX
                            + " of "
                            + off.size()
                            + " figures; all are in comparison.csv.");
        }
        page.raw("<table class=\"intervals\"><thead><tr><th scope=\"col\">From</th>")
                .raw("<th scope=\"col\">Figure</th><th scope=\"col\" class=\"number\">Ours</th>")
                .raw("<th scope=\"col\" class=\"number\">Theirs</th>")
                .raw("<th scope=\"col\" class=\"number\">Ours less theirs</th>")
                .raw("<th scope=\"col\">Standing</th></tr></thead><tbody>");
        for (Figure figure : off.subList(0, Math.min(ROWS_MAX, off.size()))) {
            page.raw("<tr>").element("td", clock.moment(figure.from()));
            page.element("td", ComparisonText.named(figure.measure()));
            number(figure, figure.ours());
            number(figure, figure.theirs());
            number(figure, figure.difference());
            page.element("td", ComparisonText.standing(figure.standing())).raw("</tr>");
        }
        page.raw("</tbody></table></section>");
    }

    /** What our own figure rests on that nobody verified: said before they say it. */
    private void weak() {
        List<String> weak =
                statement.used().stream()
                        .filter(value -> !value.source().evidence().isVerified())
                        .map(DisputeCover::rule)
                        .toList();
        if (!weak.isEmpty()) {
            page.raw("<section><h2>Check these rules first</h2>");
            page.element(
                    "p",
                    "Our figures use these values, which have not been verified against their"
                            + " document:");
            list(weak);
            page.raw("</section>");
        }
    }

    private static String rule(RuleValue value) {
        return value.key() + " = " + Shown.value(value) + " (" + Shown.place(value.source()) + ")";
    }

    private void contents(Map<String, String> contents) {
        page.raw("<section><h2>What lies in this pack</h2><table class=\"rules\"><tbody>");
        contents.forEach((file, what) ->
                page.raw("<tr>")
                        .element("td class=\"what\"", file)
                        .element("td", what)
                        .raw("</tr>"));
        page.raw("</tbody></table></section>");
    }

    private void list(List<String> items) {
        page.raw("<ul>");
        items.forEach(item -> page.element("li", item));
        page.raw("</ul>");
    }

    private void money(@Nullable BigDecimal amount) {
        page.element(
                "td class=\"number\"",
                amount == null
                        ? "–"
                        : StatementPage.minus(
                                Shown.amount(new Money(amount, comparison.currency()))));
    }

    private void number(Figure figure, @Nullable BigDecimal number) {
        page.element(
                "td class=\"number\"",
                number == null
                        ? "–"
                        : StatementPage.minus(ComparisonText.figure(number, figure.measure())));
    }
}
