package org.trimtab.settlement;

import org.jspecify.annotations.Nullable;
import org.trimtab.interval.MarketInterval;
import org.trimtab.quantity.Power;
import org.trimtab.quantity.Reduction;

/**
 * How one settlement interval went.
 *
 * @param interval when
 * @param metered mean meter level; null when the meter did not cover the interval
 * @param owed reduction owed
 * @param delivered reduction measured; null when not metered
 * @param verdict how it counts
 * @param reason why it counts so
 */
public record IntervalPerformance(
        MarketInterval interval,
        @Nullable Power metered,
        Reduction owed,
        @Nullable Reduction delivered,
        Verdict verdict,
        Reason reason) {

    /** How an interval counts. */
    public enum Verdict {
        MET,
        MISSED,
        /** It does not count for or against us. */
        EXCUSED,
        /** It cannot be settled: nobody knows what was drawn. */
        NOT_SETTLED
    }

    /** Why an interval counts as it does. */
    public enum Reason {
        DELIVERED,
        SHORT,
        /** Inside the time the program gives to deliver. */
        RAMP_TIME,
        /** The meter was silent or stale for part of it. */
        METER_MISSING,
        /** Without a baseline no reduction can be told. */
        NO_BASELINE
    }
}
