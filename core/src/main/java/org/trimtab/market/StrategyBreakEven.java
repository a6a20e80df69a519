package org.trimtab.market;

import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
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
    private final List<StrategySite.Slot> slots;

    /** For a site. */
    public StrategyBreakEven(StrategySite site) {
        this.site = site;
        slots = site.slots();
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
        Long index = newest(site.supply().index(known), state);
        if (index == null) {
            return new StrategyDecision(
                    new StrategyDecision.Ask.Stay(), DecisionReason.PRICE_UNKNOWN);
        }
        Instant at = state.interval().from();
        SupplyCurve curve =
                site.supply()
                        .curve(
                                at,
                                new EnergyPrice(index),
                                site.supply().isRenewable(at),
                                site.most());
        EnergyPrice price = followed(curve, known.hashPrice()).minus(site.mining().adders());
        EnergyPrice followed =
                new EnergyPrice(scaled(price.microDollarsPerMwh(), known.hashPrice()));
        return new StrategyDecision(
                new StrategyDecision.Ask.FollowPrice(followed),
                followed.compareTo(lowest) > 0
                        ? DecisionReason.ABOVE_BREAK_EVEN
                        : DecisionReason.BELOW_BREAK_EVEN);
    }

    /** The price of the interval, or of the one just before when only that is known. */
    private static @Nullable Long newest(@Nullable AsOf known, StrategyState state) {
        if (known == null) {
            return null;
        }
        Long now = known.valueAt(state.interval().from());
        return now != null ? now : known.valueAt(state.interval().from().minusMillis(1));
    }

    /**
     * The price at which as much runs as pays for itself. With one price at every level it is that price. Otherwise
     * machines are taken from the one whose work is worth most; each pays the mean of the steps it draws on, and the
     * price that is followed lies between the last that pays and the first that does not.
     */
    private EnergyPrice followed(SupplyCurve curve, @Nullable AsOf hashPrices) {
        if (curve.isFlat()) {
            return curve.highest();
        }
        EnergyPrice paid = curve.lowest();
        EnergyPrice lastWorth = null;
        for (StrategySite.Slot slot : slots) {
            EnergyPrice cost = curve.mean(slot.fromWatts(), slot.untilWatts());
            EnergyPrice worth = worth(site.cohorts().get(slot.cohort()), hashPrices);
            if (worth.compareTo(cost) < 0) {
                return lastWorth == null || cost.compareTo(lastWorth) <= 0
                        ? cost
                        : higher(paid, middle(worth, lastWorth));
            }
            paid = cost;
            lastWorth = worth;
        }
        return paid;
    }

    private static EnergyPrice higher(EnergyPrice a, EnergyPrice b) {
        return a.compareTo(b) >= 0 ? a : b;
    }

    private static EnergyPrice middle(EnergyPrice a, EnergyPrice b) {
        return new EnergyPrice(
                Math.floorDiv(Math.addExact(a.microDollarsPerMwh(), b.microDollarsPerMwh()), 2));
    }

    /** What a MWh of work earns at the newest hashprice. */
    private EnergyPrice worth(StrategyCohort cohort, @Nullable AsOf hashPrices) {
        long own = site.mining().hashPrice().microDollarsPerPetahashDay();
        long now =
                hashPrices == null || hashPrices.size() == 0
                        ? own
                        : hashPrices.value(hashPrices.size() - 1);
        EnergyPrice atOwn =
                ValueOfWork.perMwh(
                        org.trimtab.quantity.Efficiency.of(cohort.running(), cohort.hashRate()),
                        site.mining());
        return own <= 0
                ? atOwn
                : new EnergyPrice(
                        BigInteger.valueOf(atOwn.microDollarsPerMwh())
                                .multiply(BigInteger.valueOf(now))
                                .divide(BigInteger.valueOf(own))
                                .longValueExact());
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
