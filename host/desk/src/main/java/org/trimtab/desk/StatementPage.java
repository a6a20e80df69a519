package org.trimtab.desk;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.trimtab.baseline.LoadSeries;
import org.trimtab.desk.Shown.Scale;
import org.trimtab.program.RuleValue;
import org.trimtab.quantity.Money;
import org.trimtab.settlement.ProgramStatement;
import org.trimtab.settlement.ProgramStatement.Figure;
import org.trimtab.settlement.ProgramStatement.Line;

/**
 * A statement as one page that stands by itself: no script, nothing fetched, and it prints on A4 and Letter. The same
 * statement gives the same bytes.
 */
public final class StatementPage {
    private final ProgramStatement statement;
    private final Heading heading;
    private final @Nullable LoadSeries meter;
    private final LocalClock clock;
    private final Scale scale;
    private final Html page = new Html();

    private StatementPage(ProgramStatement statement, Heading heading, @Nullable LoadSeries meter) {
        this.statement = statement;
        this.heading = heading;
        this.meter = meter;
        this.clock = new LocalClock(statement.zone());
        this.scale = Scale.of(statement);
    }

    /**
     * The page.
     *
     * @param meter what the meter read around the events too, for the charts; null to draw the events alone
     */
    public static String of(
            ProgramStatement statement, Heading heading, @Nullable LoadSeries meter) {
        return new StatementPage(statement, heading, meter).write();
    }

    private String write() {
        page.raw(PageParts.opening("Statement " + heading.title() + ", " + heading.site()));
        head();
        lines();
        figures();
        new EventParts(statement, meter, clock, scale, page).write();
        leftOut();
        rules();
        foot();
        return page.raw("</main></body></html>\n").toString();
    }

    private void head() {
        page.raw("<header><div>");
        page.element("p class=\"over\"", "Settlement statement");
        page.element("h1", heading.title());
        page.element("p class=\"under\"", heading.site() + " · " + clock.days(statement.period()));
        page.raw("</div><div class=\"total\">");
        Money total = statement.total();
        boolean owes = total != null && total.amount().signum() < 0;
        page.element("p class=\"over\"", owes ? "Due from the site" : "Due to the site");
        page.element(
                total == null ? "p class=\"sum open\"" : "p class=\"sum\"",
                total == null ? "not settled" : Shown.money(owes ? total.negated() : total));
        page.raw("</div></header><p class=\"gist\">").text(gist()).raw("</p>");
    }

    /** The statement in two or three sentences. */
    private String gist() {
        StringBuilder words = new StringBuilder();
        int events = statement.events().size();
        if (events > 0) {
            long passed = statement.events().stream().filter(e -> isTrue(e.passed())).count();
            long untold = statement.events().stream().filter(e -> e.passed() == null).count();
            words.append(
                    String.format(
                            Locale.ROOT, "%d of %s passed", passed, Shown.count(events, "event")));
            words.append(untold == 0 ? ". " : ", " + untold + " could not be told. ");
        } else {
            words.append("No event fell into this period. ");
        }
        long open =
                statement.lines().stream()
                        .filter(line -> line.amount() == null && !isTold(line))
                        .count();
        if (open > 0) {
            words.append(Shown.count(open, "line")).append(" could not be settled. ");
        }
        long unverified = Shown.unverified(statement);
        if (unverified > 0) {
            words.append(
                    String.format(
                            Locale.ROOT,
                            "%d of the %s used %s not been verified against a document; marked below.",
                            unverified,
                            Shown.count(statement.used().size(), "rule"),
                            unverified == 1 ? "has" : "have"));
        }
        return words.toString().strip();
    }

    private void lines() {
        page.raw("<section><h2>What is paid and charged</h2>");
        List<Line> summed = statement.lines().stream().filter(line -> !isTold(line)).toList();
        heads("Line");
        summed.forEach(this::line);
        page.raw("</tbody><tfoot><tr><th scope=\"row\" colspan=\"3\">Total</th>");
        page.element("td class=\"number\"", amount(statement.total()));
        page.raw("</tr></tfoot></table>");
        page.element("p class=\"small\"", Shown.sentence("Rounding: " + statement.rounding()));
        if (summed.size() < statement.lines().size()) {
            page.raw("<h2>For information</h2>");
            heads("Not part of the total");
            statement.lines().stream().filter(StatementPage::isTold).forEach(this::line);
            page.raw("</tbody></table>");
        }
        page.raw("</section>");
    }

    private void heads(String first) {
        page.raw("<table class=\"lines\"><thead><tr>");
        page.element("th scope=\"col\"", first);
        for (String name : List.of("Quantity", "Rate", "Amount, " + Shown.currency(statement))) {
            page.element("th scope=\"col\" class=\"number\"", name);
        }
        page.raw("</tr></thead><tbody>");
    }

    private static boolean isTold(Line line) {
        return line.kind().equals(Line.Kind.TOLD);
    }

    private void line(Line line) {
        page.raw("<tr><td>").element("span class=\"what\"", line.name());
        if (line.kind().equals(Line.Kind.CHARGE) || line.kind().equals(Line.Kind.PENALTY)) {
            page.raw(" ").element("span class=\"kind\"", Shown.kind(line.kind()));
        }
        page.element("span class=\"why\"", Shown.sentence(line.explanation())).raw("</td>");
        page.element("td class=\"number\"", quantity(line.quantity(), line.quantityUnit()));
        page.element("td class=\"number\"", quantity(line.rate(), line.rateUnit()));
        boolean blank = isTold(line) && line.amount() == null;
        page.element(
                line.amount() == null ? "td class=\"number open\"" : "td class=\"number\"",
                blank ? "" : amount(line.amount()));
        page.raw("</tr>");
    }

    private void figures() {
        if (statement.figures().isEmpty()) {
            return;
        }
        page.raw("<section><h2>How it performed</h2><table class=\"figures\"><thead><tr>")
                .raw("<th scope=\"col\">Figure</th><th scope=\"col\" class=\"number\">Value</th>")
                .raw("<th scope=\"col\">Result</th><th scope=\"col\">How it is found</th>")
                .raw("</tr></thead><tbody>");
        for (Figure figure : statement.figures()) {
            page.raw("<tr>").element("td class=\"what\"", figure.name());
            page.element("td class=\"number\"", minus(Shown.number(figure.value(), figure.unit())));
            page.raw("<td>");
            if (figure.passed() != null || figure.value() == null) {
                page.raw(PageParts.mark(figure.passed()));
            }
            page.raw("</td>");
            page.element("td class=\"why\"", Shown.sentence(figure.explanation())).raw("</tr>");
        }
        page.raw("</tbody></table></section>");
    }

    private void leftOut() {
        page.raw("<section class=\"pair\"><div><h2>What was excused</h2>");
        list(LeftOut.excused(statement, clock), "No interval of an event was excused.");
        page.raw("</div><div><h2>What could not be settled</h2>");
        list(LeftOut.open(statement, clock), "Everything could be settled.");
        page.raw("</div></section>");
        if (!statement.notes().isEmpty()) {
            page.raw("<section><h2>Notes</h2>");
            list(statement.notes(), "");
            page.raw("</section>");
        }
    }

    private void list(List<String> items, String none) {
        if (items.isEmpty()) {
            page.element("p", none);
            return;
        }
        page.raw("<ul>");
        items.forEach(item -> page.element("li", item));
        page.raw("</ul>");
    }

    private void rules() {
        page.raw("<section><h2>Rules used</h2>");
        page.element("p class=\"small\"", "Version " + statement.rules() + ".");
        page.raw("<table class=\"rules\"><thead><tr><th scope=\"col\">Rule</th>")
                .raw("<th scope=\"col\">Value</th><th scope=\"col\">Where it stands</th>")
                .raw("<th scope=\"col\">Evidence</th></tr></thead><tbody>");
        for (RuleValue value : statement.used()) {
            boolean verified = value.source().evidence().isVerified();
            page.raw(verified ? "<tr>" : "<tr class=\"unverified\">");
            page.element("td", value.key());
            page.element("td", Shown.value(value));
            page.element("td", Shown.place(value.source()));
            page.element("td class=\"evidence\"", Shown.evidence(value.source().evidence()));
            page.raw("</tr>");
        }
        page.raw("</tbody></table></section>");
    }

    private void foot() {
        page.raw("<footer>")
                .text(
                        "Computed from meter readings and the obligation, never from what was"
                                + " commanded. Times are local to "
                                + statement.zone()
                                + "; intervals include their start and not their end. The exact"
                                + " figures are in the CSV and JSON of this statement. "
                                + heading.madeBy()
                                + ".")
                .raw("</footer>");
    }

    private static String quantity(@Nullable BigDecimal number, String unit) {
        return number == null ? "" : minus(Shown.number(number, unit));
    }

    private static String amount(@Nullable Money money) {
        return minus(Shown.amount(money));
    }

    /** A number with a true minus sign. */
    static String minus(String number) {
        return number.startsWith("-") ? "−" + number.substring(1) : number;
    }

    private static boolean isTrue(@Nullable Boolean passed) {
        return passed != null && passed;
    }
}
