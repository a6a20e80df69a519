package org.trimtab.market;

import org.trimtab.interval.MarketInterval;
import org.trimtab.quantity.Reduction;

/**
 * Reserve that was sold.
 *
 * @param product the reserve product
 * @param interval when it is to be held
 * @param quantity how much must be ready to fall, at the meter
 * @param microDollarsPerMwHour what it cleared at, µ$/MW per hour
 */
public record StrategyAward(
        String product, MarketInterval interval, Reduction quantity, long microDollarsPerMwHour) {}
