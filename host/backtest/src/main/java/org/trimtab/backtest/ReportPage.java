package org.trimtab.backtest;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.Month;
import java.time.YearMonth;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.trimtab.backtest.StrategyResult.Totals;
import org.trimtab.market.StrategyAlwaysOn;

/** The report of a backtest as one page that needs nothing from outside, on screen and on paper. */
public final class ReportPage {
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("d MMMM uuuu", Locale.ENGLISH);
    private static final int POINTS = 700;

    private static final Map<String, String> TOLD =
            Map.of(
                    "always-on", "Every machine runs whatever power costs.",
                    "break-even",
                            "Each machine sleeps while power costs more than its work earns, with a"
                                    + " band and shortest times against flutter.",
                    "schedule", "Everything sleeps at the same hours every day.",
                    "co-optimised",
                            "Plans a day ahead again and again: energy, reserves sold, cost of"
                                    + " starts, peaks.",
                    "perfect-foresight",
                            "Knows every price beforehand. Nobody can; it is the most there was to"
                                    + " earn.");

    private final StrategyComparison comparison;
    private final StrategyResult best;
    private final StrategyResult always;
    private final List<String> notes;
    private final StringBuilder page = new StringBuilder();

    private ReportPage(StrategyComparison comparison, List<String> notes) {
        this.comparison = comparison;
        this.notes = notes;
        always = comparison.alwaysOn();
        best =
                comparison.results().stream()
                        .filter(r -> !r.strategy().equals(PerfectForesight.ID))
                        .filter(r -> !r.strategy().equals(StrategyAlwaysOn.ID))
                        .max(Comparator.comparingLong(r -> r.total().netMicros()))
                        .orElse(always);
    }

    /**
     * Writes the page.
     *
     * @param notes what a reader should know of the data, such as gaps
     */
    public static String of(StrategyComparison comparison, List<String> notes) {
        ReportPage report = new ReportPage(comparison, notes);
        report.head();
        report.figures();
        report.table();
        report.growth();
        report.months();
        report.rules();
        report.page.append(ReportBill.of(report.best, report.always));
        report.hours();
        report.week();
        report.peaks();
        report.reading();
        return report.page.append("</main></body></html>\n").toString();
    }

    private void head() {
        StrategyScene scene = always.scene();
        String site = scene.definition().site().id().value();
        String span = span(scene);
        page.append("<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\">\n<title>")
                .append(escaped("Backtest of " + site + " at " + scene.point()))
                .append("</title><style>")
                .append(ReportStyle.CSS)
                .append("</style></head><body><main>\n");
        page.append(
                "<header><p class=\"kind\">Backtest</p><h1>%s at %s prices</h1><p class=\"span\">%s</p></header>\n"
                        .formatted(escaped(site), escaped(scene.point()), escaped(span)));
        Totals total = best.total();
        Totals bound = bound().total();
        long gained = total.netMicros() - always.total().netMicros();
        page.append(
                ("<p class=\"lead\">Running without a stop, the site would have kept <b>%s</b>"
                                + " after paying for power. With the strategy <b>%s</b> it would have kept"
                                + " <b>%s</b>, <b>%s</b> %s, by letting machines sleep in %s of %s hours. The"
                                + " most anybody could have kept, knowing every price beforehand, is"
                                + " %s.</p>\n")
                        .formatted(
                                dollars(always.total().netMicros()),
                                escaped(best.strategy()),
                                dollars(total.netMicros()),
                                dollars(Math.abs(gained)),
                                gained >= 0 ? "more" : "less",
                                count(total.curtailedHours()),
                                count(BigDecimal.valueOf(total.seconds() / 3_600)),
                                dollars(bound.netMicros())));
    }

    private StrategyResult bound() {
        StrategyResult bound = comparison.of(PerfectForesight.ID);
        return bound == null ? best : bound;
    }

    private static String span(StrategyScene scene) {
        LocalDate from = scene.span().from().atZone(scene.zone()).toLocalDate();
        LocalDate until = scene.span().until().minusSeconds(1).atZone(scene.zone()).toLocalDate();
        return from.format(DAY) + " to " + until.format(DAY) + ", " + scene.zone();
    }

    private void figures() {
        Totals total = best.total();
        page.append("<section class=\"tiles\">");
        tile(
                "Power, all in",
                total.allInCentsPerKwh().toPlainString().replace('-', '−') + " ¢/kWh",
                "%s ¢/kWh running without a stop".formatted(always.total().allInCentsPerKwh()));
        tile(
                "Power not bought",
                "%,.0f MWh".formatted(total.curtailedMwh()),
                "%.1f %% of what full work would draw"
                        .formatted(
                                100.0
                                        * (total.alwaysJoules() - total.joules())
                                        / Math.max(1, total.alwaysJoules())));
        List<Integer> starts = best.startsPerDevice();
        tile(
                "Starts per machine",
                starts.get(starts.size() / 2) + " (median)",
                "%d for the one started most".formatted(starts.getLast()));
        BigDecimal regret = comparison.regret(best);
        tile("Below perfect foresight", regret == null ? "–" : percent(regret), "its regret");
        page.append("</section>\n");
    }

    private void tile(String name, String figure, String more) {
        page.append(
                "<div><h3>%s</h3><p>%s</p><small>%s</small></div>"
                        .formatted(escaped(name), escaped(figure), escaped(more)));
    }

    private void table() {
        page.append("<h2>Strategies beside each other</h2><table><thead><tr><th>Strategy</th>");
        for (String head :
                List.of(
                        "Kept",
                        "Hashing earned",
                        "Power cost",
                        "Reserves earned",
                        "Peaks, demand",
                        "Wear of starts",
                        "Regret")) {
            page.append("<th class=\"n\">").append(head).append("</th>");
        }
        page.append("</tr></thead><tbody>\n");
        for (StrategyResult result : comparison.results()) {
            Totals total = result.total();
            page.append(
                    "<tr%s><td><i style=\"background:%s\"></i>%s<small>%s</small></td>"
                            .formatted(
                                    result.equals(best) ? " class=\"best\"" : "",
                                    ink(result),
                                    escaped(result.strategy()),
                                    TOLD.getOrDefault(result.strategy(), "")));
            for (long micros :
                    new long[] {
                        total.netMicros(),
                        total.hashMicros(),
                        -total.energyMicros(),
                        total.reserveMicros(),
                        -(total.peakMicros() + total.demandMicros()),
                        -total.wearMicros()
                    }) {
                page.append("<td class=\"n\">").append(dollars(micros)).append("</td>");
            }
            BigDecimal regret = comparison.regret(result);
            page.append(
                    "<td class=\"n\">%s</td></tr>%n"
                            .formatted(regret == null ? "–" : percent(regret)));
        }
        page.append(
                "</tbody></table>\n"
                        + "<p class=\"note\">Regret is what a strategy leaves on the table against"
                        + " perfect foresight, as a share of what that keeps. Power cost "
                        + (always.scene().supply().tariff() == null
                                ? "includes the adders of the site file"
                                : "is that of the tariff, without peak and demand charges")
                        + ".</p>\n");
    }

    private void growth() {
        page.append("<h2>What each strategy gained over running without a stop</h2>\n");
        List<ReportSvg.Line> lines = new ArrayList<>();
        for (StrategyResult result : others()) {
            List<Double> sums = new ArrayList<>();
            double sum = 0;
            for (int i = 0; i < result.rows().size(); i++) {
                sum += (result.rows().get(i).netMicros() - always.rows().get(i).netMicros()) / 1e6;
                sums.add(sum);
            }
            lines.add(
                    new ReportSvg.Line(
                            result.strategy(), ink(result), ReportSvg.thinned(sums, POINTS)));
        }
        legend(lines);
        List<String> months = always.months().keySet().stream().map(ReportPage::named).toList();
        page.append(ReportSvg.lines("Gain over time", lines, months, "$"));
    }

    private List<StrategyResult> others() {
        return comparison.results().stream().filter(r -> !r.equals(always)).toList();
    }

    private void months() {
        SortedMap<YearMonth, Totals> base = always.months();
        if (base.size() < 2) {
            return;
        }
        page.append("<h2>The same, month by month</h2>\n");
        List<ReportSvg.Line> lines = new ArrayList<>();
        for (StrategyResult result : others()) {
            SortedMap<YearMonth, Totals> its = result.months();
            List<Double> gains = new ArrayList<>();
            base.forEach((month, totals) -> {
                Totals own = its.getOrDefault(month, Totals.NONE);
                gains.add((own.netMicros() - totals.netMicros()) / 1e6);
            });
            lines.add(new ReportSvg.Line(result.strategy(), ink(result), gains));
        }
        legend(lines);
        page.append(
                ReportSvg.bars(
                        "Gain by month",
                        lines,
                        base.keySet().stream().map(ReportPage::named).toList(),
                        "$"));
    }

    private void rules() {
        Totals from = always.total();
        page.append(
                "<h2>Where the difference comes from</h2><table><thead><tr><th>Against running"
                        + " without a stop</th>");
        others().forEach(r ->
                page.append("<th class=\"n\">").append(escaped(r.strategy())).append("</th>"));
        page.append("</tr></thead><tbody>\n");
        Map<String, java.util.function.ToLongFunction<Totals>> parts = new LinkedHashMap<>();
        parts.put("Power not bought", t -> from.energyMicros() - t.energyMicros());
        parts.put("Hashing not done", t -> t.hashMicros() - from.hashMicros());
        parts.put("Reserves held", Totals::reserveMicros);
        parts.put("Peaks avoided", t -> from.peakMicros() - t.peakMicros());
        if (from.demandMicros() != 0) {
            parts.put("Greatest demand lowered", t -> from.demandMicros() - t.demandMicros());
        }
        parts.put("Wear of starts", t -> -t.wearMicros());
        parts.put("In all", t -> t.netMicros() - from.netMicros());
        parts.forEach((name, part) -> {
            page.append("<tr><td>").append(name).append("</td>");
            others().forEach(r ->
                    page.append("<td class=\"n\">")
                            .append(dollars(part.applyAsLong(r.total())))
                            .append("</td>"));
            page.append("</tr>\n");
        });
        page.append("</tbody></table>\n");
    }

    private void legend(List<ReportSvg.Line> lines) {
        page.append("<p class=\"legend\">");
        lines.forEach(line ->
                page.append(
                        "<span><i style=\"background:%s\"></i>%s</span>"
                                .formatted(line.ink(), escaped(line.name()))));
        page.append("</p>\n");
    }

    private void hours() {
        Map<YearMonth, double[][]> cells = new TreeMap<>();
        for (StrategyRow row : best.rows()) {
            ZonedDateTime local = row.from().atZone(best.scene().zone());
            double[][] cell = cells.computeIfAbsent(YearMonth.from(local), _ -> new double[24][2]);
            cell[local.getHour()][0] += row.alwaysJoules() - row.joules();
            cell[local.getHour()][1] += row.alwaysJoules();
        }
        List<String> names = new ArrayList<>();
        List<List<Double>> shares = new ArrayList<>();
        cells.forEach((month, day) -> {
            names.add(named(month));
            List<Double> row = new ArrayList<>();
            for (double[] hour : day) {
                row.add(hour[1] == 0 ? -1 : hour[0] / hour[1]);
            }
            shares.add(row);
        });
        List<String> columns = new ArrayList<>();
        for (int hour = 0; hour < 24; hour++) {
            columns.add(Integer.toString(hour));
        }
        page.append("<h2>When machines slept</h2>\n")
                .append(ReportSvg.heat("Share asleep by month and hour", names, columns, shares))
                .append(
                        ("<p class=\"note\">Strategy %s. Across: the local hour a day's hours begin at. "
                                        + "The darker, the more of the site slept; pale is none.</p>\n")
                                .formatted(escaped(best.strategy())));
    }

    /** The week in which sleeping saved most: the price and what the site drew. */
    private void week() {
        StrategyScene scene = best.scene();
        SortedMap<LocalDate, Long> gains = new TreeMap<>();
        for (int i = 0; i < best.rows().size(); i++) {
            StrategyRow row = best.rows().get(i);
            LocalDate day = row.from().atZone(scene.zone()).toLocalDate();
            LocalDate monday = day.minusDays(day.getDayOfWeek().getValue() - 1L);
            gains.merge(monday, row.netMicros() - always.rows().get(i).netMicros(), Long::sum);
        }
        LocalDate monday =
                gains.entrySet().stream()
                        .max(Map.Entry.comparingByValue())
                        .map(Map.Entry::getKey)
                        .orElse(gains.firstKey());
        List<Double> price = new ArrayList<>();
        List<Double> drawn = new ArrayList<>();
        for (StrategyRow row : best.rows()) {
            LocalDate day = row.from().atZone(scene.zone()).toLocalDate();
            if (!day.isBefore(monday) && day.isBefore(monday.plusDays(7))) {
                price.add(row.priceMicros() / 1e6);
                drawn.add(row.joules() / 3.6e9 / Math.max(1e-9, row.hours()));
            }
        }
        List<String> days = new ArrayList<>();
        for (int d = 0; d < 7; d++) {
            days.add(
                    monday.plusDays(d)
                            .format(DateTimeFormatter.ofPattern("EEE d MMM", Locale.ENGLISH)));
        }
        page.append(
                "<h2>The week in which it mattered most, from %s</h2>\n"
                        .formatted(monday.format(DAY)));
        page.append(
                        "<p class=\"legend\"><span><i style=\"background:#b87503\"></i>price of"
                                + " power, $/MWh</span></p>")
                .append(
                        ReportSvg.lines(
                                "Price",
                                List.of(
                                        new ReportSvg.Line(
                                                "price",
                                                "#b87503",
                                                ReportSvg.thinned(price, POINTS))),
                                days,
                                "$"))
                .append(
                        ("<p class=\"legend\"><span><i style=\"background:#0b7d67\"></i>"
                                        + "what the site drew with %s, MW</span></p>")
                                .formatted(escaped(best.strategy())))
                .append(
                        ReportSvg.lines(
                                "Level",
                                List.of(
                                        new ReportSvg.Line(
                                                "level",
                                                "#0b7d67",
                                                ReportSvg.thinned(drawn, POINTS))),
                                days,
                                "MW"));
    }

    private void peaks() {
        StrategyScene scene = best.scene();
        List<PeakCharges.Peak> within =
                scene.peaks().stream().filter(p -> p.hour().overlaps(scene.span())).toList();
        if (within.isEmpty()) {
            return;
        }
        page.append("<h2>Coincident peaks</h2><table><thead><tr><th>Peak hour of the system</th>");
        comparison
                .results()
                .forEach(r ->
                        page.append("<th class=\"n\">")
                                .append(escaped(r.strategy()))
                                .append("</th>"));
        page.append("</tr></thead><tbody>\n");
        for (PeakCharges.Peak peak : within) {
            page.append(
                    "<tr><td>%s</td>"
                            .formatted(
                                    escaped(
                                            peak.hour()
                                                    .from()
                                                    .atZone(scene.zone())
                                                    .format(
                                                            DateTimeFormatter.ofPattern(
                                                                    "d MMM uuuu, HH:mm",
                                                                    Locale.ENGLISH)))));
            for (StrategyResult result : comparison.results()) {
                Double share = PeakFigures.shareAt(result, peak);
                page.append(
                        "<td class=\"n\">%s</td>"
                                .formatted(
                                        share == null ? "–" : "%.0f %% on".formatted(100 * share)));
            }
            page.append("</tr>\n");
        }
        page.append(
                "</tbody></table><p class=\"note\">How much of full work the site drew in the hours"
                        + " that set next year's charge.</p>\n");
    }

    private void reading() {
        StrategyScene scene = best.scene();
        page.append("<h2>How to read this</h2><ul>");
        List<String> points = new ArrayList<>();
        points.add(
                "Every decision went through the engine that runs the site live; machines then fell"
                        + " and woke as slowly"
                        + " as their kind does. A woken machine draws its full power for %d minutes before it earns."
                                .formatted(scene.machines().warmUp().toMinutes()));
        points.add(
                "No strategy but perfect foresight saw a price before it was known. Real-time"
                        + " prices are known when their interval starts where it is shorter than an"
                        + " hour, and when it is over where they are hourly means, unless it was asked"
                        + " otherwise; day-ahead prices at 13:30 of the day before.");
        if (!scene.markets().reserves().isEmpty()) {
            points.add(
                    "Reserves are offered at %s the day before and sold at the clearing price. What was sold and then"
                                    .formatted(scene.reserves().gate())
                            + " not held is not paid and charged once more. "
                            + ReportBill.calls(best));
        }
        points.add(
                "%,d machines in %,d cohorts; hashprice %s; a machine works or sleeps, nothing between."
                        .formatted(
                                scene.definition().site().devices().size(),
                                Cohorts.of(scene.definition(), scene.machines())
                                        .site()
                                        .cohorts()
                                        .size(),
                                scene.markets().hashPrice() == null
                                        ? scene.definition().mining().hashPrice()
                                        : "by day, from a file"));
        points.addAll(notes);
        points.forEach(point -> page.append("<li>").append(escaped(point)).append("</li>\n"));
        page.append("</ul>\n");
    }

    private String ink(StrategyResult result) {
        int place = comparison.results().indexOf(result);
        return result.strategy().equals(PerfectForesight.ID)
                ? "#8a3fa0"
                : ReportSvg.INKS.get(place % ReportSvg.INKS.size());
    }

    private static String named(YearMonth month) {
        String name = Month.from(month).getDisplayName(TextStyle.SHORT, Locale.ENGLISH);
        return name + (month.getMonthValue() == 1 ? " " + month.getYear() : "");
    }

    private static String dollars(long micros) {
        long whole = Math.round(micros / 1e6);
        String text = "%,d".formatted(Math.abs(whole));
        return (whole < 0 ? "−$" : "$") + text;
    }

    private static String count(BigDecimal value) {
        return "%,.0f".formatted(value);
    }

    private static String percent(@Nullable BigDecimal share) {
        return share == null ? "–" : "%.1f %%".formatted(share.movePointRight(2));
    }

    static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
