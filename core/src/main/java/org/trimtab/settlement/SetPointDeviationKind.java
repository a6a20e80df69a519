package org.trimtab.settlement;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.trimtab.baseline.LoadSeries;
import org.trimtab.interval.MarketInterval;
import org.trimtab.market.PriceSeries;
import org.trimtab.program.RuleMissing;
import org.trimtab.quantity.Energy;
import org.trimtab.quantity.EnergyPrice;
import org.trimtab.quantity.Power;
import org.trimtab.settlement.ProgramStatement.Line;
import org.trimtab.settlement.Worksheet.Amount;

/**
 * What is charged for energy drawn beyond or short of the set-point, past a tolerance (ERCOT Nodal Protocols §6.6.5.1,
 * as market-rules §1.5 says), interval by interval with {@link SetPointDeviation}.
 *
 * <p>Rules: {@code settlement_interval}, {@code tolerance_ratio}, {@code tolerance_power}, {@code tolerance_combined},
 * {@code over_price_least}, {@code under_price_most}, {@code price_factor}. Needs set-points and energy prices.
 */
final class SetPointDeviationKind {
    private static final BigDecimal JOULES_PER_MWH = new BigDecimal("3600000000");

    private final Worksheet sheet;
    private final SetPointDeviation.Rule rule;
    private long overJoules;
    private long underJoules;
    private BigDecimal charged = BigDecimal.ZERO;
    private int unread;
    private int unpriced;
    private int excused;

    private SetPointDeviationKind(Worksheet sheet) {
        this.sheet = sheet;
        RulesUsed rules = sheet.rules();
        this.rule =
                new SetPointDeviation.Rule(
                        rules.share("tolerance_ratio"),
                        rules.power("tolerance_power"),
                        rules.oneOf("tolerance_combined", List.of("MAX", "MIN")).equals("MAX")
                                ? SetPointDeviation.Combined.MAX
                                : SetPointDeviation.Combined.MIN,
                        sheet.scoringLength("settlement_interval"),
                        rules.energyPrice("over_price_least"),
                        rules.energyPrice("under_price_most"),
                        rules.ratio("price_factor"),
                        rules.pack().version());
    }

    static void settle(Worksheet sheet) {
        LoadSeries asked = sheet.given().beside().setPoint();
        if (asked == null) {
            throw new RuleMissing("set-point deviation is charged from the set-points; none given");
        }
        SetPointDeviationKind kind = new SetPointDeviationKind(sheet);
        MeteredLoad setPoints = new MeteredLoad(asked, true);
        for (MarketInterval piece : Stretch.pieces(sheet.given().period(), kind.rule.interval())) {
            if (piece.length().equals(kind.rule.interval())) {
                kind.add(piece, setPoints.mean(piece));
            }
        }
        kind.bill();
    }

    private void add(MarketInterval piece, @Nullable Power asked) {
        if (asked == null || sheet.excuse(piece) != null) {
            excused++;
            return;
        }
        Power metered = sheet.meter().mean(piece);
        if (metered == null) {
            unread++;
            return;
        }
        Energy drawn = metered.over(rule.interval());
        SetPointDeviation deviation = SetPointDeviation.of(rule, asked, drawn);
        overJoules += deviation.over().joules();
        underJoules += deviation.under().joules();
        if (deviation.over().joules() == 0 && deviation.under().joules() == 0) {
            return;
        }
        EnergyPrice price = price(piece);
        if (price == null) {
            unpriced++;
        } else {
            charged = charged.add(deviation.charge(rule, price).amount());
        }
    }

    private @Nullable EnergyPrice price(MarketInterval piece) {
        PriceSeries prices = sheet.given().prices().energy();
        BigDecimal sum = prices == null ? null : PriceOver.dollarSeconds(prices, piece);
        return sum == null
                ? null
                : EnergyPrice.ofDollars(
                        sum.divide(Stretch.seconds(piece.length()), 6, RoundingMode.HALF_EVEN));
    }

    private void bill() {
        BigDecimal over = BigDecimal.valueOf(overJoules).divide(JOULES_PER_MWH, Stretch.DIGITS);
        BigDecimal under = BigDecimal.valueOf(underJoules).divide(JOULES_PER_MWH, Stretch.DIGITS);
        String words =
                rule.combined() + " of " + rule.tolerance() + " and " + rule.tolerancePower();
        sheet.figure("drawn beyond", over, "MWh", null, "past the tolerance, the " + words);
        sheet.figure("not drawn", under, "MWh", null, "short of the tolerance, the " + words);
        if (excused > 0) {
            sheet.note(excused + " intervals had no set-point or were excused");
        }
        String name = "set-point deviation";
        if (unread > 0 || unpriced > 0) {
            sheet.notSettled(
                    name,
                    Line.Kind.CHARGE,
                    "MWh",
                    unread
                            + " intervals were not read and "
                            + unpriced
                            + " with a deviation have no price");
            return;
        }
        sheet.sum(
                name,
                Line.Kind.CHARGE,
                Amount.of(over.add(under), "MWh"),
                Amount.of(charged, sheet.currency()),
                "each interval at its price, within the rules' bounds");
    }
}
