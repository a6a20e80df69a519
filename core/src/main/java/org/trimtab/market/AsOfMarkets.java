package org.trimtab.market;

import java.time.Instant;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Everything a host has of the market, past and future. A strategy never gets it, only what was known {@linkplain
 * #asOf as of} an instant.
 *
 * @param realTime price of energy, µ$/MWh
 * @param dayAhead day-ahead price of energy, µ$/MWh; null when there is none
 * @param reserves clearing prices by product, µ$/MW per hour
 * @param load load of the system, W; null when there is none
 * @param hashPrice µ$/PH/s·day; null when it does not change
 */
public record AsOfMarkets(
        AsOfSeries realTime,
        @Nullable AsOfSeries dayAhead,
        SortedMap<String, AsOfSeries> reserves,
        @Nullable AsOfSeries load,
        @Nullable AsOfSeries hashPrice) {

    /** What was known at an instant. */
    public AsOfMarket asOf(Instant at) {
        SortedMap<String, AsOf> known = new TreeMap<>();
        reserves.forEach((product, series) -> known.put(product, series.asOf(at)));
        return new AsOfMarket(
                at,
                realTime.asOf(at),
                dayAhead == null ? null : dayAhead.asOf(at),
                known,
                load == null ? null : load.asOf(at),
                hashPrice == null ? null : hashPrice.asOf(at));
    }
}
