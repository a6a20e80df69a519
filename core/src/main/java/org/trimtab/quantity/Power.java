package org.trimtab.quantity;

import java.time.Duration;

/**
 * Electric power in whole watts; consumption is positive, export negative.
 *
 * @param watts W
 */
public record Power(long watts) implements Comparable<Power> {
    public static final Power ZERO = new Power(0);

    public static Power ofWatts(long watts) {
        return watts == 0 ? ZERO : new Power(watts);
    }

    public Power plus(Power other) {
        return ofWatts(Math.addExact(watts, other.watts));
    }

    public Power minus(Power other) {
        return ofWatts(Math.subtractExact(watts, other.watts));
    }

    public Power minus(Reduction reduction) {
        return ofWatts(Math.subtractExact(watts, reduction.watts()));
    }

    /** The part by which this level lies below {@code baseline}; zero when it does not. */
    public Reduction below(Power baseline) {
        return Reduction.ofWatts(Math.max(0, Math.subtractExact(baseline.watts, watts)));
    }

    /**
     * Energy drawn at this level.
     *
     * @throws ArithmeticException when the duration is not whole seconds, since joules are exact
     */
    public Energy over(Duration duration) {
        if (duration.getNano() != 0) {
            throw new ArithmeticException("energy needs whole seconds, got " + duration);
        }
        return new Energy(Math.multiplyExact(watts, duration.getSeconds()));
    }

    public boolean isAtMost(Power other) {
        return watts <= other.watts;
    }

    public Power atLeast(Power floor) {
        return watts < floor.watts ? floor : this;
    }

    public Power atMost(Power cap) {
        return watts > cap.watts ? cap : this;
    }

    @Override
    public int compareTo(Power other) {
        return Long.compare(watts, other.watts);
    }

    @Override
    public String toString() {
        return QuantityFormat.power(watts);
    }
}
