package org.trimtab.solver;

import com.google.ortools.Loader;
import com.google.ortools.linearsolver.MPConstraint;
import com.google.ortools.linearsolver.MPObjective;
import com.google.ortools.linearsolver.MPSolver;
import com.google.ortools.linearsolver.MPSolverParameters;
import com.google.ortools.linearsolver.MPVariable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The HiGHS solver, as OR-Tools brings it. Its answers are the same for the same programme. */
public final class Highs {
    /** Share of the worth that may stay unproven where variables must be whole. */
    private static final double GAP = 1e-4;

    private static final boolean[] LOADED = new boolean[1];

    private Highs() {}

    /**
     * Finds the greatest worth.
     *
     * @param most time it may take; when it runs out the best found so far is returned
     * @throws SolverMissing when the solver does not run here
     */
    public static Solution solve(LinearProgram programme, Duration most) {
        load();
        MPSolver solver = MPSolver.createSolver("HIGHS");
        if (solver == null) {
            throw new SolverMissing("this build of OR-Tools is without it");
        }
        MPSolverParameters parameters = new MPSolverParameters();
        try {
            solver.setTimeLimit(Math.max(1, most.toMillis()));
            solver.setSolverSpecificParametersAsString("output_flag=false");
            parameters.setDoubleParam(MPSolverParameters.DoubleParam.RELATIVE_MIP_GAP, GAP);
            MPVariable[] variables = state(programme, solver);
            return read(solver, status(solver, parameters), variables);
        } finally {
            parameters.delete();
            solver.delete();
        }
    }

    private static void load() {
        synchronized (LOADED) {
            if (LOADED[0]) {
                return;
            }
            try {
                Loader.loadNativeLibraries();
                LOADED[0] = true;
            } catch (RuntimeException | UnsatisfiedLinkError e) {
                throw new SolverMissing(String.valueOf(e.getMessage()));
            }
        }
    }

    private static MPVariable[] state(LinearProgram programme, MPSolver solver) {
        MPVariable[] variables = new MPVariable[programme.variables()];
        MPObjective objective = solver.objective();
        objective.setMaximization();
        for (int i = 0; i < variables.length; i++) {
            variables[i] =
                    programme.isWhole(i)
                            ? solver.makeIntVar(programme.least(i), programme.most(i), "")
                            : solver.makeNumVar(programme.least(i), programme.most(i), "");
            if (programme.worth(i) != 0) {
                objective.setCoefficient(variables[i], programme.worth(i));
            }
        }
        MPConstraint[] rows = new MPConstraint[programme.rows()];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = solver.makeConstraint(programme.rowLeast(i), programme.rowMost(i));
        }
        for (int i = 0; i < programme.entries(); i++) {
            rows[programme.entryRow(i)].setCoefficient(
                    variables[programme.entryVariable(i)], programme.entryValue(i));
        }
        return variables;
    }

    /** The solver's own word; a status that the library's enumeration does not have means that nothing was found. */
    private static MPSolver.ResultStatus status(MPSolver solver, MPSolverParameters parameters) {
        try {
            return solver.solve(parameters);
        } catch (IllegalArgumentException e) {
            // OR-Tools 9.15 hands 99 (unknown) on when time runs out before the first solution.
            return MPSolver.ResultStatus.NOT_SOLVED;
        }
    }

    private static Solution read(
            MPSolver solver, MPSolver.ResultStatus status, MPVariable[] variables) {
        return switch (status) {
            case OPTIMAL, FEASIBLE -> {
                List<Double> values = new ArrayList<>(variables.length);
                for (MPVariable variable : variables) {
                    values.add(variable.solutionValue());
                }
                boolean best = status == MPSolver.ResultStatus.OPTIMAL;
                double worth = solver.objective().value();
                double bound = best ? worth : solver.objective().bestBound();
                yield new Solution(
                        best ? Solution.State.BEST : Solution.State.TIME_OUT, worth, bound, values);
            }
            case INFEASIBLE -> new Solution(Solution.State.CONTRADICTION, 0, 0, List.of());
            default -> new Solution(Solution.State.NOTHING_FOUND, 0, 0, List.of());
        };
    }
}
