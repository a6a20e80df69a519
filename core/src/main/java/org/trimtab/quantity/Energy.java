package org.trimtab.quantity;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;

/**
 * Energy in whole joules (1 Wh is 3,600 J exactly).
 *
 * @param joules J
 */
public record Energy(long joules) implements Comparable<Energy> {
    public static final Energy ZERO = new Energy(0);
    private static final long JOULES_PER_MWH = 3_600_000_000L;

    public Energy plus(Energy other) {
        return new Energy(Math.addExact(joules, other.joules));
    }

    public Energy minus(Energy other) {
        return new Energy(Math.subtractExact(joules, other.joules));
    }

    /** The level that, held over {@code duration}, draws this energy. */
    public Power averageOver(Duration duration, RoundingMode rounding) {
        BigDecimal seconds =
                BigDecimal.valueOf(duration.getSeconds())
                        .add(BigDecimal.valueOf(duration.getNano(), 9));
        return Power.ofWatts(
                BigDecimal.valueOf(joules).divide(seconds, 0, rounding).longValueExact());
    }

    /** Megawatt-hours with the asked number of decimals. */
    public BigDecimal megawattHours(int scale, RoundingMode rounding) {
        return BigDecimal.valueOf(joules)
                .divide(BigDecimal.valueOf(JOULES_PER_MWH), scale, rounding);
    }

    /** What this energy costs at {@code price}, unrounded beyond 12 decimals. */
    public Money at(EnergyPrice price, String currency) {
        BigDecimal amount =
                BigDecimal.valueOf(joules)
                        .multiply(BigDecimal.valueOf(price.microDollarsPerMwh(), 6))
                        .divide(BigDecimal.valueOf(JOULES_PER_MWH), 12, RoundingMode.HALF_EVEN);
        return new Money(amount, currency);
    }

    @Override
    public int compareTo(Energy other) {
        return Long.compare(joules, other.joules);
    }

    @Override
    public String toString() {
        return megawattHours(3, RoundingMode.HALF_EVEN) + " MWh";
    }
}
