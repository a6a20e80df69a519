package org.trimtab.quantity;

import java.math.BigDecimal;

/**
 * Energy a machine needs for its work, in mJ/TH (17.5 J/TH is 17,500). Lower is better.
 *
 * @param millijoulesPerTerahash mJ/TH, above 0
 */
public record Efficiency(long millijoulesPerTerahash) implements Comparable<Efficiency> {
    public Efficiency {
        if (millijoulesPerTerahash <= 0) {
            throw new IllegalArgumentException(
                    "an efficiency is above 0 mJ/TH, got " + millijoulesPerTerahash);
        }
    }

    /**
     * The efficiency of a machine that draws {@code power} for {@code hashRate}, rounded down to 1 mJ/TH.
     *
     * @throws IllegalArgumentException when it does no work, so that it has no efficiency
     */
    public static Efficiency of(Power power, HashRate hashRate) {
        if (hashRate.isZero()) {
            throw new IllegalArgumentException("without a hash rate there is no efficiency");
        }
        long milliwatts = Math.multiplyExact(power.watts(), 1_000L);
        return new Efficiency(
                Math.max(
                        1,
                        Math.floorDiv(
                                Math.multiplyExact(milliwatts, 1_000_000L),
                                hashRate.megahashesPerSecond())));
    }

    @Override
    public int compareTo(Efficiency other) {
        return Long.compare(millijoulesPerTerahash, other.millijoulesPerTerahash);
    }

    @Override
    public String toString() {
        return BigDecimal.valueOf(millijoulesPerTerahash, 3).stripTrailingZeros().toPlainString()
                + " J/TH";
    }
}
