package org.trimtab.baseline;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.ToIntFunction;
import org.trimtab.baseline.BaselineCase.Beside;
import org.trimtab.interval.MarketCalendar;
import org.trimtab.interval.MarketInterval;
import org.trimtab.quantity.Power;

/** A load written down by local date and hour, for tests. */
final class Loads {
    final MarketCalendar calendar;
    final LocalDate first;
    final Duration step;
    final int[] watts;
    final byte[] qualities;
    final List<DayMark> marks = new ArrayList<>();
    private final Instant from;

    Loads(MarketCalendar calendar, LocalDate first, LocalDate end, Duration step) {
        this.calendar = calendar;
        this.first = first;
        this.step = step;
        this.from = calendar.day(first).from();
        Duration length = Duration.between(from, calendar.day(end).from());
        this.watts = new int[(int) length.dividedBy(step)];
        this.qualities = new byte[watts.length];
    }

    static Loads hourly(String zone, LocalDate first, LocalDate end) {
        return new Loads(
                new MarketCalendar("TEST", ZoneId.of(zone), Set.of()),
                first,
                end,
                Duration.ofHours(1));
    }

    Loads all(int level) {
        Arrays.fill(watts, level);
        return this;
    }

    /** Every interval from its local start. */
    Loads each(ToIntFunction<LocalDateTime> level) {
        for (int i = 0; i < watts.length; i++) {
            watts[i] =
                    level.applyAsInt(
                            LocalDateTime.ofInstant(
                                    from.plus(step.multipliedBy(i)), calendar.zone()));
        }
        return this;
    }

    /** All intervals of a local day. */
    Loads day(LocalDate date, int level) {
        return stretch(calendar.day(date), level);
    }

    /** Local hours {@code [hour, until)} of a day. */
    Loads hours(LocalDate date, int hour, int until, int level) {
        return stretch(local(date, hour, until), level);
    }

    Loads stretch(MarketInterval stretch, int level) {
        for (int i = 0; i < watts.length; i++) {
            if (stretch.contains(from.plus(step.multipliedBy(i)))) {
                watts[i] = level;
            }
        }
        return this;
    }

    Loads mark(MarketInterval stretch, DayMark.Why why) {
        marks.add(new DayMark(stretch, why));
        return this;
    }

    MarketInterval local(LocalDate date, int hour, int until) {
        return new MarketInterval(at(date, hour), at(date, until));
    }

    Instant at(LocalDate date, int hour) {
        return date.plusDays(hour / 24).atTime(hour % 24, 0).atZone(calendar.zone()).toInstant();
    }

    LoadSeries series() {
        return LoadSeries.of(from, step, watts, qualities);
    }

    BaselineCase event(LocalDate date, int hour, int until) {
        return event(local(date, hour, until), Beside.NOTHING);
    }

    BaselineCase event(MarketInterval event, Beside beside) {
        return new BaselineCase(series(), event, event.from(), calendar, marks, beside);
    }

    static List<Long> levels(Estimate estimate) {
        return estimate.intervals().stream()
                .map(Estimate.Interval::baseline)
                .map(Loads::wattsOrNothing)
                .toList();
    }

    /** -1 where there is none, since a list of this kind holds no null. */
    private static long wattsOrNothing(Power power) {
        return power == null ? -1 : power.watts();
    }
}
