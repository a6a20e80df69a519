package org.trimtab.quantity;

/**
 * How far consumption lies below a baseline, in whole watts. A level ({@link Power}) and a reduction are different
 * things; a reduction is never negative.
 *
 * @param watts W, at least 0
 */
public record Reduction(long watts) implements Comparable<Reduction> {
    public static final Reduction NONE = new Reduction(0);

    public Reduction {
        if (watts < 0) {
            throw new IllegalArgumentException("a reduction cannot be negative: " + watts + " W");
        }
    }

    public static Reduction ofWatts(long watts) {
        return watts == 0 ? NONE : new Reduction(watts);
    }

    public Reduction plus(Reduction other) {
        return ofWatts(Math.addExact(watts, other.watts));
    }

    /** What of this reduction is left after {@code delivered}; none when it is covered. */
    public Reduction lessThan(Reduction delivered) {
        return ofWatts(Math.max(0, watts - delivered.watts));
    }

    public boolean isNone() {
        return watts == 0;
    }

    @Override
    public int compareTo(Reduction other) {
        return Long.compare(watts, other.watts);
    }

    @Override
    public String toString() {
        return QuantityFormat.power(watts);
    }
}
