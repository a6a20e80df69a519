package org.trimtab.openadr.vtn.rest;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.trimtab.openadr.wire.EventRequest;
import org.trimtab.openadr.wire.Interval;
import org.trimtab.openadr.wire.IntervalPeriod;
import org.trimtab.openadr.wire.WireDuration;
import org.trimtab.openadr.wire.WireTime;

/**
 * When an event has transpired (User Guide 7.1 to 7.5): the latest end of its intervals, or its start and its own
 * duration, which loops or cuts them; later by the most a client may shift its start. Never too early: what cannot be
 * known never transpires.
 */
final class EventEnd {
    private EventEnd() {}

    /**
     * The moment from which {@code active=true} passes the event over.
     *
     * @param modifiedAt what a start of "now" means
     * @return null when it never does, or says too little to know
     */
    static @Nullable Instant of(EventRequest event, Instant modifiedAt) {
        IntervalPeriod period = event.intervalPeriod();
        List<Interval> intervals = event.intervals();
        Instant end;
        if (event.duration() != null) {
            Instant start = first(event, modifiedAt);
            end = start == null ? null : after(start, event.duration());
        } else if (intervals == null || intervals.isEmpty()) {
            // With reports asked for, the one period stands for as many as the reports need.
            boolean open =
                    event.reportDescriptors() != null && !event.reportDescriptors().isEmpty();
            end = period == null || open ? null : end(period, modifiedAt);
        } else {
            end = last(intervals, period, modifiedAt);
        }
        return end == null ? null : shifted(end, event);
    }

    private static @Nullable Instant first(EventRequest event, Instant modifiedAt) {
        Instant earliest = start(event.intervalPeriod(), modifiedAt);
        if (earliest == null && event.intervals() != null) {
            for (Interval interval : event.intervals()) {
                Instant start = start(interval.intervalPeriod(), modifiedAt);
                if (start != null && (earliest == null || start.isBefore(earliest))) {
                    earliest = start;
                }
            }
        }
        return earliest;
    }

    private static @Nullable Instant last(
            List<Interval> intervals, @Nullable IntervalPeriod usual, Instant modifiedAt) {
        Instant next = start(usual, modifiedAt);
        Instant latest = null;
        for (Interval interval : intervals) {
            IntervalPeriod own = interval.intervalPeriod();
            Instant start = start(own, modifiedAt);
            if (start == null) {
                start = next;
            }
            WireDuration duration =
                    own != null && own.duration() != null ? own.duration() : length(usual);
            if (start == null || duration == null) {
                return null;
            }
            next = after(start, duration);
            if (next == null) {
                return null;
            }
            if (latest == null || next.isAfter(latest)) {
                latest = next;
            }
        }
        return latest;
    }

    private static @Nullable Instant end(IntervalPeriod period, Instant modifiedAt) {
        Instant start = start(period, modifiedAt);
        return start == null || period.duration() == null ? null : after(start, period.duration());
    }

    private static @Nullable Instant start(@Nullable IntervalPeriod period, Instant modifiedAt) {
        WireTime start = period == null ? null : period.start();
        if (start == null) {
            return null;
        }
        return start.now() ? modifiedAt : start.instant();
    }

    private static @Nullable WireDuration length(@Nullable IntervalPeriod period) {
        return period == null ? null : period.duration();
    }

    private static @Nullable Instant after(Instant start, WireDuration duration) {
        Instant end = duration.after(start);
        return end.equals(Instant.MAX) ? null : end;
    }

    private static @Nullable Instant shifted(Instant end, EventRequest event) {
        Instant latest = later(end, end, event.intervalPeriod());
        if (event.intervals() != null) {
            for (Interval interval : event.intervals()) {
                latest = later(latest, end, interval.intervalPeriod());
            }
        }
        return latest.equals(Instant.MAX) ? null : latest;
    }

    private static Instant later(Instant latest, Instant end, @Nullable IntervalPeriod period) {
        WireDuration random = period == null ? null : period.randomizeStart();
        if (random == null) {
            return latest;
        }
        Instant moved = random.after(end);
        return moved.isAfter(latest) ? moved : latest;
    }
}
