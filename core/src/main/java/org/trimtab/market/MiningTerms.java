package org.trimtab.market;

import java.math.BigDecimal;
import java.time.Duration;
import org.trimtab.quantity.EnergyPrice;
import org.trimtab.quantity.HashPrice;
import org.trimtab.quantity.Share;

/**
 * What hashing earns at this site and how it answers prices.
 *
 * @param hashPrice what hashing earns
 * @param poolFee what the pool keeps
 * @param powerUsageEffectiveness site power per machine power, at least 1
 * @param adders what energy costs beyond the market price (delivery, losses)
 * @param hysteresis how far a price must pass the break-even before anything changes, at least 0
 * @param minOff shortest sleep for a price
 * @param minOn shortest run between two price sleeps
 */
public record MiningTerms(
        HashPrice hashPrice,
        Share poolFee,
        BigDecimal powerUsageEffectiveness,
        EnergyPrice adders,
        EnergyPrice hysteresis,
        Duration minOff,
        Duration minOn) {
    public MiningTerms {
        if (powerUsageEffectiveness.compareTo(BigDecimal.ONE) < 0) {
            throw new IllegalArgumentException(
                    "power usage effectiveness is site power per machine power, at least 1; got "
                            + powerUsageEffectiveness);
        }
        if (hysteresis.microDollarsPerMwh() < 0) {
            throw new IllegalArgumentException("hysteresis cannot be negative, got " + hysteresis);
        }
        if (minOff.isNegative() || minOn.isNegative()) {
            throw new IllegalArgumentException(
                    "minimum times cannot be negative, got " + minOff + " and " + minOn);
        }
    }
}
