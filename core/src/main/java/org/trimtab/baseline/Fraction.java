package org.trimtab.baseline;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;

/**
 * An exact ratio, so that a mean of means is rounded once, at its end.
 *
 * @param over any sign
 * @param under above 0
 */
record Fraction(BigInteger over, BigInteger under) implements Comparable<Fraction> {
    static final Fraction ZERO = whole(0);
    static final Fraction ONE = whole(1);

    static Fraction whole(long value) {
        return new Fraction(BigInteger.valueOf(value), BigInteger.ONE);
    }

    static Fraction of(long over, long under) {
        return new Fraction(BigInteger.valueOf(over), BigInteger.valueOf(under));
    }

    static Fraction of(BigDecimal value) {
        return value.scale() > 0
                ? new Fraction(value.unscaledValue(), BigInteger.TEN.pow(value.scale()))
                : new Fraction(value.toBigIntegerExact(), BigInteger.ONE);
    }

    Fraction plus(Fraction other) {
        return under.equals(other.under)
                ? new Fraction(over.add(other.over), under)
                : new Fraction(
                                over.multiply(other.under).add(other.over.multiply(under)),
                                under.multiply(other.under))
                        .inLowestTerms();
    }

    Fraction minus(Fraction other) {
        return plus(new Fraction(other.over.negate(), other.under));
    }

    Fraction times(Fraction other) {
        return new Fraction(over.multiply(other.over), under.multiply(other.under));
    }

    /** This by another above 0. */
    Fraction by(Fraction other) {
        return new Fraction(over.multiply(other.under), under.multiply(other.over));
    }

    boolean isAboveZero() {
        return over.signum() > 0;
    }

    private Fraction inLowestTerms() {
        BigInteger common = over.gcd(under);
        return common.equals(BigInteger.ONE) || common.signum() == 0
                ? this
                : new Fraction(over.divide(common), under.divide(common));
    }

    /** Rounded half-even to a whole number. */
    long rounded() {
        return decimal(0).longValueExact();
    }

    /** Rounded half-even to so many decimal places. */
    BigDecimal decimal(int places) {
        return new BigDecimal(over).divide(new BigDecimal(under), places, RoundingMode.HALF_EVEN);
    }

    @Override
    public int compareTo(Fraction other) {
        return over.multiply(other.under).compareTo(other.over.multiply(under));
    }
}
