package org.trimtab.market;

import java.math.BigDecimal;
import java.math.RoundingMode;
import org.trimtab.quantity.Efficiency;
import org.trimtab.quantity.EnergyPrice;
import org.trimtab.quantity.HashPrice;
import org.trimtab.quantity.Share;

/**
 * What a megawatt-hour earns when it is hashed. The merit order sorts by it: who earns least per MWh sleeps first.
 */
public final class ValueOfWork {
    private static final BigDecimal HOURS_PER_DAY = BigDecimal.valueOf(24);

    private ValueOfWork() {}

    /** {@link #perMwh(HashPrice, Efficiency, MiningTerms)} at the hashprice of the terms. */
    public static EnergyPrice perMwh(Efficiency efficiency, MiningTerms terms) {
        return perMwh(terms.hashPrice(), efficiency, terms);
    }

    /**
     * Earnings per MWh at the site's meter, after the pool's fee and with the site's overhead drawn in.
     *
     * <p>A machine of η J/TH that hashes 1 PH/s draws η kW, so it takes 0.024·η·PUE MWh a day for one hashprice.
     *
     * @return rounded half-even to 1 µ$/MWh
     */
    public static EnergyPrice perMwh(
            HashPrice hashPrice, Efficiency efficiency, MiningTerms terms) {
        BigDecimal kept =
                BigDecimal.valueOf(hashPrice.microDollarsPerPetahashDay())
                        .multiply(BigDecimal.valueOf(keptPartsPerMillion(terms.poolFee())));
        // mJ/TH and parts per million together make up the thousand in 0.024 = 24 / 1000.
        BigDecimal drawn =
                HOURS_PER_DAY
                        .multiply(BigDecimal.valueOf(efficiency.millijoulesPerTerahash()))
                        .multiply(terms.powerUsageEffectiveness());
        return new EnergyPrice(kept.divide(drawn, 0, RoundingMode.HALF_EVEN).longValueExact());
    }

    private static long keptPartsPerMillion(Share poolFee) {
        return (long) Share.ALL.partsPerMillion() - poolFee.partsPerMillion();
    }
}
