package org.trimtab.settlement;

import java.math.BigDecimal;
import java.math.RoundingMode;
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
import org.trimtab.settlement.Worksheet.Rate;

/**
 * Capacity paid for dropping to a firm service level (PJM Manual 18, as market-rules §2.3 says). In summer a reduction
 * is the peak load contribution less the metered load with losses; in winter the peak is the winter peak load with its
 * weather factor and losses. Each award carries its peak and its firm service level. Short tests are charged.
 *
 * <p>Rules: {@code settlement_interval}, {@code deliver_within}, {@code capacity_price}, {@code penalty_adder_ratio},
 * {@code penalty_adder_least}, {@code penalty_days}, {@code availability_window_summer}, {@code
 * availability_window_winter}, {@code summer_months}, {@code loss_factor}; and if any {@code winter_weather_factor}
 * (ratio) and {@code net_cone} (USD/MW-day) with {@code penalty_hours_per_year} for shortfalls in emergencies.
 */
final class CapacityKind {
    private final Worksheet sheet;
    private final RulesUsed rules;
    private final Duration length;
    private final Duration deliverWithin;
    private final BigDecimal lossFactor;
    private final BigDecimal price;

    private CapacityKind(Worksheet sheet) {
        this.sheet = sheet;
        this.rules = sheet.rules();
        this.length = sheet.scoringLength("settlement_interval");
        this.deliverWithin = rules.duration("deliver_within");
        this.lossFactor = rules.ratio("loss_factor");
        this.price = rules.number("capacity_price", Dimension.CAPACITY_PRICE);
    }

    static void settle(Worksheet sheet) {
        CapacityKind kind = new CapacityKind(sheet);
        kind.payCapacity();
        for (GridEvent event : sheet.given().events()) {
            Event scored = kind.score(event);
            sheet.event(scored);
            kind.charge(event, scored);
        }
    }

    private void payCapacity() {
        for (Award award : sheet.given().awards()) {
            MarketInterval held = Stretch.common(award.interval(), sheet.given().period());
            if (held == null) {
                continue;
            }
            nominated(award, held);
            BigDecimal days = LocalMonths.days(held, sheet.given().calendar(), day -> true);
            sheet.pay(
                    "capacity " + award.name(),
                    Amount.of(
                            Stretch.megawatts(award.reduction().watts()).multiply(days), "MW-day"),
                    Rate.per("MW-day", price),
                    BigDecimal.ONE,
                    award.reduction() + " over " + days.toPlainString() + " local days");
        }
    }

    /** What could have been nominated: the peak less the firm service level with losses. */
    private void nominated(Award award, MarketInterval held) {
        Power peak = award.peak();
        Power firm = award.contracted();
        if (peak == null || firm == null) {
            sheet.figure(
                    "nominated " + award.name(),
                    null,
                    "MW",
                    null,
                    "needs a peak load and a firm service level");
            return;
        }
        BigDecimal most =
                peakWithLosses(peak, held.from())
                        .subtract(lossFactor.multiply(BigDecimal.valueOf(firm.watts())))
                        .movePointLeft(6);
        sheet.figure(
                "nominated " + award.name(),
                most,
                "MW",
                most.compareTo(Stretch.megawatts(award.reduction().watts())) >= 0,
                "peak less firm service level with losses; sold " + award.reduction());
    }

    private boolean isSummer(Instant at) {
        return rules.months("summer_months")
                .contains(sheet.given().calendar().dateOf(at).getMonthValue());
    }

    /** W: the peak load contribution in summer; in winter the winter peak with weather factor and losses. */
    private BigDecimal peakWithLosses(Power peak, Instant at) {
        BigDecimal watts = BigDecimal.valueOf(peak.watts());
        if (isSummer(at)) {
            return watts;
        }
        BigDecimal weather = rules.ratioIfAny("winter_weather_factor");
        if (weather == null) {
            sheet.note("no winter weather factor is known; 1 was taken");
        }
        return watts.multiply(weather == null ? BigDecimal.ONE : weather).multiply(lossFactor);
    }

    private Event score(GridEvent event) {
        List<Interval> intervals = new ArrayList<>();
        Instant due = event.noticeAt().plus(deliverWithin);
        for (MarketInterval piece : Stretch.pieces(event.interval(), length)) {
            intervals.add(judge(event, piece, piece.from().isBefore(due)));
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

    private Interval judge(GridEvent event, MarketInterval piece, boolean ramp) {
        Award award = sheet.awardOver(piece);
        Power peak = award == null ? null : award.peak();
        Power metered = sheet.meter().mean(piece);
        Power target = award == null ? null : award.contracted();
        Reduction owed = award == null ? null : award.reduction();
        Power baseline =
                peak == null
                        ? null
                        : Power.ofWatts(
                                peakWithLosses(peak, piece.from())
                                        .setScale(0, RoundingMode.HALF_EVEN)
                                        .longValueExact());
        Reduction delivered = delivered(baseline, metered);
        String excuse = excuse(event, piece, ramp);
        Verdict verdict;
        String reason;
        if (excuse != null) {
            verdict = Verdict.EXCUSED;
            reason = excuse;
        } else if (delivered == null || owed == null) {
            verdict = Verdict.NOT_SETTLED;
            reason =
                    metered == null
                            ? "the meter was not read"
                            : "no award with a peak load holds here";
        } else {
            boolean met = delivered.compareTo(owed) >= 0;
            verdict = met ? Verdict.MET : Verdict.MISSED;
            reason = met ? "delivered" : owed.lessThan(delivered) + " short";
        }
        return new Interval(
                piece,
                baseline,
                metered,
                target,
                owed,
                delivered,
                Verdicts.score(delivered, owed),
                verdict,
                reason);
    }

    private @Nullable Reduction delivered(@Nullable Power baseline, @Nullable Power metered) {
        if (baseline == null || metered == null) {
            return null;
        }
        BigDecimal withLosses = lossFactor.multiply(BigDecimal.valueOf(metered.watts()));
        return Power.ofWatts(withLosses.setScale(0, RoundingMode.HALF_EVEN).longValueExact())
                .below(baseline);
    }

    private @Nullable String excuse(GridEvent event, MarketInterval piece, boolean ramp) {
        if (ramp) {
            return "inside the time given to deliver";
        }
        String window =
                rules.text(
                        isSummer(piece.from())
                                ? "availability_window_summer"
                                : "availability_window_winter");
        if (!event.isTest() && !LocalMonths.lieIn(window, piece, sheet.given().calendar())) {
            return "outside the hours of duty, " + window;
        }
        return sheet.excuse(piece);
    }

    private void charge(GridEvent event, Event scored) {
        if (event.isTest()) {
            chargeTest(scored);
            return;
        }
        String name = "shortfall in " + event.id();
        if (!rules.has("net_cone")) {
            if (Boolean.FALSE.equals(scored.passed())) {
                sheet.note(name + " may be charged; the rules name no price for it");
            }
            return;
        }
        if (unread(scored, name)) {
            return;
        }
        BigDecimal shortSeconds = BigDecimal.ZERO;
        for (Interval interval : scored.intervals()) {
            shortSeconds =
                    shortSeconds.add(
                            Stretch.megawattSeconds(shortWatts(interval), interval.interval()));
        }
        BigDecimal yearly =
                rules.number("net_cone", Dimension.CAPACITY_PRICE)
                        .multiply(BigDecimal.valueOf(rules.count("penalty_days")));
        BigDecimal hours =
                Stretch.seconds(rules.duration("penalty_hours_per_year"))
                        .divide(BigDecimal.valueOf(3_600), Stretch.DIGITS);
        sheet.penalty(
                name,
                Amount.readyHours(shortSeconds),
                new Rate(yearly, hours, "MW-h"),
                BigDecimal.ONE,
                "a year's net cost of new entry over its assessment hours");
    }

    private void chargeTest(Event scored) {
        String name = "shortfall in test " + scored.id();
        if (unread(scored, name)) {
            return;
        }
        long most = 0;
        for (Interval interval : scored.intervals()) {
            most = Math.max(most, shortWatts(interval));
        }
        BigDecimal adder =
                rules.ratio("penalty_adder_ratio")
                        .multiply(price)
                        .max(rules.number("penalty_adder_least", Dimension.CAPACITY_PRICE));
        long days = rules.count("penalty_days");
        sheet.penalty(
                name,
                Amount.of(Stretch.megawatts(most).multiply(BigDecimal.valueOf(days)), "MW-day"),
                Rate.per("MW-day", price.add(adder)),
                BigDecimal.ONE,
                "greatest shortfall of the test over "
                        + days
                        + " days, at the price and its adder");
    }

    private boolean unread(Event scored, String name) {
        boolean unread = Verdicts.count(scored.intervals(), Verdict.NOT_SETTLED) > 0;
        if (unread) {
            sheet.notSettled(name, Line.Kind.PENALTY, "MW", scored.explanation());
        }
        return unread;
    }

    private static long shortWatts(Interval interval) {
        Reduction owed = interval.owed();
        Reduction delivered = interval.delivered();
        return !interval.verdict().equals(Verdict.MISSED) || owed == null || delivered == null
                ? 0
                : owed.lessThan(delivered).watts();
    }
}
