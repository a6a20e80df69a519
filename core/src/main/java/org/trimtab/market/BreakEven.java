package org.trimtab.market;

import java.math.BigDecimal;
import java.math.RoundingMode;
import org.trimtab.quantity.Efficiency;
import org.trimtab.quantity.EnergyPrice;
import org.trimtab.quantity.HashPrice;
import org.trimtab.quantity.Share;

/** The market price of energy at which hashing neither earns nor loses. */
public final class BreakEven {
    private static final BigDecimal MILLION = BigDecimal.valueOf(1_000_000);

    private BreakEven() {}

    /**
     * {@link #price(HashPrice, Efficiency, MiningTerms)} for a machine that hashes only a share of the time it draws
     * power (market-rules §6.2).
     *
     * @param uptime share of the time with power in which it hashes
     */
    public static EnergyPrice price(
            HashPrice hashPrice, Efficiency efficiency, MiningTerms terms, Share uptime) {
        long earned = ValueOfWork.perMwh(hashPrice, efficiency, terms).microDollarsPerMwh();
        return new EnergyPrice(
                        BigDecimal.valueOf(earned)
                                .multiply(BigDecimal.valueOf(uptime.partsPerMillion()))
                                .divide(MILLION, 0, RoundingMode.HALF_EVEN)
                                .longValueExact())
                .minus(terms.adders());
    }

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
