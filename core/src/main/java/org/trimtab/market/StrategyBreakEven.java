package org.trimtab.market;

import java.math.BigInteger;
import org.jspecify.annotations.Nullable;
import org.trimtab.quantity.EnergyPrice;

/**
 * Lets every device answer the newest price with its own break-even, hysteresis and shortest times, as the engine does
 * by itself when it runs live.
 */
public final class StrategyBreakEven implements Strategy {
    /** Its name. */
    public static final String ID = "break-even";

    private final StrategySite site;
    private final EnergyPrice lowest;

    /** For a site. */
    public StrategyBreakEven(StrategySite site) {
        this.site = site;
        long least = Long.MAX_VALUE;
        for (StrategyCohort cohort : site.cohorts()) {
            EnergyPrice its =
                    BreakEven.price(
                            org.trimtab.quantity.Efficiency.of(cohort.running(), cohort.hashRate()),
                            site.mining());
            least = Math.min(least, its.microDollarsPerMwh());
        }
        lowest = new EnergyPrice(least);
    }

    @Override
    public String id() {
        return ID;
    }

    @Override
    public StrategyDecision decide(AsOfMarket known, StrategyState state) {
        Long price = newest(known, state);
        if (price == null) {
            return new StrategyDecision(
                    new StrategyDecision.Ask.Stay(), DecisionReason.PRICE_UNKNOWN);
        }
        EnergyPrice followed = new EnergyPrice(scaled(price, known.hashPrice()));
        return new StrategyDecision(
                new StrategyDecision.Ask.FollowPrice(followed),
                followed.compareTo(lowest) > 0
                        ? DecisionReason.ABOVE_BREAK_EVEN
                        : DecisionReason.BELOW_BREAK_EVEN);
    }

    /** The price of the interval, or of the one just before when only that is known. */
    private static @Nullable Long newest(AsOfMarket known, StrategyState state) {
        Long now = known.realTime().valueAt(state.interval().from());
        return now != null ? now : known.realTime().valueAt(state.interval().from().minusMillis(1));
    }

    /**
     * The engine compares with the break-even at the site's own hashprice. A break-even is in proportion to the
     * hashprice but for the adders, so the price is brought into the same proportion instead.
     */
    private long scaled(long price, @Nullable AsOf hashPrices) {
        if (hashPrices == null || hashPrices.size() == 0) {
            return price;
        }
        long now = hashPrices.value(hashPrices.size() - 1);
        long own = site.mining().hashPrice().microDollarsPerPetahashDay();
        if (now <= 0 || now == own) {
            return now <= 0 ? Long.MAX_VALUE / 4 : price;
        }
        long adders = site.mining().adders().microDollarsPerMwh();
        return BigInteger.valueOf(Math.addExact(price, adders))
                .multiply(BigInteger.valueOf(own))
                .divide(BigInteger.valueOf(now))
                .subtract(BigInteger.valueOf(adders))
                .longValueExact();
    }
}
