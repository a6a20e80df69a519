package org.trimtab.solver;

/** The solver does not run on this machine; the message says why and what to do. */
public final class SolverMissing extends RuntimeException {
    SolverMissing(String why) {
        super(
                "the solver HiGHS does not run here ("
                        + why
                        + "); use a strategy that needs none, such as break-even");
    }
}
