package org.trimtab.backtest;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.YearMonth;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.trimtab.market.PowerBill;
import org.trimtab.market.PowerBill.Kind;
import org.trimtab.market.Tariff;

/** What power cost by the tariff, month by month, as a part of the report. */
final class ReportBill {
    private static final Map<Kind, String> NAMES =
            new EnumMap<>(
                    Map.of(
                            Kind.INDEX, "At the index",
                            Kind.DAY_AHEAD, "Bought ahead",
                            Kind.BLOCK, "Blocks",
                            Kind.RESALE, "Sold again",
                            Kind.VOLUMETRIC, "Per MWh",
                            Kind.RENEWABLE, "Renewable hours",
                            Kind.DEMAND, "Demand",
                            Kind.COINCIDENT_PEAK, "System peaks"));

    private ReportBill() {}

    /** The bill of a result beside that of running without a stop; empty without a tariff. */
    static String of(StrategyResult result, StrategyResult always) {
        TariffBill bill = TariffBill.of(result);
        TariffBill base = TariffBill.of(always);
        Tariff tariff = result.scene().supply().tariff();
        if (bill == null || base == null || tariff == null) {
            return "";
        }
        Set<Kind> kinds = EnumSet.noneOf(Kind.class);
        bill.months()
                .values()
                .forEach(month -> month.lines().forEach(line -> kinds.add(line.kind())));
        StringBuilder page = new StringBuilder();
        page.append(
                "<h2>What power cost by the tariff “%s”</h2><table><thead><tr><th>Month</th>"
                        .formatted(ReportPage.escaped(tariff.name())));
        kinds.forEach(
                kind -> page.append("<th class=\"n\">").append(NAMES.get(kind)).append("</th>"));
        page.append(
                "<th class=\"n\">Billed</th><th class=\"n\">MWh</th><th class=\"n\">¢/kWh</th>"
                        + "</tr></thead><tbody>\n");
        bill.months().forEach((month, its) -> page.append(row(month, its, kinds)));
        page.append(sums(result.strategy(), "best", bill, kinds));
        if (!result.equals(always)) {
            page.append(sums(always.strategy(), "", base, kinds));
        }
        return page.append("</tbody></table>\n<p class=\"note\">")
                .append("Strategy ")
                .append(ReportPage.escaped(result.strategy()))
                .append(
                        ", whole dollars; a credit is below zero. A block is paid whether it is used"
                                + " or not. What reserves earned is not part of the bill.")
                .append(
                        bill.isOpen()
                                ? " Months marked * lack a price or a reading for some hours."
                                : "")
                .append("</p>\n")
                .toString();
    }

    /** What a reader should know of calls on reserves. */
    static String calls(StrategyResult result) {
        int count = result.scene().calls().size();
        return count == 0
                ? "Calls on reserves are not in the prices and not played."
                : ("%,d calls on reserves came, the same for every strategy; %,.1f MWh were called"
                                + " of %s. Machines fell, and what holding paid was kept.")
                        .formatted(count, result.total().calledMwh(), result.strategy());
    }

    private static String row(YearMonth month, PowerBill its, Set<Kind> kinds) {
        StringBuilder row =
                new StringBuilder(
                        "<tr><td>%s%s</td>".formatted(month, its.total() == null ? " *" : ""));
        kinds.forEach(kind -> row.append(cell(its.sum(kind).amount())));
        BigDecimal cents = TariffBill.centsPerKwh(its);
        return row.append(cell(its.known().amount()))
                .append(cell(its.drawnMwh()))
                .append(
                        "<td class=\"n\">%s</td></tr>%n"
                                .formatted(cents == null ? "–" : rounded(cents, 2)))
                .toString();
    }

    private static String sums(String name, String mark, TariffBill bill, Set<Kind> kinds) {
        Map<Kind, BigDecimal> sums = bill.sums();
        StringBuilder row =
                new StringBuilder(
                        "<tr class=\"%s\"><td>All, %s</td>"
                                .formatted(mark, ReportPage.escaped(name)));
        kinds.forEach(kind -> row.append(cell(sums.getOrDefault(kind, BigDecimal.ZERO))));
        BigDecimal drawn =
                bill.months().values().stream()
                        .map(PowerBill::drawnMwh)
                        .reduce(BigDecimal.ZERO, BigDecimal::add);
        String cents =
                drawn.signum() == 0
                        ? "–"
                        : bill.knownUsd()
                                .divide(drawn, 6, RoundingMode.HALF_EVEN)
                                .movePointLeft(1)
                                .setScale(2, RoundingMode.HALF_EVEN)
                                .toPlainString()
                                .replace('-', '−');
        return row.append(cell(bill.knownUsd()))
                .append(cell(drawn))
                .append("<td class=\"n\">%s</td></tr>%n".formatted(cents))
                .toString();
    }

    private static String cell(BigDecimal amount) {
        String text = "%,.0f".formatted(amount);
        return "<td class=\"n\">%s</td>"
                .formatted("-0".equals(text) ? "0" : text.replace('-', '−'));
    }

    private static String rounded(BigDecimal value, int digits) {
        return value.setScale(digits, RoundingMode.HALF_EVEN).toPlainString().replace('-', '−');
    }
}
