package org.trimtab.backtest;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.trimtab.market.StrategyCohort;

/** Cohorts of like break-even taken together, so that a plan stays as small for 1,000 cohorts as for a dozen. */
final class CohortClasses {
    private static final int CLASSES_MAX = 16;

    private CohortClasses() {}

    /** Places of the cohorts in each class; those that never sleep are a class of their own. */
    static List<List<Integer>> of(StrategyMath math, long hashPrice) {
        List<Integer> ordered =
                IntStream.range(0, math.cohorts().size())
                        .boxed()
                        .sorted(Comparator.comparingDouble(c -> breakEven(math, c, hashPrice)))
                        .toList();
        List<List<Integer>> classes = new ArrayList<>();
        List<Integer> never = new ArrayList<>();
        List<Integer> open = new ArrayList<>();
        int each = Math.ceilDiv(ordered.size(), CLASSES_MAX);
        for (int c : ordered) {
            if (math.cohorts().get(c).exempt()) {
                never.add(c);
                continue;
            }
            open.add(c);
            if (open.size() == each) {
                classes.add(List.copyOf(open));
                open.clear();
            }
        }
        if (!open.isEmpty()) {
            classes.add(List.copyOf(open));
        }
        if (!never.isEmpty()) {
            classes.add(List.copyOf(never));
        }
        return classes;
    }

    private static double breakEven(StrategyMath math, int c, long hashPrice) {
        StrategyCohort cohort = math.cohorts().get(c);
        return math.earnsPerHour(cohort, hashPrice) / math.fallsMw(cohort);
    }
}
