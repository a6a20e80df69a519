package org.trimtab.openadr.ven;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.trimtab.openadr.wire.Event;
import org.trimtab.openadr.wire.Extras;
import org.trimtab.openadr.wire.Interval;
import org.trimtab.openadr.wire.IntervalPeriod;
import org.trimtab.openadr.wire.ValuesMap;
import org.trimtab.openadr.wire.WireDuration;
import org.trimtab.openadr.wire.WireTime;

/**
 * When an event's payloads hold (User Guide 7.3, 7.4 and 7.9): inheritance from the event's period,
 * contiguous intervals, "now", infinity, loops and truncation by {@code event.duration}, random
 * starts, and several values packed into one interval. Pure.
 *
 * <p>"Now" is the moment the event was last changed, by the server's clock, or when it was first
 * seen, whichever is the earlier: every VEN and every restart finds the same.
 */
public final class EventTimeline {
    /** Slots told at most for one window; what lies beyond waits for the next. */
    public static final int SLOTS_MAX = 5_000;

    /** Payload types that are one value a stretch: several values share the interval evenly. */
    private static final Set<String> SCALAR =
            Set.of(
                    "SIMPLE",
                    "PRICE",
                    "PRICE_ALTERNATE",
                    "EXPORT_PRICE",
                    "GHG",
                    "DISPATCH_SETPOINT",
                    "DISPATCH_SETPOINT_RELATIVE",
                    "LOAD_SHED_DELTA",
                    "CONTROL_SETPOINT",
                    "IMPORT_CAPACITY_LIMIT",
                    "EXPORT_CAPACITY_LIMIT",
                    "OLS");

    /** One interval of the first turn. */
    private record Piece(
            int id, int place, Instant from, Instant until, List<ValuesMap> payloads) {}

    private final List<Piece> pieces = new ArrayList<>();
    private final List<String> remarks = new ArrayList<>();
    private Instant begins = Instant.MAX;
    private Instant turnEnds = Instant.MIN;
    private Instant ends = Instant.MIN;
    private final int intervals;

    private EventTimeline(Event event, Instant seenAt, Draws draws) {
        List<Interval> list = event.request().intervals();
        intervals = list == null ? 0 : list.size();
        if (!isCancelled(event)) {
            new Layout(event, seenAt, draws).lay();
            bound(event);
        }
    }

    /**
     * Lays an event out.
     *
     * @param seenAt when this VEN first had it
     * @param draws what it has drawn for random starts
     */
    public static EventTimeline of(Event event, Instant seenAt, Draws draws) {
        return new EventTimeline(event, seenAt, draws);
    }

    /** Whether its times were set to the beginning of time and to nothing, which is a cancellation. */
    public static boolean isCancelled(Event event) {
        IntervalPeriod period = event.request().intervalPeriod();
        WireTime start = period == null ? null : period.start();
        if (period == null || start == null || !start.now()) {
            return false;
        }
        WireDuration each = period.duration();
        WireDuration whole = event.request().duration();
        return (each != null && each.isZero()) || (whole != null && whole.isZero());
    }

    /** When the first interval begins; {@link Instant#MAX} when there is none. */
    public Instant begins() {
        return begins;
    }

    /** When all is over; {@link Instant#MAX} when never, {@link Instant#MIN} when there is nothing. */
    public Instant ends() {
        return ends;
    }

    /** Length of one turn through the list; zero when there is none. */
    public Duration turn() {
        return pieces.isEmpty() || turnEnds.equals(Instant.MAX)
                ? Duration.ZERO
                : Duration.between(begins, turnEnds);
    }

    /** Intervals the event lists. */
    public int intervals() {
        return intervals;
    }

    /** What could not be laid out, in words. */
    public List<String> remarks() {
        return List.copyOf(remarks);
    }

    /** Intervals of a turn that take time. */
    public int places() {
        return pieces.size();
    }

    /**
     * An interval counted from the first of the first turn; empty when the event has none there.
     *
     * @param index counts on through the turns of an event that loops
     */
    public Optional<Stretch> stretch(long index) {
        int size = pieces.size();
        long turns = size == 0 ? 0 : index / size;
        if (size == 0 || index < 0 || (turns > 0 && (turn().isZero() || !loops()))) {
            return Optional.empty();
        }
        Piece piece = pieces.get((int) (index % size));
        Duration shift = turns == 0 ? Duration.ZERO : turn().multipliedBy(turns);
        Instant from = later(piece.from, shift);
        Instant until = earlier(later(piece.until, shift), ends);
        return from.isBefore(until)
                ? Optional.of(new Stretch(piece.id, piece.place, from, until, piece.payloads))
                : Optional.empty();
    }

    /** Whether the list is gone through again and again. */
    public boolean loops() {
        return !turn().isZero() && turnEnds.isBefore(ends);
    }

    /**
     * An interval of a turn.
     *
     * @param id as the event gives it
     * @param place in the event's list
     * @param from first moment
     * @param until first moment after
     * @param payloads all of them, unpacked
     */
    public record Stretch(
            int id, int place, Instant from, Instant until, List<ValuesMap> payloads) {}

    /** What holds at some time in a window, in order; at most {@link #SLOTS_MAX}. */
    public List<Slot> within(Instant from, Instant until) {
        List<Slot> slots = new ArrayList<>();
        Duration turn = turn();
        long first = 0;
        if (!turn.isZero() && turnEnds.isBefore(from)) {
            first = Duration.between(turnEnds, from).dividedBy(turn);
        }
        boolean loops = loops();
        for (long k = first; slots.size() < SLOTS_MAX; k++) {
            Duration shift = k == 0 ? Duration.ZERO : turn.multipliedBy(k);
            Instant begin = later(begins, shift);
            if (pieces.isEmpty() || !begin.isBefore(until) || !begin.isBefore(ends)) {
                break;
            }
            for (Piece piece : pieces) {
                addSlots(piece, shift, k, new Span(from, until), slots);
            }
            if (!loops) {
                break;
            }
        }
        slots.sort(java.util.Comparator.comparing(Slot::from));
        return List.copyOf(slots.size() > SLOTS_MAX ? slots.subList(0, SLOTS_MAX) : slots);
    }

    private record Span(Instant from, Instant until) {
        boolean touches(Instant begin, Instant end) {
            return begin.isBefore(until) && from.isBefore(end);
        }
    }

    private void addSlots(Piece piece, Duration shift, long turn, Span window, List<Slot> into) {
        Instant from = later(piece.from, shift);
        Instant until = later(piece.until, shift);
        for (ValuesMap payload : piece.payloads) {
            int parts = parts(payload, until);
            Duration part =
                    parts == 1 ? Duration.ZERO : Duration.between(from, until).dividedBy(parts);
            for (int i = 0; i < parts && into.size() < SLOTS_MAX; i++) {
                Instant begin = i == 0 ? from : from.plus(part.multipliedBy(i));
                Instant end = i == parts - 1 ? until : from.plus(part.multipliedBy(i + 1L));
                end = earlier(end, ends);
                if (begin.isBefore(end) && window.touches(begin, end)) {
                    ValuesMap one =
                            payload.values().size() < 2 || !SCALAR.contains(payload.type())
                                    ? payload
                                    : new ValuesMap(
                                            payload.type(),
                                            List.of(payload.values().get(i)),
                                            Extras.NONE);
                    into.add(new Slot(piece.id, piece.place, turn, begin, end, one));
                }
            }
        }
    }

    private static int parts(ValuesMap payload, Instant until) {
        boolean packed = SCALAR.contains(payload.type()) && payload.values().size() > 1;
        return packed && !until.equals(Instant.MAX) ? payload.values().size() : 1;
    }

    private void bound(Event event) {
        for (Piece piece : pieces) {
            begins = earlier(begins, piece.from);
            turnEnds = piece.until.isAfter(turnEnds) ? piece.until : turnEnds;
        }
        ends = turnEnds;
        WireDuration whole = event.request().duration();
        if (whole == null || pieces.isEmpty()) {
            return;
        }
        if (whole.isZero()) {
            remarks.add("its duration is PT0S, the schema's default, and is taken as not given");
        } else {
            ends = whole.after(begins);
        }
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    private static Instant later(Instant at, Duration shift) {
        if (at.equals(Instant.MAX) || shift.isZero()) {
            return at;
        }
        try {
            return at.plus(shift);
        } catch (DateTimeException | ArithmeticException e) {
            return shift.isNegative() ? Instant.MIN : Instant.MAX;
        }
    }

    /** Lays the first turn out, interval by interval. */
    private final class Layout {
        private final Event event;
        private final Draws draws;
        private final Instant now;
        private final @Nullable IntervalPeriod inherited;
        private @Nullable Instant cursor;
        private Duration shift = Duration.ZERO;

        Layout(Event event, Instant seenAt, Draws draws) {
            this.event = event;
            this.draws = draws;
            WireTime changed = event.meta().modificationDateTime();
            Instant at = changed == null ? null : changed.instant();
            now = at != null && at.isBefore(seenAt) ? at : seenAt;
            inherited = event.request().intervalPeriod();
        }

        void lay() {
            List<Interval> list = event.request().intervals();
            for (int i = 0; list != null && i < list.size(); i++) {
                lay(list.get(i), i);
            }
        }

        private void lay(Interval interval, int place) {
            Instant from = start(interval.intervalPeriod(), place);
            if (from == null) {
                remarks.add(
                        "interval "
                                + interval.id()
                                + " has no start, and the event has none to inherit");
                return;
            }
            Instant until = end(interval, place, from);
            cursor = until;
            if (from.isBefore(until)) {
                pieces.add(new Piece(interval.id(), place, from, until, interval.payloads()));
            }
        }

        private @Nullable Instant start(@Nullable IntervalPeriod own, int place) {
            WireTime written = own == null ? null : own.start();
            Instant absolute = written == null ? null : written.instant();
            Instant before = cursor;
            if (before != null && absolute == null) {
                return before;
            }
            WireDuration range = own == null ? null : own.randomizeStart();
            if (before == null && range == null && inherited != null) {
                range = inherited.randomizeStart();
            }
            Instant start = absolute;
            if (start == null) {
                start = first(written);
            }
            if (start == null) {
                return null;
            }
            if (range != null && !range.rest().isZero()) {
                shift = share(range.rest(), draws.millionths(event.meta().id(), place));
            }
            return later(start, shift);
        }

        /** The start of the first interval where it writes none of its own. */
        private @Nullable Instant first(@Nullable WireTime written) {
            WireTime given = inherited == null ? null : inherited.start();
            if (given != null && given.instant() != null) {
                return given.instant();
            }
            boolean doItNow = (given != null && given.now()) || (written != null && written.now());
            return doItNow ? now : null;
        }

        private Instant end(Interval interval, int place, Instant from) {
            IntervalPeriod own = interval.intervalPeriod();
            WireDuration length = own == null ? null : own.duration();
            if (length == null && inherited != null) {
                length = inherited.duration();
            }
            if (length != null) {
                return length.after(from);
            }
            List<Interval> list = event.request().intervals();
            if (list != null && place + 1 < list.size()) {
                IntervalPeriod next = list.get(place + 1).intervalPeriod();
                WireTime start = next == null ? null : next.start();
                if (start != null && start.instant() != null) {
                    return later(start.instant(), shift);
                }
            }
            WireDuration whole = event.request().duration();
            if (place == 0 && list != null && list.size() == 1 && whole != null) {
                return whole.after(from);
            }
            remarks.add("interval " + interval.id() + " has no duration, so it takes no time");
            return from;
        }

        private static Duration share(Duration range, int millionths) {
            return range.dividedBy(1_000_000).multipliedBy(millionths);
        }
    }
}
