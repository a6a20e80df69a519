package org.trimtab.settlement;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.trimtab.interval.MarketInterval;
import org.trimtab.quantity.Power;
import org.trimtab.quantity.Reduction;
import org.trimtab.settlement.IntervalPerformance.Verdict;
import org.trimtab.settlement.ProgramStatement.Event;
import org.trimtab.settlement.ProgramStatement.Interval;
import org.trimtab.settlement.ProgramStatement.Line;
import org.trimtab.settlement.Worksheet.Amount;

/**
 * Ten-minute reserve (PJM Manual 11 §4, as market-rules §2.4 says): the greatest level around the start less the least
 * around the tenth minute, kept up to the all-clear or for the time to be sustained. What is short loses its credit for
 * the clock hours of the event, and in a time before it when the rules name one.
 *
 * <p>Rules: {@code scoring_interval}, {@code deliver_within}, {@code start_window}, {@code end_from}, {@code
 * end_until}, {@code sustain}, {@code capped_at_assignment}; and {@code penalty_lookback} (time) if any. Awards carry
 * their prices.
 */
final class SynchronisedReserveKind {
    private static final Duration HOUR = Duration.ofHours(1);

    private final Worksheet sheet;
    private final RulesUsed rules;
    private final Duration length;
    private final boolean capped;

    private SynchronisedReserveKind(Worksheet sheet) {
        this.sheet = sheet;
        this.rules = sheet.rules();
        this.length = sheet.scoringLength("scoring_interval");
        this.capped = rules.isSet("capped_at_assignment");
    }

    static void settle(Worksheet sheet) {
        SynchronisedReserveKind kind = new SynchronisedReserveKind(sheet);
        AwardHours.pay(sheet, BigDecimal.ONE, "megawatts assigned over their hours");
        for (GridEvent event : sheet.given().events()) {
            kind.score(event);
        }
    }

    private void score(GridEvent event) {
        Instant start = event.interval().from();
        Duration around = rules.duration("start_window");
        MarketInterval end =
                new MarketInterval(
                        start.plus(rules.duration("end_from")),
                        start.plus(rules.duration("end_until")));
        Power before =
                sheet.meter().most(new MarketInterval(start.minus(around), start.plus(around)));
        Power after = sheet.meter().least(end);
        Award award = sheet.awardOver(MarketInterval.starting(start, Duration.ofNanos(1)));
        Reduction assigned = event.reduction();
        if (assigned == null && award != null) {
            assigned = award.reduction();
        }
        List<Interval> intervals = sustained(event, before, assigned);
        if (before == null || after == null || assigned == null) {
            String why =
                    assigned == null
                            ? "nothing says how much was assigned"
                            : "the meter was not" + " read around the start or the tenth minute";
            sheet.event(new Event(event.id(), event.interval(), null, intervals, null, null, why));
            sheet.notSettled("shortfall in " + event.id(), Line.Kind.PENALTY, "MW-h", why);
            return;
        }
        Reduction response = after.below(before);
        Reduction counted = capped && response.compareTo(assigned) > 0 ? assigned : response;
        Reduction missing = worst(assigned.lessThan(response), intervals);
        boolean unknown = Verdicts.count(intervals, Verdict.NOT_SETTLED) > 0;
        Boolean passed = missing.isNone() ? (unknown ? null : Boolean.TRUE) : Boolean.FALSE;
        sheet.event(
                new Event(
                        event.id(),
                        event.interval(),
                        null,
                        intervals,
                        Verdicts.score(counted, assigned),
                        passed,
                        "from " + before + " to " + after + ": " + response + " of " + assigned));
        if (unknown) {
            sheet.notSettled(
                    "shortfall in " + event.id(),
                    Line.Kind.PENALTY,
                    "MW-h",
                    "not every interval after it was read");
        } else if (!missing.isNone()) {
            lose(event, missing);
        }
    }

    /** Scores the time in which the response had to be kept up. */
    private List<Interval> sustained(
            GridEvent event, @Nullable Power before, @Nullable Reduction assigned) {
        Instant start = event.interval().from();
        Instant due = Stretch.ceiling(start.plus(rules.duration("end_until")), length);
        Instant most = start.plus(rules.duration("sustain"));
        Instant until = event.interval().until().isBefore(most) ? event.interval().until() : most;
        List<Interval> intervals = new ArrayList<>();
        MarketInterval kept = Stretch.between(due, until);
        for (MarketInterval piece : kept == null ? List.<MarketInterval>of() : pieces(kept)) {
            Power metered = sheet.meter().mean(piece);
            Reduction delivered = metered == null || before == null ? null : metered.below(before);
            String excuse = sheet.excuse(piece);
            Verdict verdict;
            if (excuse != null) {
                verdict = Verdict.EXCUSED;
            } else if (delivered == null || assigned == null) {
                verdict = Verdict.NOT_SETTLED;
            } else {
                verdict = delivered.compareTo(assigned) >= 0 ? Verdict.MET : Verdict.MISSED;
            }
            intervals.add(
                    new Interval(
                            piece,
                            before,
                            metered,
                            null,
                            assigned,
                            delivered,
                            Verdicts.score(delivered, assigned),
                            verdict,
                            excuse == null
                                    ? "kept up to the all-clear or the longest time"
                                    : excuse));
        }
        return intervals;
    }

    private List<MarketInterval> pieces(MarketInterval kept) {
        return Stretch.pieces(kept, length);
    }

    private static Reduction worst(Reduction first, List<Interval> intervals) {
        Reduction worst = first;
        for (Interval interval : intervals) {
            Reduction owed = interval.owed();
            Reduction delivered = interval.delivered();
            if (interval.verdict().equals(Verdict.MISSED) && owed != null && delivered != null) {
                Reduction missing = owed.lessThan(delivered);
                worst = missing.compareTo(worst) > 0 ? missing : worst;
            }
        }
        return worst;
    }

    private void lose(GridEvent event, Reduction missing) {
        MarketInterval hours =
                new MarketInterval(
                        Stretch.floor(event.interval().from(), HOUR),
                        Stretch.ceiling(event.interval().until(), HOUR));
        lose("credit lost in " + event.id(), hours, missing);
        Duration lookback = rules.durationIfAny("penalty_lookback");
        if (lookback == null) {
            sheet.note("the rules name no time before an event in which a shortfall is owed again");
        } else {
            MarketInterval before = new MarketInterval(hours.from().minus(lookback), hours.from());
            lose("owed again for " + event.id(), before, missing);
        }
    }

    private void lose(String name, MarketInterval over, Reduction missing) {
        BigDecimal seconds = BigDecimal.ZERO;
        BigDecimal due = BigDecimal.ZERO;
        for (Award award : sheet.given().awards()) {
            MarketInterval part = Stretch.common(award.interval(), over);
            if (part == null) {
                continue;
            }
            BigDecimal price = award.price();
            if (price == null) {
                sheet.notSettled(name, Line.Kind.PENALTY, "MW-h", "an award has no price");
                return;
            }
            Reduction lost = missing.compareTo(award.reduction()) > 0 ? award.reduction() : missing;
            BigDecimal lostSeconds = Stretch.megawattSeconds(lost.watts(), part);
            seconds = seconds.add(lostSeconds);
            due = due.subtract(lostSeconds.multiply(price));
        }
        Amount hours = Amount.readyHours(seconds);
        sheet.sum(
                name,
                Line.Kind.PENALTY,
                hours,
                new Amount(due, hours.divisor(), sheet.currency()),
                missing + " short, at the prices of the awards from " + over.from());
    }
}
