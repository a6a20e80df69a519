package org.trimtab.settlement;

import java.math.BigDecimal;
import java.time.Duration;
import org.trimtab.quantity.Energy;
import org.trimtab.quantity.EnergyPrice;
import org.trimtab.quantity.Money;
import org.trimtab.quantity.Power;
import org.trimtab.quantity.Share;

/**
 * Energy drawn beyond or short of the set-point, past a tolerance, and what is charged for it (ERCOT Nodal Protocols
 * §6.6.5.1, as market-rules §1.5 says).
 *
 * @param over drawn beyond the set-point and the tolerance, at least 0
 * @param under short of the set-point less the tolerance, at least 0
 */
public record SetPointDeviation(Energy over, Energy under) {
    private static final String CURRENCY = "USD";

    /** How a share and a level make one tolerance. */
    public enum Combined {
        /** The greater of the two counts. */
        MAX,
        /** The lesser of the two counts. */
        MIN
    }

    /**
     * What is tolerated and charged.
     *
     * @param tolerance as a share of the set-point
     * @param tolerancePower as a level
     * @param combined which of the two counts
     * @param interval length of a settlement interval, whole seconds
     * @param overPriceLeast least price of energy drawn beyond, per MWh
     * @param underPriceMost the market price that counts for energy not drawn is at most this, per MWh
     * @param factor multiple of the charge
     * @param source where the figures come from, and how well that is known
     */
    public record Rule(
            Share tolerance,
            Power tolerancePower,
            Combined combined,
            Duration interval,
            EnergyPrice overPriceLeast,
            EnergyPrice underPriceMost,
            BigDecimal factor,
            String source) {
        public Rule {
            if (interval.isNegative() || interval.isZero() || interval.toNanosPart() != 0) {
                throw new IllegalArgumentException(
                        "a settlement interval is one whole second or more, got " + interval);
            }
            if (tolerancePower.watts() < 0 || factor.signum() < 0) {
                throw new IllegalArgumentException(
                        "tolerance and factor are 0 or more, got "
                                + tolerancePower
                                + " and "
                                + factor);
            }
        }
    }

    /** ERCOT since December 2025, read strictly: the lesser of 3 % and 3 MW, since the sources disagree. */
    public static final Rule ERCOT_STRICT = ercot(Combined.MIN);

    /** ERCOT since December 2025, read mildly: the greater of 3 % and 3 MW. */
    public static final Rule ERCOT_MILD = ercot(Combined.MAX);

    private static Rule ercot(Combined combined) {
        return new Rule(
                Share.ofFraction(new BigDecimal("0.03")),
                Power.ofWatts(3_000_000),
                combined,
                Duration.ofMinutes(15),
                EnergyPrice.ofDollars(BigDecimal.valueOf(20)),
                EnergyPrice.ofDollars(BigDecimal.valueOf(-20)),
                BigDecimal.ONE,
                "ERCOT Nodal Protocols §6.6.5.1: 3 % and 3 MW read second-hand, lesser or greater"
                        + " disputed; 20 $/MWh, -20 $/MWh and factor 1 recalled from the rule for"
                        + " generators");
    }

    /**
     * Measures one settlement interval.
     *
     * @param rule what is tolerated
     * @param meanSetPoint time average of the set-point over the interval
     * @param metered energy drawn in it
     */
    public static SetPointDeviation of(Rule rule, Power meanSetPoint, Energy metered) {
        Power share = rule.tolerance().of(meanSetPoint.atLeast(Power.ZERO));
        Power tolerance =
                switch (rule.combined()) {
                    case MAX -> share.atLeast(rule.tolerancePower());
                    case MIN -> share.atMost(rule.tolerancePower());
                };
        Energy most = meanSetPoint.plus(tolerance).over(rule.interval());
        Energy least = meanSetPoint.minus(tolerance).atLeast(Power.ZERO).over(rule.interval());
        return new SetPointDeviation(above(metered, most), above(least, metered));
    }

    /**
     * What it costs us, unrounded: for energy beyond, the market price or the least price if that is more; for energy
     * not drawn, the market price below zero turned round, or the most price turned round if that is more. How a load
     * is charged for drawing too little is recalled from the mirror image for generators and not read.
     *
     * @param rule what is charged
     * @param price market price of the interval
     * @return below zero, since we pay it; zero when nothing deviated
     */
    public Money charge(Rule rule, EnergyPrice price) {
        EnergyPrice forOver =
                price.compareTo(rule.overPriceLeast()) > 0 ? price : rule.overPriceLeast();
        EnergyPrice forUnder =
                price.compareTo(rule.underPriceMost()) < 0 ? price : rule.underPriceMost();
        BigDecimal dollars =
                under.at(forUnder, CURRENCY).amount().subtract(over.at(forOver, CURRENCY).amount());
        return new Money(dollars.multiply(rule.factor()), CURRENCY);
    }

    private static Energy above(Energy one, Energy other) {
        return one.compareTo(other) > 0 ? one.minus(other) : Energy.ZERO;
    }
}
