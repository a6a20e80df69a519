package org.trimtab.quantity;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * What hashing earns: micro-dollars per PH/s and day, before the pool's fee.
 *
 * @param microDollarsPerPetahashDay µ$/(PH/s·day), at least 0
 */
public record HashPrice(long microDollarsPerPetahashDay) implements Comparable<HashPrice> {
    public HashPrice {
        if (microDollarsPerPetahashDay < 0) {
            throw new IllegalArgumentException(
                    "a hashprice cannot be negative: "
                            + microDollarsPerPetahashDay
                            + " µ$/PH/s/day");
        }
    }

    /** A hashprice in $/(PH/s·day), rounded half-even to one micro-dollar. */
    public static HashPrice ofDollars(BigDecimal dollarsPerPetahashDay) {
        return new HashPrice(
                dollarsPerPetahashDay
                        .movePointRight(6)
                        .setScale(0, RoundingMode.HALF_EVEN)
                        .longValueExact());
    }

    public BigDecimal dollars() {
        return BigDecimal.valueOf(microDollarsPerPetahashDay, 6);
    }

    @Override
    public int compareTo(HashPrice other) {
        return Long.compare(microDollarsPerPetahashDay, other.microDollarsPerPetahashDay);
    }

    @Override
    public String toString() {
        return dollars().setScale(2, RoundingMode.HALF_EVEN).toPlainString() + " $/PH/s/day";
    }
}
