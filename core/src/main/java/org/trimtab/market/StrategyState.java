package org.trimtab.market;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.trimtab.interval.MarketInterval;
import org.trimtab.quantity.Power;

/**
 * Where the site stands when a strategy is asked.
 *
 * @param interval the interval to decide on
 * @param standings each cohort, in the order of the site
 * @param awards reserve sold for this interval and later ones, as far as it is known
 * @param demandSoFar what each demand charge of the tariff bills at least in this month, by the meter so far
 */
public record StrategyState(
        MarketInterval interval,
        List<Standing> standings,
        List<StrategyAward> awards,
        List<Power> demandSoFar) {
    public StrategyState {
        standings = List.copyOf(standings);
        awards = List.copyOf(awards);
        demandSoFar = List.copyOf(demandSoFar);
    }

    /** Where a site without a demand charge stands. */
    public StrategyState(
            MarketInterval interval, List<Standing> standings, List<StrategyAward> awards) {
        this(interval, standings, awards, List.of());
    }

    /**
     * Where a cohort stands.
     *
     * @param running power of those that run or are on their way to
     * @param available power of those that can run at all; less when some are broken
     * @param sleepsSince when the last of them was put to sleep; null when none sleeps
     * @param runsSince when the last of them was woken; null when none ever was
     */
    public record Standing(
            Power running,
            Power available,
            @Nullable Instant sleepsSince,
            @Nullable Instant runsSince) {}
}
