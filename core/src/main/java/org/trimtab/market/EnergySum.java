package org.trimtab.market;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;

/** A running sum of energy and of what it costs; exact. */
final class EnergySum {
    static final long MICRO = 1_000_000L;
    private static final int MWH_DIGITS = 9;
    private static final BigDecimal MICRO_WATT_SECONDS_PER_MWH =
            BigDecimal.valueOf(3_600_000_000L).multiply(BigDecimal.valueOf(MICRO));
    private static final BigDecimal PER_DOLLAR =
            MICRO_WATT_SECONDS_PER_MWH.multiply(BigDecimal.valueOf(MICRO));

    private BigInteger microWattSeconds = BigInteger.ZERO;
    private BigInteger weighted = BigInteger.ZERO;

    /**
     * Adds energy.
     *
     * @param microWatts level
     * @param seconds how long
     * @param microDollarSeconds price times seconds, µ$/MWh·s
     */
    void add(long microWatts, long seconds, BigInteger microDollarSeconds) {
        BigInteger level = BigInteger.valueOf(microWatts);
        microWattSeconds = microWattSeconds.add(level.multiply(BigInteger.valueOf(seconds)));
        weighted = weighted.add(level.multiply(microDollarSeconds));
    }

    /** Adds energy without a price. */
    void add(long microWatts, long seconds) {
        add(microWatts, seconds, BigInteger.ZERO);
    }

    /** µ$/MWh·s of a price that holds for so many seconds. */
    static BigInteger weight(long microDollarsPerMwh, long seconds) {
        return BigInteger.valueOf(microDollarsPerMwh).multiply(BigInteger.valueOf(seconds));
    }

    EnergySum minus(EnergySum other) {
        EnergySum difference = new EnergySum();
        difference.microWattSeconds = microWattSeconds.subtract(other.microWattSeconds);
        difference.weighted = weighted.subtract(other.weighted);
        return difference;
    }

    BigDecimal megawattHours() {
        return new BigDecimal(microWattSeconds)
                .divide(MICRO_WATT_SECONDS_PER_MWH, MWH_DIGITS, RoundingMode.HALF_EVEN);
    }

    /** What it costs, rounded once to cents. */
    BigDecimal dollars(RoundingMode rounding) {
        return new BigDecimal(weighted).divide(PER_DOLLAR, 2, rounding);
    }

    /** What it costs at one price, rounded once to cents. */
    BigDecimal dollarsAt(long microDollarsPerMwh, RoundingMode rounding) {
        return new BigDecimal(microWattSeconds.multiply(BigInteger.valueOf(microDollarsPerMwh)))
                .divide(PER_DOLLAR, 2, rounding);
    }
}
