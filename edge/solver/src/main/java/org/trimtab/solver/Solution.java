package org.trimtab.solver;

/**
 * What a solver found.
 *
 * @param state how good it is
 * @param worth the sum of worths; 0 when nothing was found
 * @param bound no solution is worth more than this
 * @param values of the variables, by number; empty when nothing was found
 */
public record Solution(State state, double worth, double bound, java.util.List<Double> values) {
    /** How good a solution is. */
    public enum State {
        /** Nothing is better. */
        BEST,
        /** Time ran out; this is the best found, and {@link Solution#gap} says what may be missing. */
        TIME_OUT,
        /** Time ran out before anything was found. */
        NOTHING_FOUND,
        /** The rows contradict each other. */
        CONTRADICTION
    }

    public Solution {
        values = java.util.List.copyOf(values);
    }

    /** True when there are values. */
    public boolean isUsable() {
        return state == State.BEST || state == State.TIME_OUT;
    }

    /** What may be missing, as a share of the bound. */
    public double gap() {
        return bound == 0 ? 0 : Math.max(0, (bound - worth) / Math.abs(bound));
    }

    /** A variable's value. */
    public double value(int variable) {
        return values.get(variable);
    }
}
