package org.trimtab.market;

import java.time.Instant;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * All that is known of the market at one instant; what a strategy decides on.
 *
 * @param at the instant
 * @param realTime price of energy, µ$/MWh
 * @param dayAhead day-ahead price of energy, µ$/MWh; null when nobody gives it
 * @param reserves clearing price of each reserve product, µ$/MW per hour, by its name
 * @param load load of the system, W; null when nobody gives it
 * @param hashPrice µ$/PH/s·day; null when it is the site's own and does not change
 */
public record AsOfMarket(
        Instant at,
        AsOf realTime,
        @Nullable AsOf dayAhead,
        SortedMap<String, AsOf> reserves,
        @Nullable AsOf load,
        @Nullable AsOf hashPrice) {}
