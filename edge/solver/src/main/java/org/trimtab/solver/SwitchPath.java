package org.trimtab.solver;

import java.util.Arrays;

/**
 * The best time to run and to sleep when everything is known: machines that do not hang together with others, by
 * dynamic programming over their two states and how long they have been in them.
 * Exact, and linear in the number of steps.
 */
public final class SwitchPath {
    private final double[] runWorth;
    private final double[] startCost;
    private final double[] stopCost;
    private final int minOn;
    private final int minOff;
    private final byte[][] from;

    /** A move that cannot be. */
    private static final double NEVER = -1e300;

    private SwitchPath(
            double[] runWorth, double[] startCost, double[] stopCost, int minOn, int minOff) {
        this.runWorth = runWorth;
        this.startCost = startCost;
        this.stopCost = stopCost;
        this.minOn = Math.clamp(minOn, 1, 60);
        this.minOff = Math.clamp(minOff, 1, 60);
        from = new byte[runWorth.length][this.minOn + this.minOff];
    }

    /**
     * The best path of machines that run at first.
     *
     * @param runWorth what running brings in each step over sleeping
     * @param startCost what starting at a step costs
     * @param stopCost what stopping at a step costs
     * @param minOn least steps on once started
     * @param minOff least steps off once stopped
     * @return true for each step in which they run
     */
    public static boolean[] best(
            double[] runWorth, double[] startCost, double[] stopCost, int minOn, int minOff) {
        return new SwitchPath(runWorth, startCost, stopCost, minOn, minOff).path();
    }

    /** States 0 to minOn − 1 are on for one step more each, the last for long; then the same of off. */
    private boolean[] path() {
        int states = minOn + minOff;
        double[] best = new double[states];
        Arrays.fill(best, NEVER);
        best[minOn - 1] = 0;
        for (int k = 0; k < runWorth.length; k++) {
            double[] next = new double[states];
            Arrays.fill(next, NEVER);
            for (int s = 0; s < states; s++) {
                if (best[s] == NEVER) {
                    continue;
                }
                boolean on = s < minOn;
                int longer = on ? Math.min(s + 1, minOn - 1) : Math.min(s + 1, states - 1);
                move(next, k, s, longer, best[s] + (on ? runWorth[k] : 0));
                if (on && s == minOn - 1) {
                    move(next, k, s, minOn, best[s] - stopCost[k]);
                } else if (!on && s == states - 1) {
                    move(next, k, s, 0, best[s] - startCost[k] + runWorth[k]);
                }
            }
            best = next;
        }
        int state = 0;
        for (int s = 1; s < states; s++) {
            state = best[s] > best[state] ? s : state;
        }
        boolean[] runs = new boolean[runWorth.length];
        for (int k = runs.length - 1; k >= 0; k--) {
            runs[k] = state < minOn;
            state = from[k][state];
        }
        return runs;
    }

    private void move(double[] next, int k, int s, int to, double worth) {
        if (worth > next[to]) {
            next[to] = worth;
            from[k][to] = (byte) s;
        }
    }
}
