package org.trimtab.market;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import org.trimtab.market.ReserveProduct.Side;
import org.trimtab.quantity.EnergyPrice;
import org.trimtab.quantity.Money;
import org.trimtab.quantity.Power;
import org.trimtab.quantity.Share;

/** What holding a reserve pays and risks. */
public final class ReserveValue {
    private static final BigDecimal WATT_SECONDS_PER_MWH = BigDecimal.valueOf(3_600_000_000L);
    private static final BigDecimal MILLION = BigDecimal.valueOf(1_000_000);

    private ReserveValue() {}

    /** What is paid for holding a level over a time at a clearing price; unrounded beyond 12 decimals. */
    public static Money revenue(Power held, Duration length, ReservePrice price) {
        return new Money(
                BigDecimal.valueOf(held.watts())
                        .multiply(BigDecimal.valueOf(length.toSeconds()))
                        .multiply(price.dollars())
                        .divide(WATT_SECONDS_PER_MWH, 12, RoundingMode.HALF_EVEN),
                "USD");
    }

    /**
     * What holding one MW for one hour is expected to cost through calls: the part of the hour it is called, times what
     * a call loses per MWh. Called upward that is what the work would have earned less what the energy costs, and what
     * a restart adds; called downward the energy less the work. Never below zero: a call that earns is a price response
     * and needs no reserve.
     *
     * @param deployed expected part of the hour in which it is called
     * @param work what a MWh of work earns
     * @param energy what a MWh costs then
     * @param restart what a restart adds per MWh
     * @return rounded half-even to 1 µ$ per MW and hour
     */
    public static ReservePrice expectedCost(
            ReserveProduct product,
            Share deployed,
            EnergyPrice work,
            EnergyPrice energy,
            EnergyPrice restart) {
        EnergyPrice loss = product.side() == Side.UP ? work.minus(energy) : energy.minus(work);
        long lost = Math.max(0, loss.plus(restart).microDollarsPerMwh());
        return new ReservePrice(
                BigDecimal.valueOf(lost)
                        .multiply(BigDecimal.valueOf(deployed.partsPerMillion()))
                        .divide(MILLION, 0, RoundingMode.HALF_EVEN)
                        .longValueExact());
    }
}
