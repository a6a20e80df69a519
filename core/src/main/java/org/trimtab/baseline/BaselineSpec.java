package org.trimtab.baseline;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.trimtab.interval.DayType;
import org.trimtab.interval.MarketInterval;
import org.trimtab.program.RuleSource;
import org.trimtab.quantity.Share;

/**
 * A baseline made of like days of the past, as data: which days are looked at, which of them are taken, and how the
 * event day's own load corrects their mean. What a market leaves open or what we only recall is a value here that a
 * rule pack may replace.
 *
 * @param id its name on the command line and in rule packs
 * @param title its name in words
 * @param formula the formula in one line
 * @param source where it stands
 * @param groups which kinds of days are alike
 * @param pools how many days are looked at and taken, by kind of the event day; a kind without one has no baseline
 * @param lookbackDays how many local days back from the event day are searched
 * @param select which of the days looked at are taken
 * @param rankBy what they are ranked by
 * @param excluded marks that keep a day out
 * @param lowUsage share of the mean of the days looked at below which a day is left out; null when the method has no
 *     such rule
 * @param eventDaysWhenTooFew whether days with an event fill up when there are too few others
 * @param adjustment how the event day's own load corrects; null when it does not
 * @param interval longest meter interval the method was written for; a longer one is warned of
 */
public record BaselineSpec(
        String id,
        String title,
        String formula,
        RuleSource source,
        DayGroups groups,
        Map<DayType, Pool> pools,
        int lookbackDays,
        Select select,
        RankBy rankBy,
        Set<DayMark.Why> excluded,
        @Nullable Share lowUsage,
        boolean eventDaysWhenTooFew,
        @Nullable Correction adjustment,
        Duration interval) {

    /** Most days back that are ever searched. */
    public static final int LOOKBACK_DAYS_MAX = 800;

    public BaselineSpec {
        pools = Map.copyOf(pools);
        excluded = Set.copyOf(excluded);
        if (lookbackDays < 1 || lookbackDays > LOOKBACK_DAYS_MAX) {
            throw new IllegalArgumentException(
                    id + " may look back 1 to " + LOOKBACK_DAYS_MAX + " days, not " + lookbackDays);
        }
    }

    /**
     * How many days make the baseline of an event on such a day.
     *
     * @throws IllegalArgumentException when there is no rule for it
     */
    Pool poolOf(DayType type) {
        Pool pool = pools.get(type);
        if (pool == null) {
            throw new IllegalArgumentException(id + " has no rule for " + type);
        }
        return pool;
    }

    /** Which kinds of days are alike. */
    public enum DayGroups {
        /** Weekdays; Saturdays; Sundays and holidays. */
        THREE,
        /** Weekdays; weekends and holidays. */
        TWO,
        /** All days. */
        ONE;

        boolean alike(DayType one, DayType other) {
            return switch (this) {
                case THREE -> one.equals(other);
                case TWO -> one.isWeekendOrHoliday() == other.isWeekendOrHoliday();
                case ONE -> true;
            };
        }
    }

    /**
     * How many days.
     *
     * @param lookedAt most recent eligible days that are looked at (the Y of "X of Y")
     * @param taken how many of them make the baseline (the X)
     * @param atLeast eligible days below which there is no baseline
     */
    public record Pool(int lookedAt, int taken, int atLeast) {
        public Pool {
            if (taken < 1 || lookedAt < taken || atLeast < 1 || atLeast > lookedAt) {
                throw new IllegalArgumentException(
                        "%d of %d days, at least %d: taken and least must lie within those looked at"
                                .formatted(taken, lookedAt, atLeast));
            }
        }
    }

    /** Which of the days looked at are taken. Of two that rank alike the later one goes first. */
    public enum Select {
        /** All of them. */
        ALL,
        /** Those with the highest rank. */
        HIGHEST,
        /** Those left when as many of the highest as of the lowest are dropped. */
        MIDDLE,
        /** Those with the lowest rank: for ranks that say how unlike the event day a day was. */
        MOST_ALIKE,
        /** In each interval by itself, the days with the highest load in it. */
        HIGHEST_IN_EACH_INTERVAL
    }

    /** What days are ranked by. */
    public enum RankBy {
        /** Mean level in the hours of the event. */
        EVENT_HOURS,
        /** Mean level of the whole local day, which orders days as their energy does. */
        WHOLE_DAY,
        /**
         * Mean absolute difference to the event day in its hours without the event and the hours next to it; reads the
         * event day after the event too.
         */
        DIFFERENCE_OUTSIDE_EVENT,
        /**
         * Mean absolute difference to the event day from midnight to the event, or in the 24 hours before it when it
         * begins in the first four hours of the day.
         */
        DIFFERENCE_BEFORE_EVENT,
        /** As before, from midnight of the day before; day and day before are one pair. */
        DIFFERENCE_OF_DAY_PAIR;

        boolean isDifference() {
            return switch (this) {
                case EVENT_HOURS, WHOLE_DAY -> false;
                case DIFFERENCE_OUTSIDE_EVENT, DIFFERENCE_BEFORE_EVENT, DIFFERENCE_OF_DAY_PAIR ->
                        true;
            };
        }
    }

    /**
     * A stretch of the event day, in instants.
     *
     * @param side where it lies
     * @param near how far its nearer end lies from the event, or from the notice
     * @param far how far its other end does
     */
    public record Window(Side side, Duration near, Duration far) {
        /** Where a window lies. */
        public enum Side {
            BEFORE_EVENT,
            BEFORE_NOTICE,
            AFTER_EVENT
        }

        public Window {
            if (near.isNegative() || far.compareTo(near) <= 0) {
                throw new IllegalArgumentException(
                        "a window lies from 0 or more to more than that, got "
                                + near
                                + " to "
                                + far);
            }
        }

        /** The stretch for one event. */
        public MarketInterval in(BaselineCase given) {
            return switch (side) {
                case BEFORE_EVENT ->
                        new MarketInterval(
                                given.event().from().minus(far), given.event().from().minus(near));
                case BEFORE_NOTICE ->
                        new MarketInterval(noticeAt(given).minus(far), noticeAt(given).minus(near));
                case AFTER_EVENT ->
                        new MarketInterval(
                                given.event().until().plus(near), given.event().until().plus(far));
            };
        }

        private static Instant noticeAt(BaselineCase given) {
            return given.noticeAt().isAfter(given.event().from())
                    ? given.event().from()
                    : given.noticeAt();
        }
    }

    /**
     * How the event day's own load corrects the mean of the days taken.
     *
     * @param kind a level added, or a factor
     * @param windows where both are compared
     * @param lowest least factor; null when it has no floor
     * @param highest greatest factor; null when it has no cap
     */
    public record Correction(
            Estimate.Adjustment.Kind kind,
            List<Window> windows,
            @Nullable BigDecimal lowest,
            @Nullable BigDecimal highest) {
        public Correction {
            windows = List.copyOf(windows);
        }
    }
}
