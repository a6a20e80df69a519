package org.trimtab.solver;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Plans a site over some steps ahead: which part of each class of machines runs, and how much reserve is held. All
 * sizes are MW at the meter, all money is dollars. Parts may be fractions, so the plan is a linear programme; with
 * starts, stops and shortest times counted as they are here its corners are whole wherever classes do not hang
 * together.
 */
public final class SitePlan {
    private static final double FREE = Double.POSITIVE_INFINITY;

    /**
     * Machines that are alike.
     *
     * @param runMw power of all at work
     * @param sleepMw power of all asleep
     * @param earnsPerHour what all earn in an hour
     * @param startUsd what starting all of them costs in wear and lost work
     * @param runsNow part that runs now
     * @param asleepForHours how long those asleep must stay so
     * @param runsForHours how long those running must stay so
     * @param minOffHours shortest sleep
     * @param minOnHours shortest run
     * @param neverSleeps true when they may not be put to sleep
     */
    public record Machines(
            double runMw,
            double sleepMw,
            double earnsPerHour,
            double startUsd,
            double runsNow,
            double asleepForHours,
            double runsForHours,
            double minOffHours,
            double minOnHours,
            boolean neverSleeps) {}

    /**
     * A step ahead.
     *
     * @param hours its length
     * @param usdPerMwh what energy is expected to cost, all in
     * @param peakUsdPerMw what drawing a MW in this step is expected to add to charges for coincident peaks
     * @param mostMw the most that may be drawn; infinite when nothing limits it
     * @param soldMw reserve that was sold
     * @param soldUsdPerMwHour what holding a MW of it for an hour is worth, failing included
     * @param cheaper energy that costs less, from the lowest level up, the cheapest first
     */
    public record Ahead(
            double hours,
            double usdPerMwh,
            double peakUsdPerMw,
            double mostMw,
            double soldMw,
            double soldUsdPerMwHour,
            List<Cheaper> cheaper) {
        public Ahead {
            cheaper = List.copyOf(cheaper);
        }

        /** A step in which energy costs the same at every level. */
        public Ahead(
                double hours,
                double usdPerMwh,
                double peakUsdPerMw,
                double mostMw,
                double soldMw,
                double soldUsdPerMwHour) {
            this(hours, usdPerMwh, peakUsdPerMw, mostMw, soldMw, soldUsdPerMwHour, List.of());
        }
    }

    /**
     * Energy of a step that costs less than its price.
     *
     * @param mw how much
     * @param savesUsdPerMwh how much less
     */
    public record Cheaper(double mw, double savesUsdPerMwh) {}

    /**
     * What hangs over the whole plan.
     *
     * @param reserveShare part of what could fall that may be held as reserve
     * @param demands charges by the greatest load
     */
    public record Whole(double reserveShare, List<Demand> demands) {
        public Whole {
            demands = List.copyOf(demands);
        }

        /** One without a charge by the greatest load. */
        public Whole(double reserveShare) {
            this(reserveShare, List.of());
        }
    }

    /**
     * A charge by the greatest load of some steps.
     *
     * @param freeMw load up to which nothing is added to it
     * @param usdPerMw what each MW above that costs
     * @param from first step that counts
     * @param until first step that no longer does
     */
    public record Demand(double freeMw, double usdPerMw, int from, int until) {}

    /**
     * A plan.
     *
     * @param solution what the solver says of it
     * @param runs part of each class that runs, by step and class; empty when nothing was found
     * @param heldMw reserve held by step
     * @param missed steps in which a limit or what was sold cannot be kept
     */
    public record Planned(
            Solution solution,
            List<List<Double>> runs,
            List<Double> heldMw,
            List<Integer> missed) {}

    private final List<Machines> classes;
    private final List<Ahead> steps;
    private final Whole whole;
    private final LinearProgram programme = new LinearProgram();
    private final int[][] run;
    private final int[] held;
    private final int[] over;

    private SitePlan(List<Machines> classes, List<Ahead> steps, Whole whole) {
        this.classes = classes;
        this.steps = steps;
        this.whole = whole;
        run = new int[classes.size()][steps.size()];
        held = new int[steps.size()];
        over = new int[steps.size()];
    }

    /** Makes a plan within a time. */
    public static Planned make(
            List<Machines> classes, List<Ahead> steps, Whole whole, Duration most) {
        SitePlan plan = new SitePlan(classes, steps, whole);
        for (int c = 0; c < classes.size(); c++) {
            plan.machines(c);
        }
        for (int k = 0; k < steps.size(); k++) {
            plan.step(k);
        }
        whole.demands().forEach(plan::demand);
        return plan.read(Highs.solve(plan.programme, most));
    }

    private void machines(int c) {
        Machines one = classes.get(c);
        int[] starts = new int[steps.size()];
        int[] stops = new int[steps.size()];
        double passed = 0;
        for (int k = 0; k < steps.size(); k++) {
            Ahead step = steps.get(k);
            double perShare =
                    step.hours() * (one.earnsPerHour() - step.usdPerMwh() * falls(one))
                            - step.peakUsdPerMw() * falls(one);
            double least = one.neverSleeps() ? 1 : 0;
            double most = 1;
            if (passed < one.runsForHours() - 1e-9) {
                least = Math.max(least, one.runsNow());
            }
            if (passed < one.asleepForHours() - 1e-9 && !one.neverSleeps()) {
                most = Math.max(least, one.runsNow());
            }
            run[c][k] = programme.variable(least, most, perShare);
            starts[k] = programme.variable(0, 1, -one.startUsd());
            stops[k] = programme.variable(0, 1, 0);
            double before = k == 0 ? one.runsNow() : 0;
            int change = programme.row(before, before);
            programme.add(change, run[c][k], 1);
            programme.add(change, starts[k], -1);
            programme.add(change, stops[k], 1);
            if (k > 0) {
                programme.add(change, run[c][k - 1], -1);
            }
            passed += step.hours();
        }
        shortest(run[c], starts, one.minOnHours(), true);
        shortest(run[c], stops, one.minOffHours(), false);
    }

    /** What was switched within the shortest time is still so (after Rajan and Takriti). */
    private void shortest(int[] runs, int[] switched, double hours, boolean on) {
        if (hours <= steps.getFirst().hours() + 1e-9) {
            return;
        }
        for (int k = 1; k < runs.length; k++) {
            int row = on ? programme.row(0, FREE) : programme.row(-FREE, 1);
            programme.add(row, runs[k], 1);
            double back = 0;
            for (int j = k; j >= 0 && back < hours - 1e-9; j--) {
                programme.add(row, switched[j], on ? -1 : 1);
                back += j > 0 ? steps.get(j - 1).hours() : 0;
            }
        }
    }

    private void step(int k) {
        Ahead step = steps.get(k);
        held[k] = programme.variable(0, step.soldMw(), step.soldUsdPerMwHour() * step.hours());
        if (step.soldMw() > 0) {
            int row = programme.row(-FREE, 0);
            programme.add(row, held[k], 1);
            for (int c = 0; c < run.length; c++) {
                if (!classes.get(c).neverSleeps()) {
                    programme.add(row, run[c][k], -whole.reserveShare() * falls(classes.get(c)));
                }
            }
        }
        over[k] = -1;
        if (Double.isFinite(step.mostMw())) {
            over[k] = programme.variable(0, FREE, -dearest() * step.hours());
            load(programme.row(-FREE, step.mostMw() - asleepMw()), k, over[k]);
        }
        if (!step.cheaper().isEmpty()) {
            cheaper(k, step);
        }
    }

    /** Part of the load is drawn cheaper: as much as there is, and no more than is drawn. */
    private void cheaper(int k, Ahead step) {
        int row = programme.row(-FREE, asleepMw());
        for (Cheaper part : step.cheaper()) {
            int drawn = programme.variable(0, part.mw(), part.savesUsdPerMwh() * step.hours());
            programme.add(row, drawn, 1);
        }
        for (int c = 0; c < run.length; c++) {
            programme.add(row, run[c][k], -falls(classes.get(c)));
        }
    }

    private void demand(Demand charge) {
        if (charge.usdPerMw() <= 0) {
            return;
        }
        int above = programme.variable(0, FREE, -charge.usdPerMw());
        for (int k = charge.from(); k < charge.until(); k++) {
            load(programme.row(-FREE, charge.freeMw() - asleepMw()), k, above);
        }
    }

    /** More than anything else could be worth: what is owed is broken only where it cannot be kept. */
    private double dearest() {
        double most = 1_000;
        for (Ahead step : steps) {
            most = Math.max(most, 10 * Math.abs(step.usdPerMwh()) + 10 * step.soldUsdPerMwHour());
        }
        return most;
    }

    private void load(int row, int k, int less) {
        for (int c = 0; c < run.length; c++) {
            programme.add(row, run[c][k], falls(classes.get(c)));
        }
        programme.add(row, less, -1);
    }

    private double asleepMw() {
        double sum = 0;
        for (Machines one : classes) {
            sum += one.sleepMw();
        }
        return sum;
    }

    private static double falls(Machines one) {
        return one.runMw() - one.sleepMw();
    }

    private Planned read(Solution solution) {
        if (!solution.isUsable()) {
            return new Planned(solution, List.of(), List.of(), List.of());
        }
        List<List<Double>> runs = new ArrayList<>();
        List<Double> reserves = new ArrayList<>();
        List<Integer> missed = new ArrayList<>();
        for (int k = 0; k < steps.size(); k++) {
            List<Double> now = new ArrayList<>();
            double could = 0;
            for (int c = 0; c < run.length; c++) {
                now.add(Math.clamp(solution.value(run[c][k]), 0, 1));
                could += classes.get(c).neverSleeps() ? 0 : falls(classes.get(c));
            }
            runs.add(List.copyOf(now));
            reserves.add(Math.max(0, solution.value(held[k])));
            boolean tooMuchSold = steps.get(k).soldMw() > whole.reserveShare() * could + 1e-6;
            if (tooMuchSold || (over[k] >= 0 && solution.value(over[k]) > 1e-6)) {
                missed.add(k);
            }
        }
        return new Planned(solution, List.copyOf(runs), List.copyOf(reserves), List.copyOf(missed));
    }

    /** The step whose limit or sale cannot be kept first; null when all can. */
    public static @Nullable Integer firstMissed(Planned planned) {
        return planned.missed().isEmpty() ? null : planned.missed().getFirst();
    }
}
