package org.trimtab.backtest;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.LocalDate;
import java.util.SequencedMap;
import java.util.SortedMap;
import org.trimtab.interval.MarketInterval;
import org.trimtab.quantity.Energy;
import org.trimtab.quantity.Money;
import org.trimtab.resource.DeviceId;

/**
 * What following prices brought, against never following them.
 *
 * @param point where the prices hold
 * @param window what was played through
 * @param total the whole window
 * @param days each local day of the window, in order
 * @param starts how often each device was woken
 */
public record BacktestResult(
        String point,
        MarketInterval window,
        Totals total,
        SequencedMap<LocalDate, Totals> days,
        SortedMap<DeviceId, Integer> starts) {

    /**
     * Sums over a stretch of time.
     *
     * @param priced time with a price; only this is counted below
     * @param unpriced time without one
     * @param alwaysOn the site had it hashed all the time
     * @param followed the site as the engine ran it
     * @param starts how often a device was woken
     */
    public record Totals(
            Duration priced, Duration unpriced, Side alwaysOn, Side followed, long starts) {

        /** What following did not draw. */
        public Energy curtailed() {
            return alwaysOn.drawn().minus(followed.drawn());
        }

        /** What following gained in net over always-on; negative when it lost. */
        public Money gained() {
            return followed.net().minus(alwaysOn.net());
        }

        /** Hours without a price, to three decimals. */
        public BigDecimal hoursUnpriced() {
            return BigDecimal.valueOf(unpriced.toSeconds())
                    .divide(BigDecimal.valueOf(3_600), 3, RoundingMode.HALF_EVEN);
        }
    }

    /**
     * One way to run the site.
     *
     * @param drawn energy at the site's meter, overhead included
     * @param hashRevenue what hashing earned after the pool's fee
     * @param energyCost what the energy cost, adders included; negative when prices paid for it
     */
    public record Side(Energy drawn, Money hashRevenue, Money energyCost) {
        public Money net() {
            return hashRevenue.minus(energyCost);
        }
    }

    /**
     * The sums of one local day.
     *
     * @throws IllegalArgumentException when the day is not in the window
     */
    public Totals day(LocalDate date) {
        Totals totals = days.get(date);
        if (totals == null) {
            throw new IllegalArgumentException(
                    date
                            + " was not played through; the days are "
                            + days.firstEntry().getKey()
                            + " to "
                            + days.lastEntry().getKey());
        }
        return totals;
    }
}
