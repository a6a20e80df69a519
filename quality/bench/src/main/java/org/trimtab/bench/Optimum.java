package org.trimtab.bench;

import com.google.ortools.Loader;
import com.google.ortools.linearsolver.MPConstraint;
import com.google.ortools.linearsolver.MPObjective;
import com.google.ortools.linearsolver.MPSolver;
import com.google.ortools.linearsolver.MPSolverParameters;
import com.google.ortools.linearsolver.MPVariable;
import org.trimtab.solver.NativeOutput;

/** The least that any choice of points costs, found by the HiGHS solver as a mixed-integer programme. */
final class Optimum {
    private static final int TIME_MOST_MS = 20_000;

    /** Share of the cost that may stay unproven: thousandths of a device step, for a hundredth of the time. */
    private static final double GAP = 1e-5;

    /** The solver's tolerances are meant for numbers about this much smaller than watts and micro-dollars. */
    private static final double THOUSAND = 1_000;

    private Optimum() {}

    /** Makes the solver ready; once is enough. */
    static void load() {
        try {
            Loader.loadNativeLibraries();
        } catch (RuntimeException | UnsatisfiedLinkError e) {
            throw new BenchFailure(
                    "the solver does not run here (%s); measure without it: --only PLAN"
                            .formatted(e.getMessage()));
        }
    }

    /** The least cost of a case, or the best bound below it that was proven in time. */
    static double leastCost(OptimumCase site) {
        return NativeOutput.silenced(() -> {
            try {
                return leastCost(site, "HIGHS");
            } catch (IllegalArgumentException e) {
                // A few cases in a thousand end in a status OR-Tools has no word for; SCIP
                // finds the same optimum.
                return leastCost(site, "SCIP");
            }
        });
    }

    private static double leastCost(OptimumCase site, String by) {
        MPSolver solver = MPSolver.createSolver(by);
        if (solver == null) {
            throw new BenchFailure(
                    "this build of OR-Tools has no %s; measure without: --only PLAN".formatted(by));
        }
        try {
            solver.setTimeLimit(TIME_MOST_MS);
            // It would write a line of its own for every case; the answer is no whether it
            // understood or not.
            if (by.equals("HIGHS")) {
                solver.setSolverSpecificParametersAsString("output_flag=false");
            }
            state(site, solver);
            try (var parameters = new Proof()) {
                MPSolver.ResultStatus status = solver.solve(parameters.parameters);
                if (status == MPSolver.ResultStatus.OPTIMAL) {
                    return solver.objective().value() * THOUSAND;
                }
                if (status == MPSolver.ResultStatus.FEASIBLE) {
                    return solver.objective().bestBound() * THOUSAND;
                }
                throw new BenchFailure("the solver says " + status);
            }
        } finally {
            solver.delete();
        }
    }

    /** Parameters that end only when the optimum is as good as proven. */
    private static final class Proof implements AutoCloseable {
        final MPSolverParameters parameters = new MPSolverParameters();

        Proof() {
            parameters.setDoubleParam(MPSolverParameters.DoubleParam.RELATIVE_MIP_GAP, GAP);
        }

        @Override
        public void close() {
            parameters.delete();
        }
    }

    private static void state(OptimumCase site, MPSolver solver) {
        double most = Double.POSITIVE_INFINITY;
        MPObjective objective = solver.objective();
        objective.setMinimization();
        MPConstraint all = solver.makeConstraint(site.need / THOUSAND, most);
        MPConstraint[] groups = new MPConstraint[site.needs.length];
        for (int g = 0; g < groups.length; g++) {
            groups[g] = solver.makeConstraint(site.needs[g] / THOUSAND, most);
        }
        for (int d = 0; d < site.devices; d++) {
            MPConstraint one = solver.makeConstraint(0, 1);
            for (int p = site.lowest[d]; p < site.stand[d]; p++) {
                MPVariable goes = solver.makeBoolVar("");
                one.setCoefficient(goes, 1);
                all.setCoefficient(goes, site.gives(d, p) / THOUSAND);
                for (int g = 0; g < groups.length; g++) {
                    if (site.isBehind(d, g)) {
                        groups[g].setCoefficient(goes, site.gives(d, p) / THOUSAND);
                    }
                }
                objective.setCoefficient(goes, site.costs(d, p) / THOUSAND);
            }
        }
    }
}
