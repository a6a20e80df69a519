package org.trimtab.market;

import java.util.List;
import org.trimtab.interval.MarketInterval;
import org.trimtab.quantity.Reduction;

/**
 * Reserve offered for one interval, taken whole: as that one of the products which clears highest, if that is at the
 * price asked or above. A megawatt offered as several products is sold once.
 *
 * @param products the reserve products it may be sold as
 * @param interval when it would be held
 * @param quantity how much must be ready to fall, at the meter
 * @param microDollarsPerMwHour least price, µ$/MW per hour
 */
public record StrategyOffer(
        List<String> products,
        MarketInterval interval,
        Reduction quantity,
        long microDollarsPerMwHour) {
    public StrategyOffer {
        products = List.copyOf(products);
    }
}
