package org.trimtab.openadr.ven;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.trimtab.openadr.wire.Event;
import org.trimtab.openadr.wire.IntervalPeriod;
import org.trimtab.openadr.wire.ReportDescriptor;
import org.trimtab.openadr.wire.WireDuration;
import org.trimtab.openadr.wire.WireTime;

/**
 * When reports are due and what they cover (User Guide 7.5). Pure.
 *
 * <p>{@code startInterval} is taken as the point at which the first report is made: looking back it
 * covers the intervals up to it, looking ahead those from it. -1 is the far end. A report that looks
 * back is made when its last interval has ended, a forecast when its first begins. {@code frequency}
 * 0 leaves the time to the VEN, which reports each interval when it has ended. Of reports that were
 * due before the event was known only the last is made. SUB_INTERVALS cuts each interval covered into
 * pieces of five minutes; OPEN_INTERVALS cuts what is covered at whole five minutes of the clock.
 */
final class ReportPlan {
    /** Reports made at once when several have become due together. */
    static final int DUE_MAX = 20;

    /** Intervals of one report. */
    static final int COVERED_MAX = 500;

    /** How often a report is made that names no times at all. */
    static final Duration OWN_PACE = Duration.ofMinutes(5);

    private final Event event;
    private final EventTimeline line;
    private final ReportDescriptor asked;
    private final Instant seenAt;

    ReportPlan(Event event, EventTimeline line, ReportDescriptor asked, Instant seenAt) {
        this.event = event;
        this.line = line;
        this.asked = asked;
        this.seenAt = seenAt;
    }

    /**
     * A report to make.
     *
     * @param number counts the reports of a descriptor from 0
     * @param at when it became due
     * @param covers its intervals
     */
    record Due(long number, Instant at, List<EventTimeline.Stretch> covers) {}

    /**
     * Reports that have become due and are not in.
     *
     * @param last the last one that is in; -1 for none
     */
    List<Due> due(long last, Instant now) {
        if (last < 0) {
            long latest = latest(now);
            return latest < 0 ? List.of() : List.of(due(latest));
        }
        List<Due> all = new ArrayList<>();
        for (long k = last + 1; k <= last + DUE_MAX; k++) {
            Instant at = madeAt(k);
            if (at == null || at.isAfter(now)) {
                break;
            }
            all.add(due(k));
        }
        return all;
    }

    private Due due(long number) {
        Instant at = madeAt(number);
        return new Due(number, at == null ? Instant.MAX : at, covered(number));
    }

    /** The last report due by now; -1 when none is. Found by doubling and halving. */
    private long latest(Instant now) {
        if (!isDue(0, now)) {
            return -1;
        }
        long low = 0;
        long high = 1;
        while (high < Integer.MAX_VALUE && isDue(high, now)) {
            low = high;
            high *= 2;
        }
        while (low + 1 < high) {
            long middle = (low + high) / 2;
            if (isDue(middle, now)) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private boolean isDue(long number, Instant now) {
        Instant at = madeAt(number);
        return at != null && !at.isAfter(now);
    }

    /** When a report is made; null when there is no such report. */
    private @Nullable Instant madeAt(long number) {
        int times = times();
        if (times >= 0 && number >= times) {
            return null;
        }
        Optional<EventTimeline.Stretch> point = interval(point(number));
        return point.map(p -> asked.looksBack() ? p.until() : p.from()).orElse(null);
    }

    private List<EventTimeline.Stretch> covered(long number) {
        long point = point(number);
        long count = Math.min(COVERED_MAX, covers());
        long first = asked.looksBack() ? Math.max(0, point - count + 1) : point;
        long end = asked.looksBack() ? point : point + count - 1;
        List<EventTimeline.Stretch> all = new ArrayList<>();
        for (long i = first; i <= end; i++) {
            interval(i).ifPresent(all::add);
        }
        if (asked.cuts()) {
            return cut(all, false);
        }
        return asked.choosesOwn() ? cut(joined(all), true) : all;
    }

    /** Stretches that follow each other as one. */
    private static List<EventTimeline.Stretch> joined(List<EventTimeline.Stretch> all) {
        List<EventTimeline.Stretch> joined = new ArrayList<>();
        for (EventTimeline.Stretch one : all) {
            EventTimeline.Stretch last = joined.isEmpty() ? null : joined.getLast();
            if (last != null && last.until().equals(one.from())) {
                joined.set(joined.size() - 1, piece(0, last.from(), one.until()));
            } else {
                joined.add(one);
            }
        }
        return joined;
    }

    /**
     * Pieces of our own pace, numbered on from 0 (User Guide 7.5, sub-intervals and arbitrary ones).
     *
     * @param byClock whether they begin at whole five minutes, or where the interval begins
     */
    private static List<EventTimeline.Stretch> cut(
            List<EventTimeline.Stretch> whole, boolean byClock) {
        long pace = OWN_PACE.toSeconds();
        List<EventTimeline.Stretch> cut = new ArrayList<>();
        for (EventTimeline.Stretch one : whole) {
            Instant from = one.from();
            while (from.isBefore(one.until()) && cut.size() < COVERED_MAX) {
                long begun = byClock ? Math.floorMod(from.getEpochSecond(), pace) : 0;
                Instant next = from.plusSeconds(pace - begun);
                boolean last = one.until().equals(Instant.MAX) || !next.isBefore(one.until());
                cut.add(piece(cut.size(), from, last ? one.until() : next));
                from = last ? one.until() : next;
            }
        }
        return cut;
    }

    private static EventTimeline.Stretch piece(int id, Instant from, Instant until) {
        return new EventTimeline.Stretch(id, id, from, until, List.of());
    }

    private long point(long number) {
        int start = asked.start();
        long first = start >= 0 ? start : asked.looksBack() ? Math.max(1, size()) - 1L : 0;
        if (asked.every() == 0) {
            first = Math.max(0, start);
        }
        int every = asked.every();
        long step = every == 0 ? 1 : every < 0 ? covers() : every;
        return first + (number * step);
    }

    private long covers() {
        if (asked.every() == 0 && asked.covered() < 0) {
            return 1;
        }
        return asked.covered() < 0 ? Math.max(1, size()) : Math.max(1, asked.covered());
    }

    private int times() {
        if (asked.repeat() != null && asked.every() != 0) {
            return asked.times();
        }
        return line.loops() || asked.every() == 0 ? -1 : asked.times();
    }

    private int size() {
        return line.places();
    }

    /** An interval of the event, or one implied by its period when it lists none. */
    private Optional<EventTimeline.Stretch> interval(long index) {
        if (line.intervals() > 0) {
            return line.stretch(index);
        }
        IntervalPeriod period = event.request().intervalPeriod();
        WireDuration each = period == null ? null : period.duration();
        WireTime start = period == null ? null : period.start();
        Instant first = start == null || start.instant() == null ? seenAt : start.instant();
        WireDuration whole = event.request().duration();
        Instant ends = whole == null || whole.isZero() ? Instant.MAX : whole.after(first);
        Duration pace =
                each == null || each.isZero() || each.isForever()
                        ? OWN_PACE
                        : Duration.between(first, each.after(first));
        if (pace.isNegative() || pace.isZero() || index > Integer.MAX_VALUE) {
            return Optional.empty();
        }
        Instant from = first.plus(pace.multipliedBy(index));
        if (!from.isBefore(ends)) {
            return Optional.empty();
        }
        return Optional.of(
                new EventTimeline.Stretch(
                        (int) index, (int) index, from, from.plus(pace), List.of()));
    }
}
