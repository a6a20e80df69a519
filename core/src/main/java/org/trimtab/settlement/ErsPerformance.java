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
 * Scores one event of ERCOT's emergency response service (Nodal Protocols §8.1.3.1, as market-rules §1.11 says): over
 * the sustained response period, which starts when the time to deliver ends and ends with the recall, the mean of what
 * was delivered of the offer, weighted by how much of each interval was owed. An award with a maximum base load is
 * measured against that level and the offer; only a first interval in part is measured against the default baseline.
 */
final class ErsPerformance {
    private final Worksheet sheet;
    private final Duration length;
    private final Duration deliverWithin;
    private final BigDecimal passRatio;
    private final BigDecimal firstRatio;
    private final BigDecimal scoreLeast;
    private final BigDecimal scoreMost;
    private final String method;

    /** Scores of one event, summed: each interval's score times its part, and the parts. */
    private static final class Sum {
        private BigDecimal least = BigDecimal.ZERO;
        private BigDecimal most = BigDecimal.ZERO;
        private BigDecimal parts = BigDecimal.ZERO;
        private @Nullable Boolean firstPassed = true;
        private boolean firstSeen;
    }

    /**
     * How an event went.
     *
     * @param event for the statement
     * @param least sum of scores times parts, if every unknown were 0
     * @param most the same if every unknown were full
     * @param parts sum of the parts
     */
    record Scored(Event event, BigDecimal least, BigDecimal most, BigDecimal parts) {}

    ErsPerformance(Worksheet sheet) {
        this.sheet = sheet;
        RulesUsed rules = sheet.rules();
        this.length = sheet.scoringLength("settlement_interval");
        this.deliverWithin = rules.duration("deliver_within");
        this.passRatio = rules.ratio("pass_ratio");
        this.firstRatio = rules.ratio("first_interval_ratio");
        this.scoreLeast = rules.ratio("score_least");
        this.scoreMost = rules.ratio("score_most");
        this.method = rules.text("baseline");
    }

    /** Scores an event; {@code excuse} says why none of it counts, or is null. */
    Scored score(GridEvent event, @Nullable String excuse) {
        Instant due = event.noticeAt().plus(deliverWithin);
        Instant from = due.isAfter(event.interval().from()) ? due : event.interval().from();
        MarketInterval owed = Stretch.between(from, event.interval().until());
        if (owed == null) {
            Event told =
                    new Event(
                            event.id(),
                            event.interval(),
                            null,
                            List.of(),
                            null,
                            null,
                            "recalled before the time to deliver had passed: nothing to score");
            return new Scored(told, BigDecimal.ZERO, BigDecimal.ZERO, BigDecimal.ZERO);
        }
        List<MarketInterval> pieces = Stretch.pieces(owed, length);
        EventBaseline baseline = baselineFor(event, owed, pieces);
        Sum sum = new Sum();
        List<Interval> intervals = new ArrayList<>();
        for (int i = 0; i < pieces.size(); i++) {
            MarketInterval piece = pieces.get(i);
            boolean partFirst = i == 0 && piece.length().compareTo(length) < 0;
            Interval judged = judge(piece, baseline, partFirst, excuse);
            intervals.add(judged);
            add(sum, judged);
        }
        return new Scored(
                told(event, owed, baseline, intervals, sum), sum.least, sum.most, sum.parts);
    }

    /** The default baseline; null when every interval is measured against a maximum base load. */
    private @Nullable EventBaseline baselineFor(
            GridEvent event, MarketInterval owed, List<MarketInterval> pieces) {
        boolean partFirst = pieces.getFirst().length().compareTo(length) < 0;
        boolean levels =
                pieces.stream()
                        .map(sheet::awardOver)
                        .allMatch(award -> award != null && award.contracted() != null);
        if (levels && !partFirst) {
            return null;
        }
        Award award = sheet.awardOver(pieces.getFirst());
        return EventBaseline.find(sheet, method, event, owed, award);
    }

    private Interval judge(
            MarketInterval piece,
            @Nullable EventBaseline found,
            boolean partFirst,
            @Nullable String excuse) {
        Award award = sheet.awardOver(piece);
        Power metered = sheet.meter().mean(piece);
        Power level = award == null ? null : award.contracted();
        Reduction offer = award == null ? null : award.reduction();
        Power baseline = found == null ? null : found.mean(piece);
        Power target = (baseline == null || offer == null) ? level : baseline.minus(offer);
        if (level != null && offer != null && !partFirst) {
            baseline = level.plus(Power.ofWatts(offer.watts()));
            target = level;
        }
        Reduction delivered =
                metered == null || baseline == null ? null : metered.below(baseline);
        String why = excuse == null ? sheet.excuse(piece) : excuse;
        if (why == null && offer == null) {
            why = "no award holds here";
        }
        if (why != null || offer == null) {
            String reason = why == null ? "" : why;
            return new Interval(
                    piece, baseline, metered, target, offer, delivered, null, Verdict.EXCUSED,
                    reason);
        }
        if (metered == null || baseline == null) {
            String reason =
                    metered == null
                            ? "the meter was not read"
                            : found == null ? "no baseline" : found.whyNone();
            return new Interval(
                    piece, baseline, metered, target, offer, delivered, null,
                    Verdict.NOT_SETTLED, reason);
        }
        BigDecimal score = score(baseline, metered, offer);
        boolean met = score.compareTo(passRatio) >= 0;
        return new Interval(
                piece,
                baseline,
                metered,
                target,
                offer,
                delivered,
                Worksheet.shown(score),
                met ? Verdict.MET : Verdict.MISSED,
                met ? "delivered" : "short");
    }

    private BigDecimal score(Power baseline, Power metered, Reduction offer) {
        if (offer.isNone()) {
            return scoreMost;
        }
        return BigDecimal.valueOf(baseline.watts() - metered.watts())
                .divide(BigDecimal.valueOf(offer.watts()), Stretch.DIGITS)
                .max(scoreLeast)
                .min(scoreMost);
    }

    private void add(Sum sum, Interval judged) {
        if (judged.verdict().equals(Verdict.EXCUSED)) {
            return;
        }
        BigDecimal part = Stretch.fraction(judged.interval(), length);
        BigDecimal score = judged.score();
        sum.least = sum.least.add(part.multiply(score == null ? scoreLeast : score));
        sum.most = sum.most.add(part.multiply(score == null ? scoreMost : score));
        sum.parts = sum.parts.add(part);
        boolean full = judged.interval().length().compareTo(length) == 0;
        if (full && !sum.firstSeen) {
            sum.firstSeen = true;
            sum.firstPassed = score == null ? null : score.compareTo(firstRatio) >= 0;
        }
    }

    private Event told(
            GridEvent event,
            MarketInterval owed,
            @Nullable EventBaseline baseline,
            List<Interval> intervals,
            Sum sum) {
        if (sum.parts.signum() == 0) {
            return new Event(
                    event.id(),
                    owed,
                    baseline == null ? null : baseline.estimate(),
                    intervals,
                    null,
                    null,
                    "nothing of it counts: " + Verdicts.inWords(intervals));
        }
        Bounds mean = Bounds.of(sum.least, sum.most, sum.parts);
        Boolean enough = mean.atLeast(passRatio);
        Boolean first = sum.firstPassed;
        Boolean passed;
        if (Boolean.FALSE.equals(enough) || Boolean.FALSE.equals(first)) {
            passed = false;
        } else {
            passed = (enough == null || first == null) ? null : Boolean.TRUE;
        }
        BigDecimal known = mean.known();
        return new Event(
                event.id(),
                owed,
                baseline == null ? null : baseline.estimate(),
                intervals,
                known == null ? null : Worksheet.shown(known),
                passed,
                "mean of delivered over offered, by part of each interval: "
                        + mean.inWords()
                        + "; first full interval "
                        + (first == null ? "not known" : first ? "passed" : "failed")
                        + "; "
                        + Verdicts.inWords(intervals));
    }
}
