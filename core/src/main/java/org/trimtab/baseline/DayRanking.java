package org.trimtab.baseline;

import java.time.Duration;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.trimtab.baseline.EventDay.Known;
import org.trimtab.baseline.EventDay.Run;
import org.trimtab.interval.MarketCalendar;
import org.trimtab.interval.MarketInterval;

/** Measures days of the past in the hours a method compares. */
final class DayRanking {
    /** Hours next to an event that are not compared: load falls before it and comes back after it. */
    static final Duration BESIDE_EVENT = Duration.ofHours(1);

    /** Shortest stretch before an event that days are compared in; a shorter one becomes the day before it. */
    static final Duration COMPARED_AT_LEAST = Duration.ofHours(4);

    /** Share of the compared intervals that must be known, in hundredths. */
    static final int KNOWN_HUNDREDTHS = 90;

    private final EventDay eventDay;
    private final BaselineSpec.RankBy rankBy;
    private final long[] eventSlots;
    private final long[] comparedSlots;
    private final int[] comparedWatts;

    DayRanking(EventDay eventDay, BaselineSpec.RankBy rankBy) {
        this.eventDay = eventDay;
        this.rankBy = rankBy;
        this.eventSlots = eventDay.slots(eventDay.event());
        Run[] compared = rankBy.isDifference() ? compared() : new Run[0];
        int size = 0;
        for (Run run : compared) {
            size += run.size();
        }
        comparedSlots = new long[size];
        comparedWatts = new int[size];
        int next = 0;
        for (Run run : compared) {
            for (long index = run.from(); index < run.until(); index++) {
                comparedSlots[next] = eventDay.slot(index);
                comparedWatts[next] = eventDay.watts(index);
                next++;
            }
        }
    }

    /** Intervals of the event day that other days are compared with. */
    private Run[] compared() {
        MarketInterval event = eventDay.given().event();
        MarketCalendar calendar = eventDay.given().calendar();
        MarketInterval day = calendar.day(eventDay.date());
        return switch (rankBy) {
            case EVENT_HOURS, WHOLE_DAY -> new Run[0];
            case DIFFERENCE_OUTSIDE_EVENT -> {
                Run all = eventDay.within(day);
                Run beside =
                        eventDay.touching(
                                new MarketInterval(
                                        event.from().minus(BESIDE_EVENT),
                                        event.until().plus(BESIDE_EVENT)));
                yield new Run[] {
                    new Run(all.from(), Math.min(beside.from(), all.until())),
                    new Run(Math.max(beside.until(), all.from()), all.until())
                };
            }
            case DIFFERENCE_BEFORE_EVENT -> {
                boolean tooShort =
                        Duration.between(day.from(), event.from()).compareTo(COMPARED_AT_LEAST) < 0;
                yield new Run[] {
                    eventDay.within(
                            new MarketInterval(
                                    tooShort ? event.from().minus(Duration.ofDays(1)) : day.from(),
                                    event.from()))
                };
            }
            case DIFFERENCE_OF_DAY_PAIR ->
                    new Run[] {
                        eventDay.within(
                                new MarketInterval(
                                        calendar.day(eventDay.date().minusDays(1)).from(),
                                        event.from()))
                    };
        };
    }

    long[] eventSlots() {
        return eventSlots;
    }

    /** True when the event day itself is known well enough to compare others with it. */
    boolean canCompare() {
        int known = 0;
        for (int watts : comparedWatts) {
            known += watts == LoadSeries.UNKNOWN ? 0 : 1;
        }
        return !rankBy.isDifference() || enough(known, comparedWatts.length);
    }

    private static boolean enough(int known, int asked) {
        return known > 0 && known * 100L >= asked * (long) KNOWN_HUNDREDTHS;
    }

    /** Load of another day in the hours of the event. */
    Known eventHours(LocalDate day) {
        return eventDay.knownOn(day, eventSlots);
    }

    /** The stretch of another day that a mark must not touch. */
    MarketInterval stretch(LocalDate day) {
        long last = eventSlots[eventSlots.length - 1];
        LocalDate end = day.plusDays(Math.max(0, Math.floorDiv(last, 86_400L)));
        LocalDate start =
                rankBy == BaselineSpec.RankBy.DIFFERENCE_OF_DAY_PAIR ? day.minusDays(1) : day;
        return eventDay.days(start, end);
    }

    /** What a day ranks by, W; null when too little of it is known. */
    @Nullable Fraction rank(LocalDate day) {
        return switch (rankBy) {
            case EVENT_HOURS -> eventHours(day).mean();
            case WHOLE_DAY -> wholeDay(day);
            case DIFFERENCE_OUTSIDE_EVENT, DIFFERENCE_BEFORE_EVENT, DIFFERENCE_OF_DAY_PAIR ->
                    difference(day);
        };
    }

    private @Nullable Fraction wholeDay(LocalDate day) {
        Known known = eventDay.knownOfDay(day);
        return enough(known.known(), known.asked()) ? known.mean() : null;
    }

    private @Nullable Fraction difference(LocalDate day) {
        int least = Math.ceilDiv(comparedSlots.length * KNOWN_HUNDREDTHS, 100);
        return eventDay.difference(day, comparedSlots, comparedWatts, least);
    }
}
