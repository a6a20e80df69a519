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
 * Scores events by the reduction below a baseline, or by staying at or below a level where that is what was promised.
 * A reading or baseline that is not known is never counted as met, nor as missed.
 */
final class ReductionScoring {
    /** Id of the method under which a site promises a level and not a reduction. */
    static final String MAXIMUM_BASE_LOAD = "maximum-base-load";

    private final Worksheet sheet;
    private final Terms terms;

    /**
     * How events are scored.
     *
     * @param method id of the baseline method
     * @param length length of a settlement interval
     * @param deliverWithin time from the notice until intervals count
     * @param passRatio least delivered part that passes; null when nothing is to be passed
     * @param overRatio greatest delivered part that passes; null when there is none
     */
    record Terms(
            String method,
            Duration length,
            Duration deliverWithin,
            @Nullable BigDecimal passRatio,
            @Nullable BigDecimal overRatio) {}

    ReductionScoring(Worksheet sheet, Terms terms) {
        this.sheet = sheet;
        this.terms = terms;
    }

    /** Scores every event of the case, in order. */
    void scoreAll() {
        for (GridEvent event : sheet.given().events()) {
            sheet.event(score(event));
        }
    }

    Event score(GridEvent event) {
        EventBaseline baseline =
                EventBaseline.find(
                        sheet,
                        terms.method(),
                        event,
                        event.interval(),
                        sheet.awardOver(firstInstant(event)));
        List<Interval> intervals = new ArrayList<>();
        for (MarketInterval piece : Stretch.pieces(event.interval(), terms.length())) {
            intervals.add(judge(event, piece, baseline));
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

    private static MarketInterval firstInstant(GridEvent event) {
        return MarketInterval.starting(event.interval().from(), Duration.ofNanos(1));
    }

    private Interval judge(GridEvent event, MarketInterval piece, EventBaseline found) {
        Award award = sheet.awardOver(piece);
        Power metered = sheet.meter().mean(piece);
        Power baseline = found.mean(piece);
        Power level = level(event, award);
        Reduction owed = owed(event, award, level, baseline);
        Reduction delivered = metered == null || baseline == null ? null : metered.below(baseline);
        Judged judged;
        String excuse = excuse(event, piece);
        if (excuse != null) {
            judged = new Judged(Verdict.EXCUSED, excuse);
        } else if (metered == null) {
            judged = new Judged(Verdict.NOT_SETTLED, "the meter was not read");
        } else if (baseline == null) {
            judged = new Judged(Verdict.NOT_SETTLED, found.whyNone());
        } else {
            judged = judge(metered, level, owed, delivered);
        }
        return new Interval(
                piece,
                baseline,
                metered,
                level,
                owed,
                delivered,
                Verdicts.score(delivered, owed),
                judged.verdict(),
                judged.reason());
    }

    private record Judged(Verdict verdict, String reason) {}

    private Judged judge(
            Power metered,
            @Nullable Power level,
            @Nullable Reduction owed,
            @Nullable Reduction delivered) {
        BigDecimal least = terms.passRatio();
        BigDecimal most = terms.overRatio();
        if (least == null) {
            boolean reduced = delivered != null && !delivered.isNone();
            return new Judged(
                    reduced ? Verdict.MET : Verdict.MISSED, reduced ? "reduced" : "not reduced");
        }
        if (terms.method().equals(MAXIMUM_BASE_LOAD) && level != null) {
            return metered.isAtMost(level)
                    ? new Judged(Verdict.MET, "at or below the level")
                    : new Judged(Verdict.MISSED, "above the level");
        }
        if (owed == null) {
            return new Judged(Verdict.NOT_SETTLED, "nothing says how much was owed");
        }
        if (!Verdicts.atLeast(delivered, owed, least)) {
            return new Judged(Verdict.MISSED, "short");
        }
        if (most != null && !Verdicts.atMost(delivered, owed, most)) {
            return new Judged(Verdict.MISSED, "more than the rules allow");
        }
        return new Judged(Verdict.MET, "delivered");
    }

    private @Nullable String excuse(GridEvent event, MarketInterval piece) {
        Instant due = event.noticeAt().plus(terms.deliverWithin());
        return piece.from().isBefore(due)
                ? "inside the time given to deliver"
                : sheet.excuse(piece);
    }

    private static @Nullable Power level(GridEvent event, @Nullable Award award) {
        if (event.level() != null || event.reduction() != null || award == null) {
            return event.level();
        }
        return award.contracted();
    }

    private static @Nullable Reduction owed(
            GridEvent event,
            @Nullable Award award,
            @Nullable Power level,
            @Nullable Power baseline) {
        if (event.reduction() != null) {
            return event.reduction();
        }
        if (level != null) {
            return baseline == null ? null : level.below(baseline);
        }
        return award == null ? null : award.reduction();
    }
}
