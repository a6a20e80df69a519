package org.trimtab.settlement;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/**
 * How well a response follows a signal (PJM Manual 12 §4.5.6, as market-rules §2.5 says). Accuracy is the greatest
 * correlation of the signal with the response some samples later; delay how few samples that is; precision what is left
 * of 1 by the mean error over the mean signal.
 *
 * @param accuracy -1 to 1
 * @param delay 0 to 1, 1 without a delay
 * @param delaySamples samples by which the response came later
 */
record RegulationScore(BigDecimal accuracy, BigDecimal delay, int delaySamples) {
    private static final MathContext DIGITS = new MathContext(16, RoundingMode.HALF_EVEN);

    /**
     * Looks for the delay at which one window of the signal agrees best with the response.
     *
     * @param signal W, signed
     * @param response W, signed, sampled with it; may go on after the signal's window
     * @param from first sample of the window
     * @param length samples of the window
     * @param most longest delay looked at, above 0
     * @return null when the signal or the response does not move in the window
     */
    static @Nullable RegulationScore best(
            long[] signal, long[] response, int from, int length, int most) {
        RegulationScore best = null;
        for (int late = 0; late <= most && from + length + late <= response.length; late++) {
            BigDecimal correlation = correlation(signal, response, from, length, late);
            if (correlation != null && (best == null || correlation.compareTo(best.accuracy) > 0)) {
                BigDecimal delay =
                        BigDecimal.valueOf(most - late)
                                .divide(BigDecimal.valueOf(most), Stretch.DIGITS);
                best = new RegulationScore(correlation, delay, late);
            }
        }
        return best;
    }

    /** 1 less the mean error over the mean signal; null when there was no signal. */
    static @Nullable BigDecimal precision(
            long[] signal, long[] response, int from, int length, int late) {
        BigInteger errors = BigInteger.ZERO;
        BigInteger signals = BigInteger.ZERO;
        for (int i = from; i < from + length && i + late < response.length; i++) {
            errors = errors.add(BigInteger.valueOf(response[i + late] - signal[i]).abs());
            signals = signals.add(BigInteger.valueOf(signal[i]).abs());
        }
        return signals.signum() == 0
                ? null
                : BigDecimal.ONE.subtract(
                        new BigDecimal(errors).divide(new BigDecimal(signals), Stretch.DIGITS));
    }

    private static @Nullable BigDecimal correlation(
            long[] signal, long[] response, int from, int length, int late) {
        BigInteger n = BigInteger.valueOf(length);
        BigInteger x = BigInteger.ZERO;
        BigInteger y = BigInteger.ZERO;
        BigInteger xx = BigInteger.ZERO;
        BigInteger yy = BigInteger.ZERO;
        BigInteger xy = BigInteger.ZERO;
        for (int i = from; i < from + length; i++) {
            BigInteger s = BigInteger.valueOf(signal[i]);
            BigInteger r = BigInteger.valueOf(response[i + late]);
            x = x.add(s);
            y = y.add(r);
            xx = xx.add(s.multiply(s));
            yy = yy.add(r.multiply(r));
            xy = xy.add(s.multiply(r));
        }
        BigInteger spread =
                n.multiply(xx)
                        .subtract(x.multiply(x))
                        .multiply(n.multiply(yy).subtract(y.multiply(y)));
        if (spread.signum() == 0) {
            return null;
        }
        return new BigDecimal(n.multiply(xy).subtract(x.multiply(y)))
                .divide(new BigDecimal(spread).sqrt(DIGITS), DIGITS);
    }
}
