package org.trimtab.market;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import org.trimtab.quantity.EnergyPrice;
import org.trimtab.quantity.HashPrice;
import org.trimtab.quantity.HashRate;
import org.trimtab.quantity.Money;
import org.trimtab.quantity.Power;
import org.trimtab.quantity.Share;

/**
 * What putting a miner to sleep and waking it costs beyond the hours between: the work lost while it warms up, and wear
 * (market-rules §6.4; both figures are inferred there and belong to the site).
 *
 * @param warmUp how long it draws power without hashing after it wakes, at least 0
 * @param wear what one stop and start costs in failures, at least 0
 */
public record RestartCost(Duration warmUp, Money wear) {
    /** Ten minutes and 20 cents a machine. */
    public static final RestartCost USUAL =
            new RestartCost(Duration.ofMinutes(10), Money.usd("0.20"));

    private static final BigDecimal SECONDS_PER_DAY = BigDecimal.valueOf(86_400);
    private static final BigDecimal MEGAHASHES_PER_PETAHASH = BigDecimal.TEN.pow(9);
    private static final int DIGITS = 12;

    public RestartCost {
        if (warmUp.isNegative() || wear.amount().signum() < 0) {
            throw new IllegalArgumentException(
                    "warm-up and wear are at least 0, got " + warmUp + " and " + wear);
        }
    }

    /** What the warm-up of one machine loses, to 12 decimals: its hash rate × hashprice less the pool's fee. */
    public Money lostWork(HashRate hashRate, HashPrice hashPrice, Share poolFee) {
        BigDecimal petahashes =
                BigDecimal.valueOf(hashRate.megahashesPerSecond()).divide(MEGAHASHES_PER_PETAHASH);
        BigDecimal kept = BigDecimal.ONE.subtract(poolFee.fraction());
        return new Money(
                petahashes
                        .multiply(hashPrice.dollars())
                        .multiply(kept)
                        .multiply(BigDecimal.valueOf(warmUp.toSeconds()))
                        .divide(SECONDS_PER_DAY, DIGITS, RoundingMode.HALF_EVEN),
                "USD");
    }

    /** Lost work and wear of one machine. */
    public Money of(HashRate hashRate, HashPrice hashPrice, Share poolFee) {
        return lostWork(hashRate, hashPrice, poolFee).plus(wear);
    }

    /**
     * What a restart adds to the break-even when a machine stays off for so long: its cost per MWh not drawn, rounded
     * half-even to 1 µ$/MWh (market-rules §6.3).
     *
     * @param restart cost of one stop and start
     * @param power what the machine draws, above 0
     * @param off how long it stays off, above 0
     */
    public static EnergyPrice perMwh(Money restart, Power power, Duration off) {
        if (power.watts() <= 0 || off.toSeconds() <= 0) {
            throw new IllegalArgumentException(
                    "a restart is spread over energy: power and time off are above 0, got "
                            + power
                            + " and "
                            + off);
        }
        BigDecimal megawattHours =
                BigDecimal.valueOf(power.watts())
                        .multiply(BigDecimal.valueOf(off.toSeconds()))
                        .movePointLeft(6);
        return EnergyPrice.ofDollars(
                restart.amount()
                        .multiply(BigDecimal.valueOf(3_600))
                        .divide(megawattHours, DIGITS, RoundingMode.HALF_EVEN));
    }
}
