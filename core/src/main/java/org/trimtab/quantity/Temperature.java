package org.trimtab.quantity;

import java.math.BigDecimal;

/**
 * Temperature in thousandths of a degree Celsius.
 *
 * @param millicelsius m°C
 */
public record Temperature(long millicelsius) implements Comparable<Temperature> {
    public static Temperature ofCelsius(long celsius) {
        return new Temperature(Math.multiplyExact(celsius, 1_000L));
    }

    @Override
    public int compareTo(Temperature other) {
        return Long.compare(millicelsius, other.millicelsius);
    }

    @Override
    public String toString() {
        return BigDecimal.valueOf(millicelsius, 3).stripTrailingZeros().toPlainString() + " °C";
    }
}
