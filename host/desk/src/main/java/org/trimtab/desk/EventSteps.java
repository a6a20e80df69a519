package org.trimtab.desk;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.trimtab.baseline.LoadSeries;
import org.trimtab.interval.MarketInterval;
import org.trimtab.quantity.Power;
import org.trimtab.settlement.IntervalPerformance.Verdict;
import org.trimtab.settlement.ProgramStatement.Event;
import org.trimtab.settlement.ProgramStatement.Interval;

/**
 * What the chart of an event draws: levels as steps. More than {@value #STEPS_MAX} intervals are drawn as means of
 * a few neighbours each.
 *
 * @param window what the chart shows
 * @param perStep settlement intervals in each step
 * @param baseline level without the event
 * @param metered level drawn in the event
 * @param target level owed, or baseline less what is owed
 * @param around level drawn before and after the event
 * @param unread stretches nobody knows
 * @param excused stretches that do not count
 */
record EventSteps(
        MarketInterval window,
        int perStep,
        List<Step> baseline,
        List<Step> metered,
        List<Step> target,
        List<Step> around,
        List<MarketInterval> unread,
        List<MarketInterval> excused) {

    /** Most steps of one line. */
    static final int STEPS_MAX = 720;

    private static final long AROUND_SECONDS_MAX = 2L * 3600;

    /**
     * A level over a stretch.
     *
     * @param interval when
     * @param watts mean level, W
     */
    record Step(MarketInterval interval, long watts) {}

    static EventSteps of(Event event, @Nullable LoadSeries meter) {
        List<Interval> intervals = event.intervals();
        int perStep = Math.ceilDiv(Math.max(1, intervals.size()), STEPS_MAX);
        MarketInterval whole = whole(event);
        MarketInterval window = meter == null ? whole : widened(whole);
        return new EventSteps(
                window,
                perStep,
                steps(intervals, perStep, i -> watts(i.baseline())),
                steps(intervals, perStep, i -> watts(i.metered())),
                steps(intervals, perStep, EventSteps::target),
                meter == null ? List.of() : around(meter, whole, window),
                stretches(intervals, i -> i.metered() == null),
                stretches(intervals, i -> i.verdict().equals(Verdict.EXCUSED)));
    }

    /** The event and every interval of it, which may begin before it or end after it. */
    private static MarketInterval whole(Event event) {
        Instant from = event.interval().from();
        Instant until = event.interval().until();
        for (Interval interval : event.intervals()) {
            from = earlier(interval.interval().from(), from);
            until = later(interval.interval().until(), until);
        }
        return new MarketInterval(from, until);
    }

    private static MarketInterval widened(MarketInterval whole) {
        long seconds = Math.min(AROUND_SECONDS_MAX, whole.length().toSeconds());
        return new MarketInterval(
                whole.from().minusSeconds(seconds), whole.until().plusSeconds(seconds));
    }

    private static @Nullable Long watts(@Nullable Power power) {
        return power == null ? null : power.watts();
    }

    private static @Nullable Long target(Interval interval) {
        if (interval.target() != null) {
            return interval.target().watts();
        }
        return interval.baseline() == null || interval.owed() == null
                ? null
                : interval.baseline().watts() - interval.owed().watts();
    }

    private static List<Step> steps(
            List<Interval> intervals, int perStep, Function<Interval, @Nullable Long> level) {
        List<Step> steps = new ArrayList<>();
        for (int first = 0; first < intervals.size(); first += perStep) {
            int last = Math.min(first + perStep, intervals.size()) - 1;
            long sum = 0;
            int known = 0;
            for (int i = first; i <= last; i++) {
                Long watts = level.apply(intervals.get(i));
                if (watts != null) {
                    sum += watts;
                    known++;
                }
            }
            if (known > 0) {
                MarketInterval stretch =
                        new MarketInterval(
                                intervals.get(first).interval().from(),
                                intervals.get(last).interval().until());
                steps.add(new Step(stretch, sum / known));
            }
        }
        return steps;
    }

    private static List<Step> around(
            LoadSeries meter, MarketInterval whole, MarketInterval window) {
        List<Step> steps = new ArrayList<>();
        int first = Math.max(0, meter.indexOf(window.from()));
        first +=
                first < meter.size() && meter.interval(first).from().isBefore(window.from())
                        ? 1
                        : 0;
        for (int i = first; i < meter.size() && steps.size() < STEPS_MAX; i++) {
            MarketInterval interval = meter.interval(i);
            if (!interval.from().isBefore(window.until())) {
                break;
            }
            int watts = meter.watts(i);
            if (watts != LoadSeries.UNKNOWN) {
                part(interval.from(), earlier(interval.until(), whole.from()), watts, steps);
                part(later(interval.from(), whole.until()), interval.until(), watts, steps);
            }
        }
        return steps;
    }

    private static void part(Instant from, Instant until, long watts, List<Step> steps) {
        if (from.isBefore(until)) {
            steps.add(new Step(new MarketInterval(from, until), watts));
        }
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    private static List<MarketInterval> stretches(
            List<Interval> intervals, java.util.function.Predicate<Interval> which) {
        List<MarketInterval> stretches = new ArrayList<>();
        for (Interval interval : intervals) {
            if (!which.test(interval)) {
                continue;
            }
            MarketInterval one = interval.interval();
            int last = stretches.size() - 1;
            if (last >= 0 && stretches.get(last).until().equals(one.from())) {
                stretches.set(last, new MarketInterval(stretches.get(last).from(), one.until()));
            } else if (stretches.size() < STEPS_MAX) {
                stretches.add(one);
            }
        }
        return stretches;
    }
}
