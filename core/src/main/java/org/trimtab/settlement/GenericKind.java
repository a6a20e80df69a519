package org.trimtab.settlement;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.trimtab.interval.MarketInterval;
import org.trimtab.program.RuleUnit.Dimension;
import org.trimtab.quantity.Power;
import org.trimtab.quantity.Reduction;
import org.trimtab.settlement.IntervalPerformance.Verdict;
import org.trimtab.settlement.ProgramStatement.Event;
import org.trimtab.settlement.ProgramStatement.Interval;
import org.trimtab.settlement.ProgramStatement.Line;
import org.trimtab.settlement.Worksheet.Amount;

/**
 * Availability and energy, for programs without an algebra of their own. Energy is paid over every interval that was
 * metered: met, missed or excused. Availability is paid over awards less what was missed or is unknown in an event; or
 * without awards over what an event owed in the intervals that were met.
 *
 * <p>Rules: {@code interval}, {@code deliver_within}, {@code pass_ratio}, {@code baseline}; and any of {@code
 * availability_price} (USD/MW-h), {@code energy_price} (USD/MWh) and {@code judged_by} ({@code level} when staying at
 * or below the level named is enough; {@code reduction} otherwise).
 */
final class GenericKind {
    private final Worksheet sheet;
    private final Duration length;
    private final Duration deliverWithin;
    private final BigDecimal passRatio;
    private final String method;
    private final boolean byLevel;
    private BigDecimal deliveredMwh = BigDecimal.ZERO;
    private BigDecimal metMwHours = BigDecimal.ZERO;
    private int unknown;

    private GenericKind(Worksheet sheet) {
        this.sheet = sheet;
        RulesUsed rules = sheet.rules();
        this.length = rules.duration("interval");
        this.deliverWithin = rules.duration("deliver_within");
        this.passRatio = rules.ratio("pass_ratio");
        this.method = rules.text("baseline");
        this.byLevel =
                rules.has("judged_by")
                        && rules.oneOf("judged_by", List.of("level", "reduction")).equals("level");
    }

    static void settle(Worksheet sheet) {
        GenericKind kind = new GenericKind(sheet);
        for (GridEvent event : sheet.given().events()) {
            sheet.event(kind.judge(event));
        }
        kind.bill();
    }

    private Event judge(GridEvent event) {
        Award award = sheet.awardOver(event.interval());
        EventBaseline baseline =
                EventBaseline.find(sheet, method, event, event.interval(), award);
        List<Interval> intervals = new ArrayList<>();
        Instant rampEnds = event.noticeAt().plus(deliverWithin);
        for (MarketInterval piece : Stretch.pieces(event.interval(), length)) {
            Interval judged =
                    judge(event, award, piece, baseline, piece.from().isBefore(rampEnds));
            intervals.add(judged);
            count(judged);
        }
        return new Event(
                event.id(),
                event.interval(),
                baseline.estimate(),
                intervals,
                Verdicts.metShare(intervals),
                Verdicts.passed(intervals),
                Verdicts.inWords(intervals));
    }

    private Interval judge(
            GridEvent event,
            @Nullable Award award,
            MarketInterval piece,
            EventBaseline found,
            boolean ramp) {
        Power metered = sheet.meter().mean(piece);
        Power baseline = found.mean(piece);
        Power level = event.level();
        if (level == null && event.reduction() == null && award != null) {
            level = award.contracted();
        }
        Reduction owed = event.reduction();
        if (owed == null && level != null) {
            owed = baseline == null ? null : level.below(baseline);
        } else if (owed == null && award != null) {
            owed = award.reduction();
        }
        Reduction delivered =
                metered == null || baseline == null ? null : metered.below(baseline);
        BigDecimal score = Verdicts.score(delivered, owed);
        String excuse = sheet.excuse(piece);
        if (excuse != null || ramp) {
            String why = excuse == null ? "inside the time given to deliver" : excuse;
            return new Interval(
                    piece, baseline, metered, level, owed, delivered, score, Verdict.EXCUSED, why);
        }
        if (metered == null || baseline == null || owed == null) {
            String refusal = found.refusal();
            String why =
                    metered == null
                            ? "the meter was not read"
                            : baseline == null
                                    ? "no baseline" + (refusal == null ? "" : ": " + refusal)
                                    : "nothing says how much was owed";
            return new Interval(
                    piece, baseline, metered, level, owed, delivered, null, Verdict.NOT_SETTLED,
                    why);
        }
        boolean met =
                byLevel && level != null
                        ? metered.isAtMost(level)
                        : Verdicts.atLeast(delivered, owed, passRatio);
        return new Interval(
                piece,
                baseline,
                metered,
                level,
                owed,
                delivered,
                score,
                met ? Verdict.MET : Verdict.MISSED,
                met ? "delivered" : "short");
    }

    private void count(Interval judged) {
        BigDecimal hours = Stretch.hours(judged.interval());
        Reduction delivered = judged.delivered();
        Reduction owed = judged.owed();
        if (judged.verdict().equals(Verdict.NOT_SETTLED)) {
            unknown++;
        } else if (delivered != null) {
            deliveredMwh = deliveredMwh.add(Stretch.megawatts(delivered.watts()).multiply(hours));
        }
        if (judged.verdict().equals(Verdict.MET) && owed != null) {
            metMwHours = metMwHours.add(Stretch.megawatts(owed.watts()).multiply(hours));
        }
    }

    private void bill() {
        if (unknown > 0) {
            sheet.note(
                    unknown
                            + (unknown == 1 ? " interval" : " intervals")
                            + " could not be settled: neither paid nor charged");
        }
        sheet.figure("energy reduced", deliveredMwh, "MWh", null, "over every metered interval");
        BigDecimal availability =
                sheet.rules().numberIfAny("availability_price", Dimension.RESERVE_PRICE);
        if (!sheet.given().awards().isEmpty()) {
            payAwards(availability);
        } else if (availability != null) {
            sheet.pay(
                    "availability",
                    Amount.megawattHours(metMwHours),
                    availability,
                    BigDecimal.ONE,
                    "reduction owed over the intervals that were met");
        }
        BigDecimal energy = sheet.rules().numberIfAny("energy_price", Dimension.ENERGY_PRICE);
        if (energy != null) {
            sheet.pay(
                    "energy",
                    new Amount(deliveredMwh, "MWh"),
                    energy,
                    BigDecimal.ONE,
                    "energy not drawn over every interval that was metered");
        }
    }

    private void payAwards(@Nullable BigDecimal ruled) {
        for (List<Award> awards : sheet.awardsByName().values()) {
            Award first = awards.getFirst();
            String name = "availability " + first.name();
            BigDecimal price = first.price() == null ? ruled : first.price();
            if (price == null) {
                sheet.notSettled(name, Line.Kind.PAYMENT, "MW-h", "no price is known");
                continue;
            }
            BigDecimal kept = BigDecimal.ZERO;
            for (Award award : awards) {
                kept = kept.add(AwardHours.of(award, sheet.given().period()));
                kept = kept.subtract(lost(award));
            }
            sheet.pay(
                    name,
                    Amount.megawattHours(kept),
                    price,
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
                    lost =
                            lost.add(
                                    Stretch.megawatts(award.reduction().watts())
                                            .multiply(Stretch.hours(part)));
                }
            }
        }
        return lost;
    }
}
