package org.trimtab.quantity;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * Price of energy in micro-dollars per MWh; may be negative.
 *
 * @param microDollarsPerMwh µ$/MWh
 */
public record EnergyPrice(long microDollarsPerMwh) implements Comparable<EnergyPrice> {
    public static final EnergyPrice ZERO = new EnergyPrice(0);

    /** A price in $/MWh, rounded half-even to one micro-dollar. */
    public static EnergyPrice ofDollars(BigDecimal dollarsPerMwh) {
        return new EnergyPrice(
                dollarsPerMwh
                        .movePointRight(6)
                        .setScale(0, RoundingMode.HALF_EVEN)
                        .longValueExact());
    }

    public EnergyPrice plus(EnergyPrice other) {
        return new EnergyPrice(Math.addExact(microDollarsPerMwh, other.microDollarsPerMwh));
    }

    public EnergyPrice minus(EnergyPrice other) {
        return new EnergyPrice(Math.subtractExact(microDollarsPerMwh, other.microDollarsPerMwh));
    }

    public BigDecimal dollars() {
        return BigDecimal.valueOf(microDollarsPerMwh, 6);
    }

    @Override
    public int compareTo(EnergyPrice other) {
        return Long.compare(microDollarsPerMwh, other.microDollarsPerMwh);
    }

    @Override
    public String toString() {
        return dollars().setScale(2, RoundingMode.HALF_EVEN).toPlainString() + " $/MWh";
    }
}
