package org.trimtab.quantity;

/**
 * Hash rate in whole MH/s (H/s would overflow above 9 EH/s).
 *
 * @param megahashesPerSecond MH/s, at least 0
 */
public record HashRate(long megahashesPerSecond) implements Comparable<HashRate> {
    public static final HashRate ZERO = new HashRate(0);
    private static final long MEGAHASHES_PER_TERAHASH = 1_000_000L;

    public HashRate {
        if (megahashesPerSecond < 0) {
            throw new IllegalArgumentException(
                    "a hash rate cannot be negative: " + megahashesPerSecond + " MH/s");
        }
    }

    public static HashRate ofTerahashes(long terahashesPerSecond) {
        return new HashRate(Math.multiplyExact(terahashesPerSecond, MEGAHASHES_PER_TERAHASH));
    }

    public HashRate plus(HashRate other) {
        return new HashRate(Math.addExact(megahashesPerSecond, other.megahashesPerSecond));
    }

    public boolean isZero() {
        return megahashesPerSecond == 0;
    }

    @Override
    public int compareTo(HashRate other) {
        return Long.compare(megahashesPerSecond, other.megahashesPerSecond);
    }

    @Override
    public String toString() {
        return QuantityFormat.hashRate(megahashesPerSecond);
    }
}
