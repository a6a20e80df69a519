package org.trimtab.baseline;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;

/** How well a baseline meets the load on days without an event. Ratios are exact until their last step. */
public final class BaselineAccuracy {
    /** Greatest relative root mean square error that PJM accepts of a baseline (Manual 11 §10.4.2). */
    public static final BigDecimal PJM_RRMSE_MAX = new BigDecimal("0.20");

    /** Decimal places of what is returned. */
    static final int PLACES = 9;

    private BaselineAccuracy() {}

    /**
     * PJM's relative root mean square error: {@code sqrt(mean((A - B)^2)) / mean(A)}, to 9 places.
     *
     * @param actualWatts load on days without an event
     * @param baselineWatts baseline in the same intervals
     * @throws IllegalArgumentException when there are none, their numbers differ, or the mean load is not above 0
     */
    public static BigDecimal rrmse(long[] actualWatts, long[] baselineWatts) {
        return rootOfSquares(actualWatts, baselineWatts, actualWatts.length);
    }

    /**
     * Coefficient of variation of the root mean square error: {@code sqrt(sum((A - B)^2) / (n - p)) / mean(A)}
     * (OpenEEmeter, CalTRACK).
     *
     * @param parameters how many parameters the model has
     */
    public static BigDecimal cvrmse(long[] actualWatts, long[] baselineWatts, int parameters) {
        if (actualWatts.length <= parameters) {
            throw new IllegalArgumentException(
                    actualWatts.length + " intervals cannot test a model of " + parameters);
        }
        return rootOfSquares(actualWatts, baselineWatts, actualWatts.length - parameters);
    }

    /** Normalised mean bias: {@code sum(B - A) / (n * mean(A))}; positive when the baseline is too high. */
    public static BigDecimal nmbe(long[] actualWatts, long[] baselineWatts) {
        BigInteger sum = sum(actualWatts, baselineWatts);
        BigInteger bias = BigInteger.ZERO;
        for (int i = 0; i < actualWatts.length; i++) {
            bias = bias.add(BigInteger.valueOf(baselineWatts[i] - actualWatts[i]));
        }
        return new BigDecimal(bias).divide(new BigDecimal(sum), PLACES, RoundingMode.HALF_EVEN);
    }

    private static BigDecimal rootOfSquares(long[] actual, long[] baseline, int under) {
        BigInteger sum = sum(actual, baseline);
        BigInteger squares = BigInteger.ZERO;
        for (int i = 0; i < actual.length; i++) {
            squares = squares.add(BigInteger.valueOf(actual[i] - baseline[i]).pow(2));
        }
        BigDecimal mean =
                new BigDecimal(sum)
                        .divide(BigDecimal.valueOf(actual.length), MathContext.DECIMAL128);
        return new BigDecimal(squares)
                .divide(BigDecimal.valueOf(under), MathContext.DECIMAL128)
                .sqrt(MathContext.DECIMAL128)
                .divide(mean, PLACES, RoundingMode.HALF_EVEN);
    }

    private static BigInteger sum(long[] actual, long[] baseline) {
        if (actual.length == 0 || actual.length != baseline.length) {
            throw new IllegalArgumentException(
                    actual.length + " levels cannot be compared with " + baseline.length);
        }
        BigInteger sum = BigInteger.ZERO;
        for (long watts : actual) {
            sum = sum.add(BigInteger.valueOf(watts));
        }
        if (sum.signum() <= 0) {
            throw new IllegalArgumentException(
                    "an error relative to a mean load needs one above 0 W, got a sum of " + sum);
        }
        return sum;
    }
}
