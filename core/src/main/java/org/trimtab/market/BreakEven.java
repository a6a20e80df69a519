package org.trimtab.market;

import org.trimtab.quantity.Efficiency;
import org.trimtab.quantity.EnergyPrice;
import org.trimtab.quantity.HashPrice;

/** The market price of energy at which hashing neither earns nor loses. */
public final class BreakEven {
    private BreakEven() {}

    /** {@link #price(HashPrice, Efficiency, MiningTerms)} at the hashprice of the terms. */
    public static EnergyPrice price(Efficiency efficiency, MiningTerms terms) {
        return price(terms.hashPrice(), efficiency, terms);
    }

    /**
     * What a MWh earns less what it costs beyond the market price; negative when hashing pays only at negative
     * prices.
     */
    public static EnergyPrice price(HashPrice hashPrice, Efficiency efficiency, MiningTerms terms) {
        return ValueOfWork.perMwh(hashPrice, efficiency, terms).minus(terms.adders());
    }
}
