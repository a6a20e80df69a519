package org.trimtab.settlement;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
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
import org.trimtab.settlement.Worksheet.Rate;

/**
 * Installed capacity of a load (NYISO special case resource, as market-rules §3 says): the mean of the site's highest
 * loads among the system's top hours of the like season before, less its contracted minimum, times a performance factor
 * and losses. What was sold beyond that is charged.
 *
 * <p>Rules: {@code settlement_interval}, {@code deliver_within}, {@code penalty_factor}, {@code top_hours}, {@code
 * top_loads}; and if any {@code performance_factor} (ratio; otherwise that of the events and tests), {@code
 * loss_factor}, {@code rate} (USD/kW-month). The top hours come as the case's system peaks.
 */
final class InstalledCapacityKind {
    private static final Duration HOUR = Duration.ofHours(1);

    private final Worksheet sheet;
    private final RulesUsed rules;
    private final Duration length;
    private final Duration deliverWithin;
    private BigDecimal least = BigDecimal.ZERO;
    private BigDecimal most = BigDecimal.ZERO;
    private int scored;

    private InstalledCapacityKind(Worksheet sheet) {
        this.sheet = sheet;
        this.rules = sheet.rules();
        this.length = sheet.scoringLength("settlement_interval");
        this.deliverWithin = rules.duration("deliver_within");
    }

    static void settle(Worksheet sheet) {
        new InstalledCapacityKind(sheet).settle();
    }

    private void settle() {
        Power averaged = averagedLoad();
        for (GridEvent event : sheet.given().events()) {
            sheet.event(score(event, averaged));
        }
        Bounds performance = performance();
        for (List<Award> awards : sheet.awardsByName().values()) {
            for (Award award : awards) {
                bill(award, averaged, performance);
            }
        }
    }

    /** The mean of the highest loads in the top hours; null when they are not all known. */
    private @Nullable Power averagedLoad() {
        int hours = rules.count("top_hours");
        int loads = rules.count("top_loads");
        List<Instant> peaks = sheet.given().beside().systemPeaks();
        List<Long> watts = new ArrayList<>();
        int unread = 0;
        for (Instant peak : peaks) {
            Power load =
                    sheet.meter().mean(MarketInterval.starting(Stretch.floor(peak, HOUR), HOUR));
            if (load == null) {
                unread++;
            } else {
                watts.add(load.watts());
            }
        }
        Power mean = null;
        if (peaks.size() == hours && unread == 0 && watts.size() >= loads) {
            watts.sort(Comparator.reverseOrder());
            long sum = watts.subList(0, loads).stream().mapToLong(Long::longValue).sum();
            mean =
                    Power.ofWatts(
                            BigDecimal.valueOf(sum)
                                    .divide(BigDecimal.valueOf(loads), 0, RoundingMode.HALF_EVEN)
                                    .longValueExact());
        }
        sheet.figure(
                "ACL",
                mean == null ? null : Stretch.megawatts(mean.watts()),
                "MW",
                null,
                "mean of the "
                        + loads
                        + " highest loads in "
                        + hours
                        + " top hours; "
                        + peaks.size()
                        + " hours given, "
                        + unread
                        + " not read");
        return mean;
    }

    private Event score(GridEvent event, @Nullable Power averaged) {
        List<Interval> intervals = new ArrayList<>();
        Instant due = event.noticeAt().plus(deliverWithin);
        for (MarketInterval piece : Stretch.pieces(event.interval(), length)) {
            intervals.add(judge(piece, averaged, piece.from().isBefore(due)));
        }
        return new Event(
                event.id(),
                event.interval(),
                null,
                intervals,
                Verdicts.metShare(intervals),
                Verdicts.passed(intervals),
                Verdicts.inWords(intervals));
    }

    private Interval judge(MarketInterval piece, @Nullable Power averaged, boolean ramp) {
        Award award = sheet.awardOver(piece);
        Power metered = sheet.meter().mean(piece);
        Reduction owed = award == null ? null : award.reduction();
        Reduction delivered = metered == null || averaged == null ? null : metered.below(averaged);
        BigDecimal score = Verdicts.score(delivered, owed);
        String excuse = ramp ? "inside the time given to deliver" : sheet.excuse(piece);
        Verdict verdict;
        String reason;
        if (excuse != null) {
            verdict = Verdict.EXCUSED;
            reason = excuse;
        } else {
            scored++;
            least = least.add(score == null ? BigDecimal.ZERO : score);
            most = most.add(score == null ? BigDecimal.ONE : score);
            verdict =
                    score == null
                            ? Verdict.NOT_SETTLED
                            : score.compareTo(BigDecimal.ONE) >= 0 ? Verdict.MET : Verdict.MISSED;
            reason = score == null ? "load, average or award not known" : "of what was sold";
        }
        Power target = award == null ? null : award.contracted();
        return new Interval(
                piece, averaged, metered, target, owed, delivered, score, verdict, reason);
    }

    private @Nullable Bounds performance() {
        BigDecimal ruled = rules.ratioIfAny("performance_factor");
        Bounds factor = null;
        String why = "no event or test to take it from, and the rules name none";
        if (ruled != null) {
            factor = new Bounds(ruled, ruled);
            why = "as the rules name it";
        } else if (scored > 0) {
            factor = Bounds.of(least, most, BigDecimal.valueOf(scored));
            why = "mean of delivered over sold in " + scored + " intervals: " + factor.inWords();
        }
        sheet.figure("performance factor", factor == null ? null : factor.known(), "1", null, why);
        return factor;
    }

    private void bill(Award award, @Nullable Power averaged, @Nullable Bounds performance) {
        MarketInterval held = Stretch.common(award.interval(), sheet.given().period());
        if (held == null) {
            return;
        }
        Power minimum = award.contracted();
        BigDecimal factor = performance == null ? null : performance.known();
        String name = "capacity " + award.name();
        if (averaged == null || minimum == null || factor == null) {
            sheet.figure("UCAP " + award.name(), null, "MW", null, "not all of it is known");
            sheet.notSettled(
                    name, Line.Kind.PAYMENT, "kW", "average load, minimum or factor not known");
            return;
        }
        BigDecimal losses = rules.ratioIfAny("loss_factor");
        BigDecimal unforced =
                BigDecimal.valueOf(minimum.below(averaged).watts(), 3)
                        .multiply(factor)
                        .multiply(losses == null ? BigDecimal.ONE : losses);
        BigDecimal sold = BigDecimal.valueOf(award.reduction().watts(), 3);
        sheet.figure(
                "UCAP " + award.name(),
                unforced.movePointLeft(3),
                "MW",
                unforced.compareTo(sold) >= 0,
                "average load less minimum, times performance and losses; sold "
                        + award.reduction());
        pay(name, held, unforced, sold);
    }

    private void pay(String name, MarketInterval held, BigDecimal unforced, BigDecimal sold) {
        BigDecimal rate = rules.numberIfAny("rate", Dimension.DEMAND_RATE);
        if (rate == null) {
            sheet.note("the rules name no rate for a kW: capacity is not paid here");
            return;
        }
        int months = LocalMonths.of(held, sheet.given().calendar()).size();
        sheet.pay(
                name,
                Amount.of(sold.min(unforced), "kW"),
                Rate.monthly(rate),
                BigDecimal.valueOf(months),
                "over " + months + " months");
        BigDecimal missing = sold.subtract(unforced);
        if (missing.signum() > 0) {
            sheet.penalty(
                    "deficiency of " + name,
                    Amount.of(missing, "kW"),
                    Rate.monthly(rate),
                    rules.ratio("penalty_factor").multiply(BigDecimal.valueOf(months)),
                    "sold and not there, over " + months + " months, times the rules' factor");
        }
    }
}
