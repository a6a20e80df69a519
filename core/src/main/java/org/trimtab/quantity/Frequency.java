package org.trimtab.quantity;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * Frequency of the grid in whole microhertz, so that 59.85 Hz and a dead-band of 17 mHz are exact.
 *
 * @param microhertz µHz
 */
public record Frequency(long microhertz) implements Comparable<Frequency> {
    /** A frequency such as 59.85. */
    public static Frequency ofHertz(BigDecimal hertz) {
        return new Frequency(
                hertz.movePointRight(6).setScale(0, RoundingMode.HALF_EVEN).longValueExact());
    }

    public static Frequency ofMillihertz(long millihertz) {
        return new Frequency(Math.multiplyExact(millihertz, 1_000L));
    }

    public boolean isAtMost(Frequency other) {
        return microhertz <= other.microhertz;
    }

    @Override
    public int compareTo(Frequency other) {
        return Long.compare(microhertz, other.microhertz);
    }

    @Override
    public String toString() {
        return BigDecimal.valueOf(microhertz, 6).setScale(3, RoundingMode.HALF_EVEN) + " Hz";
    }
}
