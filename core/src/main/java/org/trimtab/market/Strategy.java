package org.trimtab.market;

import java.util.List;
import org.trimtab.interval.MarketInterval;

/**
 * Decides how much of a site runs and how much of it is held as reserve, one interval after the other. It is asked in
 * order of time and may remember; it knows nothing but what it is handed.
 */
public interface Strategy {
    /** Its name, such as {@code break-even}. */
    String id();

    /** What to do in the interval of {@code state}, which begins now. */
    StrategyDecision decide(AsOfMarket known, StrategyState state);

    /**
     * Reserve offered for a day before its market closes.
     *
     * @param known what is known when the offers are due
     * @param day the local day they are for
     * @param state the site now
     */
    default List<StrategyOffer> offer(AsOfMarket known, MarketInterval day, StrategyState state) {
        return List.of();
    }
}
