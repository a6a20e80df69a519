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

/**
 * Reserve deployed by instruction (ERCOT Nodal Protocols §8.1.1.4.3, as market-rules §1.9 says): every scored interval
 * from the deadline to the recall must lie between two ratios of what was instructed, against the meter before the
 * instruction. Failures within a rolling time disqualify.
 *
 * <p>Rules: {@code scoring_interval}, {@code baseline}, {@code deliver_within}, {@code pass_ratio}, {@code
 * until_recalled}; and any of {@code over_ratio}, {@code sustain}, {@code restore_within}, {@code strikes}, {@code
 * strike_window}. Awards with a price are paid for their hours.
 */
final class ReserveDeploymentKind {
    private final Worksheet sheet;
    private final Duration length;
    private final Duration deliverWithin;
    private final BigDecimal least;
    private final @Nullable BigDecimal most;
    private final String method;
    private final @Nullable Duration sustain;

    private ReserveDeploymentKind(Worksheet sheet) {
        this.sheet = sheet;
        RulesUsed rules = sheet.rules();
        this.length = sheet.scoringLength("scoring_interval");
        this.deliverWithin = rules.duration("deliver_within");
        this.least = rules.ratio("pass_ratio");
        this.most = rules.ratioIfAny("over_ratio");
        this.method = rules.text("baseline");
        this.sustain = rules.isSet("until_recalled") ? null : rules.durationIfAny("sustain");
    }

    static void settle(Worksheet sheet) {
        ReserveDeploymentKind kind = new ReserveDeploymentKind(sheet);
        for (GridEvent event : sheet.given().events()) {
            sheet.event(kind.score(event));
        }
        Strikes.tell(sheet, GridEvent.Kind.DEPLOYMENT);
        AwardHours.pay(sheet, BigDecimal.ONE, "megawatts awarded over their hours");
    }

    private Event score(GridEvent event) {
        EventBaseline found =
                EventBaseline.find(
                        sheet,
                        method,
                        event,
                        new MarketInterval(event.noticeAt(), event.interval().until()),
                        sheet.awardOver(event.interval()));
        Instant due = event.noticeAt().plus(deliverWithin);
        Instant deadline = due.isAfter(event.interval().from()) ? due : event.interval().from();
        Instant scoredFrom = Stretch.ceiling(deadline, length);
        Instant scoredUntil = scoredUntil(event, deadline);
        List<Interval> intervals = new ArrayList<>();
        MarketInterval whole = new MarketInterval(event.noticeAt(), event.interval().until());
        Reduction instructed = null;
        for (MarketInterval piece : Stretch.pieces(whole, length)) {
            Reduction owed = instructed(event, found.mean(piece), piece);
            instructed = owed == null ? instructed : owed;
            intervals.add(judge(piece, found, owed, scoredFrom, scoredUntil));
        }
        Duration restoreWithin = sheet.rules().durationIfAny("restore_within");
        if (restoreWithin != null && instructed != null) {
            Restored.tell(sheet, event, Power.ofWatts(instructed.watts()), restoreWithin);
        }
        return new Event(
                event.id(),
                whole,
                found.estimate(),
                intervals,
                Verdicts.metShare(intervals),
                Verdicts.passed(intervals),
                "scored from "
                        + scoredFrom
                        + " to "
                        + scoredUntil
                        + ": "
                        + Verdicts.inWords(intervals));
    }

    private Instant scoredUntil(GridEvent event, Instant deadline) {
        Instant recalledAt = event.interval().until();
        if (sustain == null || !deadline.plus(sustain).isBefore(recalledAt)) {
            return recalledAt;
        }
        return deadline.plus(sustain);
    }

    private @Nullable Reduction instructed(
            GridEvent event, @Nullable Power baseline, MarketInterval piece) {
        Power level = event.level();
        if (event.reduction() != null) {
            return event.reduction();
        }
        if (level != null) {
            return baseline == null ? null : level.below(baseline);
        }
        Award award = sheet.awardOver(piece);
        return award == null ? null : award.reduction();
    }

    private Interval judge(
            MarketInterval piece,
            EventBaseline found,
            @Nullable Reduction owed,
            Instant scoredFrom,
            Instant scoredUntil) {
        Power metered = sheet.meter().mean(piece);
        Power baseline = found.mean(piece);
        Reduction delivered = metered == null || baseline == null ? null : metered.below(baseline);
        Power target = baseline == null || owed == null ? null : baseline.minus(owed);
        Judged judged;
        String excuse = sheet.excuse(piece);
        if (piece.from().isBefore(scoredFrom)) {
            judged = new Judged(Verdict.EXCUSED, "inside the time given to deliver");
        } else if (piece.until().isAfter(scoredUntil)) {
            judged = new Judged(Verdict.EXCUSED, "after the time it had to be kept up");
        } else if (excuse != null) {
            judged = new Judged(Verdict.EXCUSED, excuse);
        } else if (metered == null) {
            judged = new Judged(Verdict.NOT_SETTLED, "the meter was not read");
        } else if (baseline == null) {
            judged = new Judged(Verdict.NOT_SETTLED, found.whyNone());
        } else if (owed == null) {
            judged = new Judged(Verdict.NOT_SETTLED, "nothing says how much was instructed");
        } else if (!Verdicts.atLeast(delivered, owed, least)) {
            judged = new Judged(Verdict.MISSED, "less than " + least + " of what was instructed");
        } else if (most != null && !Verdicts.atMost(delivered, owed, most)) {
            judged = new Judged(Verdict.MISSED, "more than " + most + " of what was instructed");
        } else {
            judged = new Judged(Verdict.MET, "delivered");
        }
        return new Interval(
                piece,
                baseline,
                metered,
                target,
                owed,
                delivered,
                Verdicts.score(delivered, owed),
                judged.verdict(),
                judged.reason());
    }

    private record Judged(Verdict verdict, String reason) {}
}
