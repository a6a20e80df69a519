package org.trimtab.baseline;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.trimtab.interval.DayType;
import org.trimtab.interval.MarketInterval;
import org.trimtab.quantity.Power;

/**
 * A baseline that explains itself.
 *
 * @param method id of the method
 * @param intervals the event, interval by interval; empty when it was refused
 * @param days every day looked at, latest first: taken or not, and why
 * @param adjustment how the event day's own load corrected it; null when the method has none
 * @param refusal why there is no baseline, with what is needed; null when there is one
 * @param warnings what a reader should know, the alarm about load raised before the event among them
 */
public record Estimate(
        String method,
        List<Interval> intervals,
        List<Day> days,
        @Nullable Adjustment adjustment,
        @Nullable String refusal,
        List<String> warnings) {

    public Estimate {
        intervals = List.copyOf(intervals);
        days = List.copyOf(days);
        warnings = List.copyOf(warnings);
    }

    /**
     * One interval of the event.
     *
     * @param interval when
     * @param baseline level without the event; null when it cannot be told
     * @param metered level drawn; null when nobody knows
     */
    public record Interval(
            MarketInterval interval, @Nullable Power baseline, @Nullable Power metered) {
        /** Baseline less metered in W, negative when more was drawn; null when either is unknown. */
        public @Nullable Long reductionWatts() {
            return baseline == null || metered == null ? null : baseline.watts() - metered.watts();
        }
    }

    /**
     * A day of the past that was looked at.
     *
     * @param date local date
     * @param type kind of day
     * @param choice taken, or why not
     * @param rankWatts what days were ranked by, as a mean level in W; null when it did not come to that
     */
    public record Day(LocalDate date, DayType type, Choice choice, @Nullable Long rankWatts) {}

    /** Whether a day makes the baseline. */
    public enum Choice {
        TAKEN,
        /** Too few other days were left, so it counts although it had an event. */
        TAKEN_AS_FALLBACK,
        /** Another kind of day. */
        OTHER_DAY_TYPE,
        EVENT_DAY,
        OUTAGE,
        PRICE_CURTAILED,
        /** Its load was far below the others'. */
        LOW_USAGE,
        /** The meter did not cover it. */
        METER_MISSING,
        /** Eligible, but others rank before it. */
        RANKED_OUT
    }

    /**
     * The correction by the event day's own load.
     *
     * @param kind how it corrects
     * @param windows local stretches of the event day it was measured in
     * @param actualWatts mean level drawn in them
     * @param baselineWatts mean unadjusted baseline in them
     * @param value W added, or the factor
     * @param capped true when the program's cap held it back
     */
    public record Adjustment(
            Kind kind,
            List<MarketInterval> windows,
            long actualWatts,
            long baselineWatts,
            BigDecimal value,
            boolean capped) {
        public Adjustment {
            windows = List.copyOf(windows);
        }

        /** How it corrects. */
        public enum Kind {
            ADDED,
            FACTOR
        }
    }

    /** An estimate that says why there is none. */
    public static Estimate refused(String method, List<Day> days, String refusal) {
        return new Estimate(method, List.of(), days, null, refusal, List.of());
    }
}
