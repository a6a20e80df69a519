package org.trimtab.baseline;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.trimtab.interval.MarketInterval;
import org.trimtab.quantity.Power;
import org.trimtab.telemetry.Quality;

/**
 * The load around one event, looked up by interval. The same hours of another day are found by the local clock: a slot
 * is an interval's local start in seconds after midnight of the event day, and may lie before it or after the next.
 */
final class EventDay {
    /** No interval: the clock skipped that local time. Where it shows a time twice, the first counts. */
    static final long NO_SUCH_TIME = Long.MIN_VALUE;

    /** Longest event. */
    static final Duration EVENT_MAX = Duration.ofDays(31);

    /** Most intervals of one event. */
    static final int EVENT_INTERVALS_MAX = 100_000;

    private static final long SECONDS_PER_DAY = 86_400;
    private static final int NO_OFFSET = Integer.MIN_VALUE;
    private static final int CHANGES = Integer.MAX_VALUE;

    /** Days after the event day whose offsets are kept as well. */
    private static final int OFFSET_DAYS_AFTER = 3;

    private final BaselineCase given;
    private final LoadSeries load;
    private final LocalDate date;
    private final ZoneRules clock;
    private final long fromSeconds;
    private final long stepSeconds;

    // Offset of each local day, latest first, once it was asked for: the same days are looked at
    // again and again.
    private final int[] offsets;

    EventDay(BaselineCase given) {
        this.given = given;
        this.load = given.load();
        this.date = given.calendar().dateOf(given.event().from());
        this.clock = given.calendar().zone().getRules();
        this.fromSeconds = load.from().getEpochSecond();
        this.stepSeconds = load.step().toSeconds();
        this.offsets = new int[BaselineSpec.LOOKBACK_DAYS_MAX + OFFSET_DAYS_AFTER];
        Arrays.fill(offsets, NO_OFFSET);
    }

    /** Indices {@code [from, until)} of a series; they may lie outside the data. */
    record Run(long from, long until) {
        int size() {
            return Math.toIntExact(Math.max(0, until - from));
        }
    }

    /** Why no method can work on this event; null when one can. */
    @Nullable String unfit() {
        MarketInterval event = given.event();
        if (event.length().compareTo(EVENT_MAX) > 0) {
            return "the event lasts " + event.length() + "; the longest is " + EVENT_MAX;
        }
        return touching(event).until() - touching(event).from() > EVENT_INTERVALS_MAX
                ? "the event has more than " + EVENT_INTERVALS_MAX + " intervals of " + load.step()
                : null;
    }

    BaselineCase given() {
        return given;
    }

    /** Local date of the event's start. */
    LocalDate date() {
        return date;
    }

    /** Every interval that the event touches. */
    Run event() {
        return touching(given.event());
    }

    Run touching(MarketInterval window) {
        long from = Math.floorDiv(window.from().getEpochSecond() - fromSeconds, stepSeconds);
        long until = Math.ceilDiv(ceilSecond(window.until()) - fromSeconds, stepSeconds);
        return new Run(from, until);
    }

    /** The intervals wholly within a window; where it is shorter than one, the last one that ends in time. */
    Run within(MarketInterval window) {
        long from = Math.ceilDiv(ceilSecond(window.from()) - fromSeconds, stepSeconds);
        long until = Math.floorDiv(window.until().getEpochSecond() - fromSeconds, stepSeconds);
        return until > from ? new Run(from, until) : new Run(until - 1, until);
    }

    private static long ceilSecond(Instant at) {
        long seconds = at.getEpochSecond();
        return Instant.ofEpochSecond(seconds).isBefore(at) ? seconds + 1 : seconds;
    }

    MarketInterval interval(long index) {
        return MarketInterval.starting(load.from().plusSeconds(index * stepSeconds), load.step());
    }

    /** Level of an interval; unknown outside the data, and where the reading is stale or suspect. */
    int watts(long index) {
        if (index < 0 || index >= load.size()) {
            return LoadSeries.UNKNOWN;
        }
        int i = (int) index;
        return switch (load.quality(i)) {
            case GOOD, ESTIMATED -> load.watts(i);
            case STALE, SUSPECT -> LoadSeries.UNKNOWN;
        };
    }

    boolean isEstimated(long index) {
        return index >= 0 && index < load.size() && load.quality((int) index) == Quality.ESTIMATED;
    }

    /** True when another event or an outage touches an interval. */
    boolean isMarked(long index) {
        MarketInterval interval = interval(index);
        for (DayMark mark : given.marks()) {
            if (mark.why() != DayMark.Why.PRICE_CURTAILED && mark.interval().overlaps(interval)) {
                return true;
            }
        }
        return false;
    }

    @Nullable Power power(long index) {
        int watts = watts(index);
        return watts == LoadSeries.UNKNOWN ? null : Power.ofWatts(watts);
    }

    /** Slot of an interval of the event day. */
    long slot(long index) {
        long seconds = fromSeconds + (index * stepSeconds);
        int offset = clock.getOffset(Instant.ofEpochSecond(seconds)).getTotalSeconds();
        return seconds + offset - (date.toEpochDay() * SECONDS_PER_DAY);
    }

    /** Slots of a run of the event day. */
    long[] slots(Run run) {
        long[] slots = new long[run.size()];
        for (int i = 0; i < slots.length; i++) {
            slots[i] = slot(run.from() + i);
        }
        return slots;
    }

    /** The interval at the same local time, seen from another day; {@link #NO_SUCH_TIME} when there is none. */
    long indexOn(LocalDate day, long slot) {
        return indexAt((day.toEpochDay() * SECONDS_PER_DAY) + slot);
    }

    private long indexAt(long local) {
        int offset = offsetAt(local);
        return offset == NO_OFFSET
                ? NO_SUCH_TIME
                : Math.floorDiv(local - offset - fromSeconds, stepSeconds);
    }

    /** Offset of the clock, s, when it shows a local time for the first time; {@link #NO_OFFSET} when never. */
    private int offsetAt(long local) {
        long back = date.toEpochDay() + OFFSET_DAYS_AFTER - Math.floorDiv(local, SECONDS_PER_DAY);
        if (back < 0 || back >= offsets.length) {
            return firstOffset(local);
        }
        int found = offsets[(int) back];
        if (found == NO_OFFSET) {
            found = steadyOffset(Math.floorDiv(local, SECONDS_PER_DAY) * SECONDS_PER_DAY);
            offsets[(int) back] = found;
        }
        return found == CHANGES ? firstOffset(local) : found;
    }

    /** Offset that holds all of a local day and the day after; {@link #CHANGES} when the clock is changed in them. */
    private int steadyOffset(long midnight) {
        int offset = firstOffset(midnight);
        if (offset == NO_OFFSET) {
            return CHANGES;
        }
        Instant start = Instant.ofEpochSecond(midnight - offset - 1);
        ZoneOffsetTransition next = clock.nextTransition(start);
        boolean changes =
                next != null && next.toEpochSecond() < midnight - offset + (2 * SECONDS_PER_DAY);
        return changes ? CHANGES : offset;
    }

    private int firstOffset(long local) {
        List<ZoneOffset> valid =
                clock.getValidOffsets(LocalDateTime.ofEpochSecond(local, 0, ZoneOffset.UTC));
        return valid.isEmpty() ? NO_OFFSET : valid.getFirst().getTotalSeconds();
    }

    int wattsOn(LocalDate day, long slot) {
        long index = indexOn(day, slot);
        return index == NO_SUCH_TIME ? LoadSeries.UNKNOWN : watts(index);
    }

    /** What is known of a day's load in some slots. */
    Known knownOn(LocalDate day, long[] slots) {
        long sum = 0;
        int known = 0;
        int asked = 0;
        long midnight = day.toEpochDay() * SECONDS_PER_DAY;
        for (long slot : slots) {
            long index = indexAt(midnight + slot);
            if (index != NO_SUCH_TIME) {
                asked++;
                int watts = watts(index);
                if (watts != LoadSeries.UNKNOWN) {
                    sum += watts;
                    known++;
                }
            }
        }
        return new Known(sum, known, asked);
    }

    /** Mean absolute difference of another day to levels of the event day, W; null when too few known. */
    @Nullable Fraction difference(LocalDate day, long[] slots, int[] levels, int leastKnown) {
        long sum = 0;
        int known = 0;
        long midnight = day.toEpochDay() * SECONDS_PER_DAY;
        for (int i = 0; i < slots.length; i++) {
            if (levels[i] != LoadSeries.UNKNOWN) {
                long index = indexAt(midnight + slots[i]);
                int watts = index == NO_SUCH_TIME ? LoadSeries.UNKNOWN : watts(index);
                if (watts != LoadSeries.UNKNOWN) {
                    sum += Math.abs((long) watts - levels[i]);
                    known++;
                }
            }
        }
        return known < Math.max(1, leastKnown) ? null : Fraction.of(sum, known);
    }

    /** Local days from the start of the first to the end of the last. */
    MarketInterval days(LocalDate first, LocalDate last) {
        return new MarketInterval(startOf(first), startOf(last.plusDays(1)));
    }

    private Instant startOf(LocalDate day) {
        long midnight = day.toEpochDay() * SECONDS_PER_DAY;
        int offset = offsetAt(midnight);
        return offset == NO_OFFSET
                ? given.calendar().day(day).from()
                : Instant.ofEpochSecond(midnight - offset);
    }

    /** What is known of a local day, 23 to 25 hours long. */
    Known knownOfDay(LocalDate day) {
        return knownIn(within(days(day, day)));
    }

    /** What is known of a run. */
    Known knownIn(Run run) {
        long sum = 0;
        int known = 0;
        for (long index = run.from(); index < run.until(); index++) {
            int watts = watts(index);
            if (watts != LoadSeries.UNKNOWN) {
                sum += watts;
                known++;
            }
        }
        return new Known(sum, known, run.size());
    }

    /** Sum of the known levels, how many are known, and of how many. */
    record Known(long sum, int known, int asked) {
        boolean isWhole() {
            return known == asked && known > 0;
        }

        Known plus(Known other) {
            return new Known(sum + other.sum, known + other.known, asked + other.asked);
        }

        Fraction mean() {
            return Fraction.of(sum, known);
        }
    }

    /** The same event seen from another series. */
    EventDay of(LoadSeries other) {
        return new EventDay(
                new BaselineCase(
                        other,
                        given.event(),
                        given.noticeAt(),
                        given.calendar(),
                        given.marks(),
                        given.beside()));
    }

    /** Time-weighted mean over a stretch; null when any of it is unknown. */
    @Nullable Fraction mean(MarketInterval stretch) {
        Run run = touching(stretch);
        long weighted = 0;
        for (long index = run.from(); index < run.until(); index++) {
            int watts = watts(index);
            if (watts == LoadSeries.UNKNOWN) {
                return null;
            }
            long start = fromSeconds + (index * stepSeconds);
            long held =
                    Math.min(start + stepSeconds, stretch.until().getEpochSecond())
                            - Math.max(start, stretch.from().getEpochSecond());
            weighted += watts * held;
        }
        return Fraction.of(weighted, stretch.length().toSeconds());
    }

    /** The event's intervals with a level for each; null where there is none. */
    List<Estimate.Interval> intervals(List<@Nullable Power> levels) {
        Run event = event();
        List<Estimate.Interval> intervals = new ArrayList<>(event.size());
        for (int i = 0; i < event.size(); i++) {
            long index = event.from() + i;
            intervals.add(new Estimate.Interval(interval(index), levels.get(i), power(index)));
        }
        return intervals;
    }

    /** The event's intervals, all at one level. */
    List<Estimate.Interval> intervalsAt(Power level) {
        return intervals(Collections.nCopies(event().size(), level));
    }
}
