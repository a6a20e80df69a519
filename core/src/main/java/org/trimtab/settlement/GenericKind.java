package org.trimtab.settlement;

import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.trimtab.interval.MarketInterval;
import org.trimtab.program.RuleUnit.Dimension;
import org.trimtab.quantity.Reduction;
import org.trimtab.settlement.IntervalPerformance.Verdict;
import org.trimtab.settlement.ProgramStatement.Event;
import org.trimtab.settlement.ProgramStatement.Interval;
import org.trimtab.settlement.ProgramStatement.Line;
import org.trimtab.settlement.Worksheet.Amount;
import org.trimtab.settlement.Worksheet.Rate;

/**
 * Availability and energy, for programs without an algebra of their own. Energy is paid over every interval that was
 * metered: met, missed or excused. Availability is paid over awards less what was missed or is unknown in an event; or
 * without awards over what an event owed in the intervals that were met.
 *
 * <p>Rules: {@code settlement_interval}, {@code deliver_within}, {@code pass_ratio}, {@code baseline}; and any of
 * {@code over_ratio}, {@code availability_price} and {@code energy_price}.
 */
final class GenericKind {
    private final Worksheet sheet;
    private BigDecimal delivered = BigDecimal.ZERO;
    private BigDecimal met = BigDecimal.ZERO;

    private GenericKind(Worksheet sheet) {
        this.sheet = sheet;
    }

    static void settle(Worksheet sheet) {
        RulesUsed rules = sheet.rules();
        ReductionScoring.Terms terms =
                new ReductionScoring.Terms(
                        rules.text("baseline"),
                        sheet.scoringLength("settlement_interval"),
                        rules.duration("deliver_within"),
                        rules.ratio("pass_ratio"),
                        rules.ratioIfAny("over_ratio"));
        new ReductionScoring(sheet, terms).scoreAll();
        GenericKind kind = new GenericKind(sheet);
        kind.bill();
    }

    private int count() {
        int unknown = 0;
        for (Event event : sheet.events()) {
            for (Interval interval : event.intervals()) {
                Reduction reduced = interval.delivered();
                Reduction owed = interval.owed();
                if (interval.verdict().equals(Verdict.NOT_SETTLED)) {
                    unknown++;
                } else if (reduced != null) {
                    delivered =
                            delivered.add(
                                    Stretch.megawattSeconds(reduced.watts(), interval.interval()));
                }
                if (interval.verdict().equals(Verdict.MET) && owed != null) {
                    met = met.add(Stretch.megawattSeconds(owed.watts(), interval.interval()));
                }
            }
        }
        return unknown;
    }

    private void bill() {
        int unknown = count();
        Amount energyReduced = Amount.energy(delivered);
        sheet.figure(
                "energy reduced",
                energyReduced.shown(),
                "MWh",
                null,
                "baseline less metered over every metered interval");
        BigDecimal availability =
                sheet.rules().numberIfAny("availability_price", Dimension.RESERVE_PRICE);
        if (!sheet.given().awards().isEmpty()) {
            payAwards(availability);
        } else if (availability != null) {
            sheet.pay(
                    "availability",
                    Amount.readyHours(met),
                    Rate.per("MW-h", availability),
                    BigDecimal.ONE,
                    "reduction owed over the intervals that were met");
        }
        BigDecimal energy = sheet.rules().numberIfAny("energy_price", Dimension.ENERGY_PRICE);
        if (energy != null) {
            sheet.pay(
                    "energy",
                    energyReduced,
                    Rate.per("MWh", energy),
                    BigDecimal.ONE,
                    "energy not drawn over every interval that was metered");
        }
        if (unknown > 0) {
            sheet.notSettled(
                    "events in part",
                    Line.Kind.PAYMENT,
                    "MWh",
                    unknown
                            + (unknown == 1 ? " interval" : " intervals")
                            + " of events, neither paid nor charged above");
        }
    }

    private void payAwards(@Nullable BigDecimal ruled) {
        for (List<Award> awards : sheet.awardsByName().values()) {
            String name = "availability " + awards.getFirst().name();
            BigDecimal price = AwardHours.price(awards, ruled);
            if (price == null || !AwardHours.haveOnePrice(awards)) {
                sheet.notSettled(
                        name, Line.Kind.PAYMENT, "MW-h", "awards of one name need one price");
                continue;
            }
            BigDecimal kept = AwardHours.of(awards, sheet.given().period());
            for (Award award : awards) {
                kept = kept.subtract(lost(award));
            }
            sheet.pay(
                    name,
                    Amount.readyHours(kept),
                    Rate.per("MW-h", price),
                    BigDecimal.ONE,
                    "megawatts sold over their hours, less intervals missed or unknown in events");
        }
    }

    private BigDecimal lost(Award award) {
        BigDecimal lost = BigDecimal.ZERO;
        MarketInterval held = Stretch.common(award.interval(), sheet.given().period());
        for (Event event : sheet.events()) {
            for (Interval interval : event.intervals()) {
                MarketInterval part =
                        held == null ? null : Stretch.common(held, interval.interval());
                boolean counts =
                        interval.verdict().equals(Verdict.MISSED)
                                || interval.verdict().equals(Verdict.NOT_SETTLED);
                if (part != null && counts) {
                    lost = lost.add(Stretch.megawattSeconds(award.reduction().watts(), part));
                }
            }
        }
        return lost;
    }
}
