package org.trimtab.settlement;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import org.trimtab.quantity.Power;
import org.trimtab.quantity.Share;

/**
 * When a site has followed its operator's set-point well enough.
 *
 * @param tolerance an interval passes when the deviation is smaller than this share of the set-point
 * @param tolerancePower or smaller than this level
 * @param passShare smallest share of the scored intervals that must pass, usually over a month
 * @param interval length of an interval; divides an hour evenly, and intervals start on the clock
 * @param meterGapMost longest silence of the meter that an interval bears; shorter than the interval
 * @param source where the figures come from, and how well that is known
 */
public record FollowingRule(
        Share tolerance,
        Power tolerancePower,
        Share passShare,
        Duration interval,
        Duration meterGapMost,
        String source) {
    /**
     * ERCOT's test of a controllable load's energy deployment. The market posts tolerance and share; the figures here
     * are recalled and not read again, so a site under contract sets its own.
     */
    public static final FollowingRule ERCOT =
            new FollowingRule(
                    Share.ofFraction(new BigDecimal("0.05")),
                    Power.ofWatts(5_000_000),
                    Share.ofFraction(new BigDecimal("0.85")),
                    Duration.ofMinutes(5),
                    Duration.ofSeconds(30),
                    "ERCOT Nodal Protocols §8.1.1.4.1, CLREDP against the updated set-point;"
                            + " 5 %, 5 MW and 85 % recalled, set by the market;"
                            + " the meter's gap is ours");

    /** What a site can promise itself: within 1 % or 0.5 MW in 95 % of intervals. */
    public static final FollowingRule OWN =
            new FollowingRule(
                    Share.ofFraction(new BigDecimal("0.01")),
                    Power.ofWatts(500_000),
                    Share.ofFraction(new BigDecimal("0.95")),
                    Duration.ofMinutes(5),
                    Duration.ofSeconds(30),
                    "our own aim, tighter than any market's");

    private static final long HOUR_MILLIS = 3_600_000L;

    public FollowingRule {
        long millis = interval.compareTo(Duration.ofHours(1)) > 0 ? 0 : interval.toMillis();
        if (millis <= 0 || HOUR_MILLIS % millis != 0 || interval.toNanosPart() % 1_000_000 != 0) {
            throw new IllegalArgumentException(
                    "a following interval divides an hour evenly, got " + interval);
        }
        if (meterGapMost.isNegative() || meterGapMost.compareTo(interval) >= 0) {
            throw new IllegalArgumentException(
                    "the meter may be silent for 0 s or more and less than the interval of "
                            + interval
                            + ", got "
                            + meterGapMost);
        }
        if (tolerancePower.watts() < 0) {
            throw new IllegalArgumentException("a tolerance is 0 W or more, got " + tolerancePower);
        }
    }

    /**
     * True when a deviation passes: smaller than the share of the set-point or smaller than the level, so smaller than
     * the greater of the two.
     *
     * @param deviation level and frequency response less set-point, W of either sign
     * @param setPoint mean set-point of the interval
     */
    public boolean passes(Power deviation, Power setPoint) {
        BigInteger off = BigInteger.valueOf(deviation.watts()).abs();
        BigInteger share =
                BigInteger.valueOf(setPoint.watts())
                        .abs()
                        .multiply(BigInteger.valueOf(tolerance.partsPerMillion()));
        return off.compareTo(BigInteger.valueOf(tolerancePower.watts())) < 0
                || off.multiply(BigInteger.valueOf(1_000_000)).compareTo(share) < 0;
    }
}
