package org.trimtab.settlement;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.trimtab.baseline.LoadSeries;
import org.trimtab.interval.MarketInterval;
import org.trimtab.program.RuleMissing;
import org.trimtab.quantity.Power;
import org.trimtab.quantity.Share;
import org.trimtab.settlement.IntervalPerformance.Verdict;
import org.trimtab.settlement.ProgramStatement.Event;
import org.trimtab.settlement.ProgramStatement.Interval;

/**
 * How well a site followed its set-point over a period, interval by interval on the clock (ERCOT Nodal Protocols
 * §8.1.1.4.1, as market-rules §1.4 says): mean level plus mean frequency response against the mean set-point. Needs
 * the set-point as a series; a live site is scored from its samples by {@link FollowingScorer} with the same rule.
 *
 * <p>Rules: {@code scoring_interval}, {@code tolerance_ratio}, {@code tolerance_power}, {@code tolerance_combined},
 * {@code pass_ratio}.
 */
final class SetPointFollowingKind {
    private final Worksheet sheet;
    private final Duration length;
    private final Share tolerance;
    private final Power tolerancePower;
    private final boolean both;
    private final Share passRatio;

    private SetPointFollowingKind(Worksheet sheet) {
        this.sheet = sheet;
        RulesUsed rules = sheet.rules();
        this.length = sheet.scoringLength("scoring_interval");
        this.tolerance = rules.share("tolerance_ratio");
        this.tolerancePower = rules.power("tolerance_power");
        this.both = rules.oneOf("tolerance_combined", List.of("MAX", "MIN")).equals("MIN");
        this.passRatio = rules.share("pass_ratio");
    }

    static void settle(Worksheet sheet) {
        new SetPointFollowingKind(sheet).settle();
    }

    private void settle() {
        LoadSeries asked = sheet.given().beside().setPoint();
        if (asked == null) {
            throw new RuleMissing(
                    "following a set-point is scored from the set-points; none were given");
        }
        MeteredLoad setPoints = new MeteredLoad(asked, true);
        LoadSeries given = sheet.given().frequencyResponse();
        MeteredLoad responses = given == null ? null : new MeteredLoad(given, true);
        List<Interval> intervals = new ArrayList<>();
        for (MarketInterval piece : Stretch.pieces(sheet.given().period(), length)) {
            intervals.add(judge(piece, setPoints, responses));
        }
        if (responses == null) {
            sheet.note("no response to frequency was given; none was allowed for");
        }
        tell(intervals);
    }

    private void tell(List<Interval> intervals) {
        long met = Verdicts.count(intervals, Verdict.MET);
        long missed = Verdicts.count(intervals, Verdict.MISSED);
        long unknown = Verdicts.count(intervals, Verdict.NOT_SETTLED);
        Boolean passed = null;
        BigDecimal share = null;
        if (met + missed > 0) {
            Bounds all =
                    Bounds.of(
                            BigDecimal.valueOf(met),
                            BigDecimal.valueOf(met + unknown),
                            BigDecimal.valueOf(met + missed + unknown));
            passed = all.atLeast(passRatio.fraction());
            share =
                    Worksheet.shown(
                            BigDecimal.valueOf(met)
                                    .divide(BigDecimal.valueOf(met + missed), Stretch.DIGITS));
        }
        String words = "of the intervals scored; " + Verdicts.inWords(intervals);
        sheet.figure("share followed", share, "1", passed, words + ", passes from " + passRatio);
        sheet.event(
                new Event(
                        "set-point",
                        sheet.given().period(),
                        null,
                        intervals,
                        share,
                        passed,
                        words));
    }

    private Interval judge(
            MarketInterval piece, MeteredLoad setPoints, @Nullable MeteredLoad responses) {
        Power metered = sheet.meter().mean(piece);
        Power asked = setPoints.mean(piece);
        Power response = responses == null ? Power.ZERO : responses.mean(piece);
        String excuse = sheet.excuse(piece);
        Verdict verdict;
        String reason;
        if (excuse != null) {
            verdict = Verdict.EXCUSED;
            reason = excuse;
        } else if (asked == null || piece.length().compareTo(length) < 0) {
            verdict = Verdict.EXCUSED;
            reason = "no set-point over the whole interval";
        } else if (metered == null || response == null) {
            verdict = Verdict.NOT_SETTLED;
            reason = metered == null ? "the meter was not read" : "frequency response not known";
        } else {
            long off = metered.watts() + response.watts() - asked.watts();
            boolean met = passes(off, asked);
            verdict = met ? Verdict.MET : Verdict.MISSED;
            reason = Power.ofWatts(off) + " off the set-point";
        }
        return new Interval(piece, null, metered, asked, null, null, null, verdict, reason);
    }

    /** Smaller than a share of the set-point or a level; or than both, where the rules take the lesser. */
    private boolean passes(long off, Power asked) {
        BigInteger deviation = BigInteger.valueOf(off).abs();
        boolean withinPower = deviation.compareTo(BigInteger.valueOf(tolerancePower.watts())) < 0;
        boolean withinShare =
                deviation
                                .multiply(BigInteger.valueOf(1_000_000))
                                .compareTo(
                                        BigInteger.valueOf(asked.watts())
                                                .abs()
                                                .multiply(
                                                        BigInteger.valueOf(
                                                                tolerance.partsPerMillion())))
                        < 0;
        return both ? withinPower && withinShare : withinPower || withinShare;
    }
}
