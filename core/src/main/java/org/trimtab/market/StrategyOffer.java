package org.trimtab.market;

import java.util.List;
import java.util.Map;
import org.trimtab.interval.MarketInterval;
import org.trimtab.quantity.Reduction;

/**
 * Reserve offered for one interval, taken whole: as that one of the products which clears highest above what is
 * asked for it, if any does. A megawatt offered as several products is sold once.
 *
 * @param products the reserve products it may be sold as
 * @param interval when it would be held
 * @param quantity how much must be ready to fall, at the meter
 * @param microDollarsPerMwHour least price, µ$/MW per hour
 * @param dearer how much more is asked of a product than that, µ$/MW per hour; a product that is not named asks no more
 */
public record StrategyOffer(
        List<String> products,
        MarketInterval interval,
        Reduction quantity,
        long microDollarsPerMwHour,
        Map<String, Long> dearer) {
    public StrategyOffer {
        products = List.copyOf(products);
        dearer = Map.copyOf(dearer);
    }

    /** An offer that asks the same of every product. */
    public StrategyOffer(
            List<String> products,
            MarketInterval interval,
            Reduction quantity,
            long microDollarsPerMwHour) {
        this(products, interval, quantity, microDollarsPerMwHour, Map.of());
    }
}
