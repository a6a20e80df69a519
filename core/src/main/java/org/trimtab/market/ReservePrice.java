package org.trimtab.market;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * What holding a reserve pays: micro-dollars per MW and hour. Not a price of energy: nothing is drawn or delivered.
 *
 * @param microDollarsPerMwHour µ$ per MW and hour
 */
public record ReservePrice(long microDollarsPerMwHour) implements Comparable<ReservePrice> {
    public static final ReservePrice ZERO = new ReservePrice(0);

    /** A price in $ per MW and hour, rounded half-even to one micro-dollar. */
    public static ReservePrice ofDollars(BigDecimal dollarsPerMwHour) {
        return new ReservePrice(
                dollarsPerMwHour
                        .movePointRight(6)
                        .setScale(0, RoundingMode.HALF_EVEN)
                        .longValueExact());
    }

    public BigDecimal dollars() {
        return BigDecimal.valueOf(microDollarsPerMwHour, 6);
    }

    @Override
    public int compareTo(ReservePrice other) {
        return Long.compare(microDollarsPerMwHour, other.microDollarsPerMwHour);
    }

    @Override
    public String toString() {
        return dollars().setScale(2, RoundingMode.HALF_EVEN).toPlainString() + " $/MW-h";
    }
}
