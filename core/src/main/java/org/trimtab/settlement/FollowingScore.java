package org.trimtab.settlement;

import org.jspecify.annotations.Nullable;
import org.trimtab.interval.MarketInterval;
import org.trimtab.quantity.Power;

/**
 * How well a site followed its operator's set-point in one interval, usually five minutes on the clock.
 *
 * @param interval the interval
 * @param meanLevel time average of the metered level; null when the meter was silent too long to score
 * @param meanSetPoint time average of the level asked for
 * @param meanFrequencyResponse time average of what was left out for frequency on top; above zero when load was reduced
 * @param deviation how far the level lay from what was asked, frequency response allowed for; above zero when too high
 * @param verdict passed, failed, or why it does not count
 */
public record FollowingScore(
        MarketInterval interval,
        @Nullable Power meanLevel,
        Power meanSetPoint,
        Power meanFrequencyResponse,
        @Nullable Power deviation,
        Verdict verdict) {
    /** What became of an interval. */
    public enum Verdict {
        PASSED,
        FAILED,
        /** The meter was silent too long. */
        METER_MISSING,
        /** The rules do not score it: the track did not cover it, or an emergency went before the set-point. */
        EXEMPT
    }
}
