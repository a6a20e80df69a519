package org.trimtab.settlement;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.trimtab.interval.MarketInterval;
import org.trimtab.quantity.Power;
import org.trimtab.quantity.Share;
import org.trimtab.settlement.FollowingScore.Verdict;
import org.trimtab.settlement.FollowingTrace.Sum;

/**
 * Scores how a site follows its operator over one track, interval by interval on the clock (ERCOT Nodal Protocols
 * §8.1.1.4.1, as market-rules §1.4 says): the mean metered level plus the mean frequency response against the mean
 * set-point.
 *
 * <p>Samples may come at any spacing and are read to the millisecond. Those apart no more than the rule's gap are
 * joined by a straight line. Beyond that, what was asked stays as it was, while the meter counts as silent. A sample
 * as old as the newest of its kind or older is ignored, and so is one outside {@link #LEVEL_MOST} or more than
 * {@link #INTERVALS_OPEN_MAX} intervals ahead of the oldest that is not closed. Not safe for threads.
 */
public final class FollowingScorer {
    /** Most intervals that wait to be closed: a day of five minutes. Samples for later ones are ignored. */
    public static final int INTERVALS_OPEN_MAX = 288;

    /** A level beyond this, 1 TW of either sign, is ignored. */
    public static final Power LEVEL_MOST = Power.ofWatts(1_000_000_000_000L);

    /** A mean is rounded once, to the nearest watt. */
    public static final RoundingMode WATTS = RoundingMode.HALF_EVEN;

    private final FollowingRule rule;
    private final long fromMillis;
    private final long lengthMillis;
    private final long gapMillis;
    private final TreeSet<Long> exempted = new TreeSet<>();
    private final FollowingTrace levels;
    private final FollowingTrace setPoints;
    private final FollowingTrace responses;
    private long untilMillis;
    private long next;
    private Summary summary = new Summary(0, 0, 0, 0);

    /**
     * How many intervals went how.
     *
     * @param passed followed well enough
     * @param failed not well enough
     * @param exempt not scored by the rules
     * @param meterMissing not scored because the meter was silent
     */
    public record Summary(int passed, int failed, int exempt, int meterMissing) {
        /** Intervals that count. */
        public int scored() {
            return passed + failed;
        }

        /** The part of the scored intervals that passed, rounded down; null when none was scored. */
        public @Nullable Share share() {
            return scored() == 0
                    ? null
                    : new Share(Math.toIntExact(passed * 1_000_000L / scored()));
        }

        /** True when enough passed; null when none was scored. */
        public @Nullable Boolean passes(FollowingRule rule) {
            Share share = share();
            return share == null ? null : share.compareTo(rule.passShare()) >= 0;
        }

        /** Both together, such as the tracks of a month. */
        public Summary plus(Summary other) {
            return new Summary(
                    passed + other.passed,
                    failed + other.failed,
                    exempt + other.exempt,
                    meterMissing + other.meterMissing);
        }

        private Summary with(Verdict verdict) {
            return switch (verdict) {
                case PASSED -> new Summary(passed + 1, failed, exempt, meterMissing);
                case FAILED -> new Summary(passed, failed + 1, exempt, meterMissing);
                case EXEMPT -> new Summary(passed, failed, exempt + 1, meterMissing);
                case METER_MISSING -> new Summary(passed, failed, exempt, meterMissing + 1);
            };
        }
    }

    /**
     * A scorer of one track. The intervals it starts and ends in are exempt unless it covers them whole.
     *
     * @param rule how to score
     * @param from when the track begins
     * @param until when it ends, later than {@code from}
     */
    public FollowingScorer(FollowingRule rule, Instant from, Instant until) {
        MarketInterval track = new MarketInterval(from, until);
        this.rule = rule;
        this.fromMillis = track.from().toEpochMilli();
        this.untilMillis = track.until().toEpochMilli();
        this.lengthMillis = rule.interval().toMillis();
        this.gapMillis = rule.meterGapMost().toMillis();
        this.next = startOf(fromMillis);
        this.levels = new FollowingTrace(lengthMillis);
        this.setPoints = new FollowingTrace(lengthMillis);
        this.responses = new FollowingTrace(lengthMillis);
    }

    /**
     * Takes what is asked from {@code at} on.
     *
     * @param at when
     * @param setPoint the level asked for, without frequency response
     * @param response what is taken off it for frequency; above zero to draw less
     */
    public void asked(Instant at, Power setPoint, Power response) {
        if (!inReach(at) || isAbsurd(setPoint) || isAbsurd(response)) {
            return;
        }
        long millis = at.toEpochMilli();
        if (!setPoints.isNewer(millis)) {
            return;
        }
        if (setPoints.isBegun() && millis - setPoints.lastAt() > gapMillis) {
            setPoints.hold(millis);
            responses.hold(millis);
            setPoints.jump(millis, setPoint.watts());
            responses.jump(millis, response.watts());
        } else {
            goOn(setPoints, millis, setPoint.watts());
            goOn(responses, millis, response.watts());
        }
    }

    /**
     * Takes a reading of the meter.
     *
     * @param at when it was measured
     * @param level what it showed
     */
    public void read(Instant at, Power level) {
        if (!inReach(at) || isAbsurd(level) || !levels.isNewer(at.toEpochMilli())) {
            return;
        }
        long millis = at.toEpochMilli();
        if (!levels.isBegun() || millis - levels.lastAt() <= gapMillis) {
            goOn(levels, millis, level.watts());
            return;
        }
        // Silent too long to join. Each side still speaks for the rest of its own interval, if that
        // is short.
        long endOfLast = startOf(levels.lastAt()) + lengthMillis;
        if (millis > endOfLast) {
            if (endOfLast - levels.lastAt() <= gapMillis) {
                levels.hold(endOfLast);
            }
            begin(levels, millis, level.watts(), startOf(millis));
        } else {
            levels.jump(millis, level.watts());
        }
    }

    /** The interval that holds {@code at} does not count: something went before the set-point. */
    public void exempt(Instant at) {
        if (inReach(at) && at.toEpochMilli() >= next) {
            exempted.add(startOf(at.toEpochMilli()));
        }
    }

    /**
     * Closes what can be decided: intervals that are over and whose end the meter has passed, or has been silent
     * about for longer than the gap.
     *
     * @return their scores in order, at most {@link #INTERVALS_OPEN_MAX} at once; an interval in which nothing was
     *     asked has none and counts as exempt
     */
    public List<FollowingScore> close(Instant now) {
        List<FollowingScore> scores = new ArrayList<>();
        for (int i = 0; i < INTERVALS_OPEN_MAX && !isDone() && isDecided(now); i++) {
            long end = next + lengthMillis;
            boolean silentAtEnd = levels.isBegun() && levels.lastAt() < end;
            if (silentAtEnd && levels.lastAt() >= next && end - levels.lastAt() <= gapMillis) {
                levels.hold(end);
            }
            if (setPoints.isBegun() && setPoints.lastAt() < end) {
                setPoints.hold(end);
                responses.hold(end);
            }
            if (setPoints.sum(next).millis() == 0) {
                summary = summary.with(Verdict.EXEMPT);
            } else {
                FollowingScore score = score();
                summary = summary.with(score.verdict());
                scores.add(score);
            }
            next = end;
            levels.dropBefore(end);
            setPoints.dropBefore(end);
            responses.dropBefore(end);
            exempted.headSet(end).clear();
        }
        return scores;
    }

    /** The track ends earlier than it was meant to; a later end than the one known changes nothing. */
    public void endAt(Instant until) {
        if (until.isBefore(Instant.ofEpochMilli(untilMillis))) {
            untilMillis = Math.max(until.toEpochMilli(), fromMillis);
        }
    }

    /** True when every interval of the track is closed. The last closes a little after the track has ended. */
    public boolean isDone() {
        return next >= untilMillis;
    }

    /** How the closed intervals went. */
    public Summary summary() {
        return summary;
    }

    private boolean isDecided(Instant now) {
        Instant end = Instant.ofEpochMilli(next + lengthMillis);
        if (now.isBefore(end)) {
            return false;
        }
        return (levels.isBegun() && levels.lastAt() >= end.toEpochMilli())
                || !now.isBefore(end.plusMillis(gapMillis));
    }

    /** The score of the oldest open interval, in some of which something was asked. */
    private FollowingScore score() {
        Sum metered = levels.sum(next);
        Sum asked = setPoints.sum(next);
        boolean askedWhole = asked.millis() == lengthMillis;
        boolean inTrack = next >= fromMillis && next + lengthMillis <= untilMillis;
        boolean scored = inTrack && askedWhole && !exempted.contains(next);
        Power setPoint = mean(asked);
        Power response = mean(responses.sum(next));
        Power level = metered.millis() == lengthMillis ? mean(metered) : null;
        Power deviation =
                level == null || !askedWhole ? null : level.plus(response).minus(setPoint);
        Verdict verdict;
        if (!scored) {
            verdict = Verdict.EXEMPT;
        } else if (deviation == null) {
            verdict = Verdict.METER_MISSING;
        } else {
            verdict = rule.passes(deviation, setPoint) ? Verdict.PASSED : Verdict.FAILED;
        }
        MarketInterval interval =
                MarketInterval.starting(Instant.ofEpochMilli(next), rule.interval());
        return new FollowingScore(interval, level, setPoint, response, deviation, verdict);
    }

    /** Joins on, or begins at most a gap late. */
    private void goOn(FollowingTrace trace, long millis, long watts) {
        if (trace.isBegun()) {
            trace.line(millis, watts);
        } else {
            begin(trace, millis, watts, Math.max(startOf(millis), fromMillis));
        }
    }

    private void begin(FollowingTrace trace, long millis, long watts, long since) {
        if (millis >= since && millis - since <= gapMillis) {
            trace.jump(since, watts);
            trace.hold(millis);
        } else {
            trace.jump(millis, watts);
        }
    }

    private long startOf(long millis) {
        return Math.floorDiv(millis, lengthMillis) * lengthMillis;
    }

    private boolean inReach(Instant at) {
        Instant earliest = Instant.ofEpochMilli(startOf(fromMillis) - lengthMillis);
        Instant latest = Instant.ofEpochMilli(next + INTERVALS_OPEN_MAX * lengthMillis);
        return !at.isBefore(earliest) && at.isBefore(latest);
    }

    private static boolean isAbsurd(Power level) {
        return level.watts() > LEVEL_MOST.watts() || level.watts() < -LEVEL_MOST.watts();
    }

    private static Power mean(Sum sum) {
        return Power.ofWatts(
                BigDecimal.valueOf(sum.wattMillis())
                        .divide(BigDecimal.valueOf(sum.millis()), 0, WATTS)
                        .longValueExact());
    }
}
