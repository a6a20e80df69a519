package org.trimtab.quantity;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * A part of a whole in parts per million (30 % is 300,000).
 *
 * @param partsPerMillion 0 to 1,000,000
 */
public record Share(int partsPerMillion) implements Comparable<Share> {
    public static final Share NONE = new Share(0);
    public static final Share ALL = new Share(1_000_000);

    public Share {
        if (partsPerMillion < 0 || partsPerMillion > 1_000_000) {
            throw new IllegalArgumentException(
                    "a share lies between 0 and 1, got " + partsPerMillion + " ppm");
        }
    }

    /** A share given as a fraction such as 0.05. */
    public static Share ofFraction(BigDecimal fraction) {
        return new Share(
                fraction.movePointRight(6).setScale(0, RoundingMode.HALF_EVEN).intValueExact());
    }

    /** This share of a level, rounded down to a whole watt. */
    public Power of(Power whole) {
        return Power.ofWatts(
                Math.floorDiv(
                        Math.multiplyExact(whole.watts(), (long) partsPerMillion), 1_000_000L));
    }

    public BigDecimal fraction() {
        return BigDecimal.valueOf(partsPerMillion, 6);
    }

    @Override
    public int compareTo(Share other) {
        return Integer.compare(partsPerMillion, other.partsPerMillion);
    }

    @Override
    public String toString() {
        return fraction().movePointRight(2).stripTrailingZeros().toPlainString() + " %";
    }
}
