package org.trimtab.backtest;

import java.time.Instant;
import org.trimtab.market.DecisionReason;

/**
 * One interval as it was played: at the meter, and in whole micro-dollars, so that rows add up exactly.
 *
 * @param from start
 * @param until end
 * @param priceMicros what energy cost in the market, µ$/MWh
 * @param setPointWatts where the engine put the site
 * @param reserveWatts reserve held
 * @param joules drawn
 * @param alwaysJoules what would have been drawn with every device at work
 * @param hashMicros earned by hashing, after the pool's fee, µ$
 * @param energyMicros cost of energy: the price and the adders, or all lines of a tariff but demand and peaks, µ$
 * @param reserveMicros earned with reserves, less charges for not holding them, µ$
 * @param peakMicros what was drawn in a coincident peak adds to charges, µ$
 * @param demandMicros what the interval adds to charges by the site's own greatest load, µ$
 * @param wearMicros wear of starts, µ$
 * @param starts devices started
 * @param calledJoules called of reserves held
 * @param reason why
 */
public record StrategyRow(
        Instant from,
        Instant until,
        long priceMicros,
        long setPointWatts,
        long reserveWatts,
        long joules,
        long alwaysJoules,
        long hashMicros,
        long energyMicros,
        long reserveMicros,
        long peakMicros,
        long demandMicros,
        long wearMicros,
        int starts,
        long calledJoules,
        DecisionReason reason) {
    /** What the interval left over, µ$. */
    public long netMicros() {
        return hashMicros - energyMicros + reserveMicros - peakMicros - demandMicros - wearMicros;
    }

    /** Length in hours. */
    public double hours() {
        return (until.toEpochMilli() - from.toEpochMilli()) / 3_600_000.0;
    }
}
