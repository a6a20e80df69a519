package org.trimtab.backtest;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;

/** Products of large whole numbers, divided once and rounded half to even to a micro-dollar. */
final class MicroDollars {
    private static final long JOULES_PER_MWH = 3_600_000_000L;
    private static final BigInteger MEGAHASHES_PER_PETAHASH_DAY =
            BigInteger.valueOf(1_000_000_000L).multiply(BigInteger.valueOf(86_400L));
    private static final long PARTS = 1_000_000L;

    private MicroDollars() {}

    /** What so much energy costs at a price in µ$/MWh. */
    static long energy(long joules, long microsPerMwh) {
        return divided(
                BigInteger.valueOf(joules).multiply(BigInteger.valueOf(microsPerMwh)),
                BigInteger.valueOf(JOULES_PER_MWH));
    }

    /** What so many megahashes earn at a hashprice in µ$/PH/s·day of which {@code keptPpm} is kept. */
    static long hashing(long megahashes, long microsPerPetahashDay, long keptPpm) {
        return divided(
                BigInteger.valueOf(megahashes)
                        .multiply(BigInteger.valueOf(microsPerPetahashDay))
                        .multiply(BigInteger.valueOf(keptPpm)),
                MEGAHASHES_PER_PETAHASH_DAY.multiply(BigInteger.valueOf(PARTS)));
    }

    /** What so many watts over so many seconds earn at µ$/MW per hour. */
    static long capacity(long watts, long seconds, long microsPerMwHour) {
        return energy(Math.multiplyExact(watts, seconds), microsPerMwHour);
    }

    /** So many parts in a million of an amount. */
    static long parts(long amount, long ppm) {
        return divided(
                BigInteger.valueOf(amount).multiply(BigInteger.valueOf(ppm)),
                BigInteger.valueOf(PARTS));
    }

    /** A dollar amount in micro-dollars. */
    static long of(BigDecimal dollars) {
        return dollars.movePointRight(6).setScale(0, RoundingMode.HALF_EVEN).longValueExact();
    }

    /** Micro-dollars in dollars. */
    static BigDecimal dollars(long micros) {
        return BigDecimal.valueOf(micros, 6);
    }

    private static long divided(BigInteger product, BigInteger by) {
        return new BigDecimal(product)
                .divide(new BigDecimal(by), 0, RoundingMode.HALF_EVEN)
                .longValueExact();
    }
}
