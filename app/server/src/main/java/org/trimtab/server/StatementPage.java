package org.trimtab.server;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.trimtab.quantity.Money;
import org.trimtab.settlement.IntervalPerformance;
import org.trimtab.settlement.IntervalPerformance.Reason;
import org.trimtab.settlement.Statement;

/** A statement as one page that can be printed. */
final class StatementPage {
    private static final DateTimeFormatter MOMENT =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT)
                    .withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter CLOCK =
            DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final String UNKNOWN = "unknown";

    private StatementPage() {}

    static String of(Statement statement) {
        StringBuilder page = new StringBuilder(4096);
        head(page, statement);
        facts(page, statement);
        intervals(page, statement);
        page.append(
                "<p class=\"note\">Times are UTC. Intervals include their start and not their end."
                        + " Everything here comes from meter readings and the obligation, never from"
                        + " what was commanded. Money is rounded half-even to"
                        + " cents.</p>\n</main></body></html>\n");
        return page.toString();
    }

    private static void head(StringBuilder page, Statement statement) {
        String title = "Statement " + statement.instruction().value();
        page.append("<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">")
                .append("<meta name=\"viewport\" content=\"width=device-width\">")
                .append("<title>")
                .append(escaped(title))
                .append("</title><link rel=\"stylesheet\" href=\"/dashboard/statement.css\">")
                .append("</head><body><main>\n<h1>")
                .append(escaped(title))
                .append("</h1>\n");
    }

    private static void facts(StringBuilder page, Statement statement) {
        page.append("<dl>");
        fact(page, "Site", statement.site().value());
        fact(page, "Program", statement.program());
        fact(page, "Owed from", MOMENT.format(statement.owed().from()));
        fact(page, "Owed until", MOMENT.format(statement.owed().until()));
        fact(page, "Baseline", quantity(statement.baseline()));
        fact(page, "Level owed", quantity(statement.limit()));
        fact(page, "Metered at target", moment(statement.deliveredAt()));
        fact(page, "Energy not drawn", statement.energyReduced().toString());
        fact(page, "Availability", money(statement.availability()));
        fact(page, "Energy", money(statement.energy()));
        fact(page, "Total", money(statement.total()));
        page.append("</dl>\n");
    }

    private static void intervals(StringBuilder page, Statement statement) {
        page.append("<table><thead><tr><th>From</th><th>Until</th><th>Metered</th><th>Owed</th>")
                .append("<th>Delivered</th><th>Verdict</th><th>Why</th></tr></thead><tbody>\n");
        for (IntervalPerformance performance : statement.intervals()) {
            page.append("<tr>");
            cell(page, CLOCK.format(performance.interval().from()));
            cell(page, CLOCK.format(performance.interval().until()));
            cell(page, quantity(performance.metered()));
            cell(page, performance.owed().toString());
            cell(page, quantity(performance.delivered()));
            cell(page, words(performance.verdict().name()));
            cell(page, reason(performance.reason()));
            page.append("</tr>\n");
        }
        page.append("</tbody></table>\n");
    }

    private static void fact(StringBuilder page, String name, String value) {
        page.append("<dt>").append(name).append("</dt><dd>").append(escaped(value)).append("</dd>");
    }

    private static void cell(StringBuilder page, String value) {
        page.append("<td>").append(escaped(value)).append("</td>");
    }

    private static String quantity(@Nullable Object quantity) {
        return quantity == null ? UNKNOWN : quantity.toString();
    }

    private static String moment(@Nullable Instant instant) {
        return instant == null ? "never" : MOMENT.format(instant);
    }

    private static String money(Money money) {
        BigDecimal cents = money.toCents(RoundingMode.HALF_EVEN).amount();
        return cents.toPlainString() + " " + money.currency();
    }

    private static String reason(Reason reason) {
        return switch (reason) {
            case DELIVERED -> "delivered";
            case SHORT -> "less than owed";
            case RAMP_TIME -> "inside the time given to deliver";
            case METER_MISSING -> "the meter was silent";
            case NO_BASELINE -> "no baseline";
        };
    }

    private static String words(String constant) {
        return constant.toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
