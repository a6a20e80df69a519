package org.trimtab.settlement;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.MonthDay;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.trimtab.interval.MarketInterval;
import org.trimtab.program.RuleMissing;
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
 * A credit for staying at or below a threshold in a season's events (Hydro-Québec, as market-rules §3 says): the
 * month's greatest demand less a share of the target. The target is the award. The fixed credit is cut in proportion to
 * what was delivered of that share; how the utility cuts it was not read.
 *
 * <p>Rules: {@code settlement_interval}, {@code threshold_ratio}, {@code season}; and if any {@code credit_rate} (for a
 * kW over the season) and {@code energy_price}.
 */
final class ThresholdCreditKind {
    private final Worksheet sheet;
    private final RulesUsed rules;
    private final Duration length;
    private final BigDecimal ratio;
    private BigDecimal least = BigDecimal.ZERO;
    private BigDecimal most = BigDecimal.ZERO;
    private BigDecimal delivered = BigDecimal.ZERO;
    private int scored;
    private int unknown;

    private ThresholdCreditKind(Worksheet sheet) {
        this.sheet = sheet;
        this.rules = sheet.rules();
        this.length = sheet.scoringLength("settlement_interval");
        this.ratio = rules.ratio("threshold_ratio");
    }

    static void settle(Worksheet sheet) {
        ThresholdCreditKind kind = new ThresholdCreditKind(sheet);
        for (Award award : sheet.given().awards()) {
            MarketInterval held = Stretch.common(award.interval(), sheet.given().period());
            if (held != null) {
                for (YearMonth month : LocalMonths.of(held, sheet.given().calendar())) {
                    kind.threshold(award, month, true);
                }
            }
        }
        for (GridEvent event : sheet.given().events()) {
            sheet.event(kind.score(event));
        }
        kind.bill();
    }

    /** The month's greatest demand less the share of the target; null when the month was not read whole. */
    private @Nullable Power threshold(Award award, YearMonth month, boolean tell) {
        MarketInterval whole = LocalMonths.whole(month, sheet.given().calendar());
        MonthDemand demand = MonthDemand.of(sheet.meter(), whole, length);
        Power greatest = demand.greatest();
        Power threshold = null;
        if (greatest != null && demand.unread() == 0) {
            threshold = greatest.minus(share(award));
        }
        if (tell) {
            sheet.figure(
                    "threshold of " + month,
                    threshold == null ? null : BigDecimal.valueOf(threshold.watts(), 3),
                    "kW",
                    null,
                    threshold == null
                            ? demand.unread() + " intervals of the month were not read"
                            : greatest + " less " + ratio + " of " + award.reduction());
        }
        return threshold;
    }

    private Reduction share(Award award) {
        return Reduction.ofWatts(
                BigDecimal.valueOf(award.reduction().watts())
                        .multiply(ratio)
                        .setScale(0, RoundingMode.HALF_EVEN)
                        .longValueExact());
    }

    private Event score(GridEvent event) {
        List<Interval> intervals = new ArrayList<>();
        for (MarketInterval piece : Stretch.pieces(event.interval(), length)) {
            intervals.add(judge(piece));
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

    private Interval judge(MarketInterval piece) {
        Award award = sheet.awardOver(piece);
        Power metered = sheet.meter().mean(piece);
        LocalDate date = sheet.given().calendar().dateOf(piece.from());
        Power threshold = award == null ? null : threshold(award, YearMonth.from(date), false);
        Reduction owed = award == null ? null : share(award);
        Power baseline =
                threshold == null || owed == null
                        ? null
                        : threshold.plus(Power.ofWatts(owed.watts()));
        Reduction reduced = metered == null || baseline == null ? null : metered.below(baseline);
        BigDecimal score = Verdicts.score(reduced, owed);
        String excuse = inSeason(date) ? sheet.excuse(piece) : "outside the season";
        Verdict verdict;
        String reason;
        if (excuse != null) {
            verdict = Verdict.EXCUSED;
            reason = excuse;
        } else {
            scored++;
            least = least.add(score == null ? BigDecimal.ZERO : score);
            most = most.add(score == null ? BigDecimal.ONE : score);
            if (metered == null || threshold == null || reduced == null) {
                unknown++;
                verdict = Verdict.NOT_SETTLED;
                reason = metered == null ? "the meter was not read" : "no threshold is known";
            } else {
                delivered = delivered.add(Stretch.megawattSeconds(reduced.watts(), piece));
                boolean met = metered.isAtMost(threshold);
                verdict = met ? Verdict.MET : Verdict.MISSED;
                reason = met ? "at or below the threshold" : "above the threshold";
            }
        }
        return new Interval(
                piece, baseline, metered, threshold, owed, reduced, score, verdict, reason);
    }

    private boolean inSeason(LocalDate date) {
        MonthDay[] season = season();
        MonthDay day = MonthDay.from(date);
        boolean afterStart = !day.isBefore(season[0]);
        boolean beforeEnd = !day.isAfter(season[1]);
        return season[0].isAfter(season[1]) ? afterStart || beforeEnd : afterStart && beforeEnd;
    }

    private MonthDay[] season() {
        String[] ends = rules.text("season").split("\\.\\.", -1);
        try {
            if (ends.length == 2) {
                return new MonthDay[] {
                    MonthDay.parse("--" + ends[0].strip()), MonthDay.parse("--" + ends[1].strip())
                };
            }
        } catch (DateTimeException e) {
            // told below, with what to write
        }
        throw new RuleMissing("season is \"" + rules.text("season") + "\"; write 12-01..03-31");
    }

    private void bill() {
        Bounds performance =
                scored == 0 ? Bounds.WHOLE : Bounds.of(least, most, BigDecimal.valueOf(scored));
        sheet.figure(
                "performance",
                performance.known(),
                "1",
                null,
                scored == 0 ? "no event: nothing is cut" : performance.inWords());
        BigDecimal credit = rules.numberIfAny("credit_rate", Dimension.DEMAND_RATE);
        for (Award award : sheet.given().awards()) {
            if (credit != null) {
                payFixed(award, credit, performance);
            }
        }
        BigDecimal price = rules.numberIfAny("energy_price", Dimension.ENERGY_PRICE);
        if (price != null && unknown > 0) {
            sheet.notSettled("energy", Line.Kind.PAYMENT, "MWh", unknown + " intervals not known");
        } else if (price != null) {
            sheet.pay(
                    "energy",
                    Amount.energy(delivered),
                    Rate.per("MWh", price),
                    BigDecimal.ONE,
                    "the month's greatest demand less metered in events");
        }
        if (credit == null && price == null) {
            sheet.note("the rules name no credit: nothing is paid here");
        }
    }

    private void payFixed(Award award, BigDecimal credit, Bounds performance) {
        String name = "fixed credit " + award.name();
        BigDecimal factor = performance.known();
        MarketInterval held = Stretch.common(award.interval(), sheet.given().period());
        if (held == null) {
            return;
        }
        if (factor == null) {
            sheet.notSettled(
                    name, Line.Kind.PAYMENT, "kW", "performance lies " + performance.inWords());
            return;
        }
        BigDecimal days = LocalMonths.days(held, sheet.given().calendar(), this::inSeason);
        LocalDate year = sheet.given().calendar().dateOf(held.from()).withDayOfYear(1);
        long whole = 0;
        for (int i = 0; i < year.lengthOfYear(); i++) {
            whole += inSeason(year.plusDays(i)) ? 1 : 0;
        }
        BigDecimal kilowatts = BigDecimal.valueOf(award.reduction().watts(), 3);
        sheet.pay(
                name,
                new Amount(kilowatts.multiply(days), BigDecimal.valueOf(whole), "kW-season"),
                Rate.per("kW-season", credit),
                factor,
                days.toPlainString() + " of the season's " + whole + " days, times performance");
    }
}
