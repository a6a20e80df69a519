package org.trimtab.bench;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.trimtab.bench.DispatchVerb.Sizes;
import org.trimtab.bench.Figure.Unit;

/** How much more value the allocation loses than the best of all choices, counted in steps of one device. */
final class OptimumBench {
    static final int CASES_MOST = 1_000_000;

    private static final int SAID_EVERY = 500;
    private static final double TARGET_STEPS = 1;

    /** Below this share of a step the solver's own tolerance speaks. */
    private static final double NOTHING = 0.01;

    private OptimumBench() {}

    static void measure(Sizes sizes, Figures figures, List<String> notes, Consumer<String> say) {
        figures.expect("excess_median_steps", "above the optimum, steps, median", Unit.COUNT, null);
        figures.expect("excess_p99_steps", "above the optimum, steps, p99", Unit.COUNT, null);
        figures.expect(
                "excess_most_steps", "above the optimum, steps, most", Unit.COUNT, TARGET_STEPS);
        Optimum.load();
        double[] excess = new double[sizes.cases()];
        double worst = -1;
        long worstSeed = sizes.seed();
        for (int i = 0; i < excess.length; i++) {
            if (i % SAID_EVERY == 0) {
                say.accept("optimum of case %d of %d …".formatted(i + 1, excess.length));
            }
            excess[i] = excessSteps(sizes.seed() + i);
            if (excess[i] > worst) {
                worst = excess[i];
                worstSeed = sizes.seed() + i;
            }
        }
        Arrays.sort(excess);
        figures.add("excess_median_steps", excess[excess.length / 2]);
        figures.add("excess_p99_steps", excess[excess.length * 99 / 100]);
        figures.add("excess_most_steps", excess[excess.length - 1]);
        notes.add(inWords(excess, sizes.seed(), worstSeed));
    }

    /** What the draft of a case loses more than the optimum, in steps of the device whose step is dearest. */
    static double excessSteps(long seed) {
        OptimumCase site = new OptimumCase(seed);
        long cost = site.cost(site.draft());
        double least = Optimum.leastCost(site);
        double steps = (cost - least) / Math.max(1, site.dearestStep());
        if (steps < -NOTHING) {
            throw new BenchFailure(
                    "case %d costs %d, less than the optimum of %.0f".formatted(seed, cost, least));
        }
        return Math.max(0, steps);
    }

    private static String inWords(double[] sorted, long seed, long worstSeed) {
        double[] bounds = {NOTHING, 0.05, 0.1, 0.25, 0.5, 1};
        StringBuilder text = new StringBuilder();
        for (double bound : bounds) {
            long within = Arrays.stream(sorted).filter(steps -> steps <= bound).count();
            text.append(
                    String.format(
                            Locale.ROOT, " %s %.1f %%,", bound, 100.0 * within / sorted.length));
        }
        return "optimum: %d cases from seed %d; share of cases within so many steps of it:%s worst in case %d"
                .formatted(sorted.length, seed, text, worstSeed);
    }
}
