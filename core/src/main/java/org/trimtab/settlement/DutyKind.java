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
import org.trimtab.settlement.IntervalPerformance.Verdict;
import org.trimtab.settlement.ProgramStatement.Event;
import org.trimtab.settlement.ProgramStatement.Interval;

/**
 * Duties without pay (market-rules §1.13): what a meter can tell about them is told, everything else is named as not
 * told. An event with a level is a directive to be at or below it; an event of a ride-through duty is a disturbance
 * after which load must be back.
 *
 * <p>Rules, all optional: {@code curtail_within}, {@code return_ratio} with {@code return_within}, {@code ramp_up},
 * {@code ramp_down}, {@code notice}.
 */
final class DutyKind {
    private static final List<String> UNTOLD =
            List.of(
                    "backup_ratio",
                    "paid_elsewhere",
                    "disturbances",
                    "voltage_curve",
                    "ramp_up_ratio",
                    "violation_penalty");

    private final Worksheet sheet;
    private final RulesUsed rules;

    private DutyKind(Worksheet sheet) {
        this.sheet = sheet;
        this.rules = sheet.rules();
    }

    static void settle(Worksheet sheet) {
        DutyKind kind = new DutyKind(sheet);
        for (GridEvent event : sheet.given().events()) {
            kind.notice(event);
            sheet.event(
                    sheet.rules().has("return_ratio")
                            ? kind.returned(event)
                            : kind.directed(event));
        }
        kind.ramp("ramp_up", 1);
        kind.ramp("ramp_down", -1);
        for (String key : UNTOLD) {
            if (sheet.rules().has(key)) {
                sheet.note("a meter cannot tell whether " + key + " was kept");
            }
        }
        sheet.note("a duty without pay: nothing is settled");
    }

    private void notice(GridEvent event) {
        Duration least = rules.durationIfAny("notice");
        if (least != null) {
            Duration given = Duration.between(event.noticeAt(), event.interval().from());
            sheet.figure(
                    "notice of " + event.id(),
                    BigDecimal.valueOf(given.toMinutes()),
                    "min",
                    given.compareTo(least) >= 0,
                    "at least " + least.toMinutes() + " min were due to the site");
        }
    }

    private Event directed(GridEvent event) {
        Duration within = rules.durationIfAny("curtail_within");
        Instant due = event.noticeAt().plus(within == null ? Duration.ZERO : within);
        Power level = event.level();
        MarketInterval whole = new MarketInterval(event.noticeAt(), event.interval().until());
        List<Interval> intervals = new ArrayList<>();
        for (MarketInterval piece : Stretch.pieces(whole, sheet.meter().step())) {
            Power metered = sheet.meter().mean(piece);
            String excuse = sheet.excuse(piece);
            boolean early =
                    piece.from().isBefore(due) || piece.from().isBefore(event.interval().from());
            Verdict verdict;
            String reason;
            if (early || excuse != null) {
                verdict = Verdict.EXCUSED;
                reason = excuse == null ? "inside the time given to curtail" : excuse;
            } else if (metered == null || level == null) {
                verdict = Verdict.NOT_SETTLED;
                reason = metered == null ? "the meter was not read" : "no level was directed";
            } else {
                verdict = metered.isAtMost(level) ? Verdict.MET : Verdict.MISSED;
                reason = metered.isAtMost(level) ? "at or below the level" : "above the level";
            }
            intervals.add(
                    new Interval(piece, null, metered, level, null, null, null, verdict, reason));
        }
        return new Event(
                event.id(),
                whole,
                null,
                intervals,
                Verdicts.metShare(intervals),
                Verdicts.passed(intervals),
                Verdicts.inWords(intervals));
    }

    private Event returned(GridEvent event) {
        BigDecimal ratio = rules.ratio("return_ratio");
        Duration within = rules.duration("return_within");
        Instant cleared = event.interval().until();
        Duration step = sheet.meter().step();
        Power before =
                sheet.meter()
                        .mean(MarketInterval.starting(event.interval().from().minus(step), step));
        Boolean passed = null;
        String words = "the load before the disturbance was not read";
        if (step.compareTo(within) > 0) {
            words =
                    "the meter reads every "
                            + step.toSeconds()
                            + " s; a return within "
                            + within.toSeconds()
                            + " s cannot be told";
        } else if (before != null) {
            Power needed =
                    Power.ofWatts(
                            ratio.multiply(BigDecimal.valueOf(before.watts()))
                                    .setScale(0, RoundingMode.CEILING)
                                    .longValueExact());
            MarketInterval window = new MarketInterval(cleared, cleared.plus(within).plusNanos(1));
            MeteredLoad.Reached reached = sheet.meter().firstAtLeast(needed, window);
            passed = reached.at() != null ? Boolean.TRUE : reached.unknown() ? null : Boolean.FALSE;
            words =
                    needed
                            + " of "
                            + before
                            + " due back within "
                            + within.toSeconds()
                            + " s: "
                            + (reached.at() == null ? "not seen" : "back at " + reached.at());
        }
        return new Event(event.id(), event.interval(), null, List.of(), null, passed, words);
    }

    /** The fastest change from one reading to the next, over a minute. */
    private void ramp(String key, int sign) {
        BigDecimal allowed = rules.numberIfAny(key, Dimension.RAMP);
        if (allowed == null) {
            return;
        }
        MarketInterval period = sheet.given().period();
        Duration step = sheet.meter().step();
        Power before = null;
        long fastest = 0;
        Instant at = null;
        int unread = 0;
        for (MarketInterval piece : Stretch.pieces(period, step)) {
            @Nullable Power level = sheet.meter().mean(piece);
            unread += level == null ? 1 : 0;
            if (level != null && before != null) {
                long change = sign * (level.watts() - before.watts());
                if (change > fastest) {
                    fastest = change;
                    at = piece.from();
                }
            }
            before = level;
        }
        BigDecimal perMinute =
                BigDecimal.valueOf(fastest)
                        .multiply(BigDecimal.valueOf(60))
                        .divide(Stretch.seconds(step), Stretch.DIGITS);
        boolean kept = perMinute.compareTo(allowed) <= 0;
        sheet.figure(
                key,
                perMinute.movePointLeft(6),
                "MW/min",
                kept ? (unread > 0 ? null : Boolean.TRUE) : Boolean.FALSE,
                "fastest change between readings"
                        + (at == null ? "" : ", at " + at)
                        + "; allowed "
                        + Worksheet.shown(allowed.movePointLeft(6)).toPlainString()
                        + "; "
                        + unread
                        + " not read");
    }
}
