package org.trimtab.market;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.trimtab.interval.MarketInterval;
import org.trimtab.quantity.EnergyPrice;
import org.trimtab.quantity.Power;

/**
 * By what a site pays for its power: a tariff, or the market's real-time price and what the site file adds to it.
 *
 * @param tariff the tariff; null for the market price and the adders
 * @param adders what a MWh costs beyond the market price; only without a tariff, which says all there is to pay
 * @param renewableHours when hours count as renewable, in order; known when they begin
 */
public record SupplyTerms(
        @Nullable Tariff tariff, EnergyPrice adders, List<MarketInterval> renewableHours) {
    public SupplyTerms {
        renewableHours = List.copyOf(renewableHours);
    }

    /** The real-time price and adders. */
    public static SupplyTerms market(EnergyPrice adders) {
        return new SupplyTerms(null, adders, List.of());
    }

    /** A tariff. */
    public static SupplyTerms of(Tariff tariff, List<MarketInterval> renewableHours) {
        return new SupplyTerms(tariff, EnergyPrice.ZERO, renewableHours);
    }

    /** True when energy is settled at the day-ahead price. */
    public boolean isDayAhead() {
        Tariff its = tariff;
        return its != null && its.index().equals(EnergyIndex.DAY_AHEAD);
    }

    /** The prices energy is settled at, as known; null when there are none. */
    public @Nullable AsOf index(AsOfMarket known) {
        return isDayAhead() ? known.dayAhead() : known.realTime();
    }

    /** True in a renewable hour. */
    public boolean isRenewable(Instant at) {
        int low = 0;
        int high = renewableHours.size() - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            MarketInterval hour = renewableHours.get(middle);
            if (hour.contains(at)) {
                return true;
            }
            if (at.isBefore(hour.from())) {
                high = middle - 1;
            } else {
                low = middle + 1;
            }
        }
        return false;
    }

    /**
     * What the next MWh costs at each level.
     *
     * @param at when; blocks start and end
     * @param index price of the index then
     * @param inRenewableHour whether it is a renewable hour
     * @param most highest level the site reaches
     */
    public SupplyCurve curve(Instant at, EnergyPrice index, boolean inRenewableHour, Power most) {
        Tariff its = tariff;
        return its == null
                ? SupplyCurve.flat(index.plus(adders))
                : SupplyCurve.of(its.marginalSteps(at, index, inRenewableHour), most);
    }
}
