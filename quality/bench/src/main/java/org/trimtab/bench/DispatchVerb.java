package org.trimtab.bench;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "dispatch",
        description =
                "Measures how fast and how well it is decided which devices fall and which return. PLAN is the"
                        + " allocation of a large fleet; OPTIMUM compares many small cases with the best there is,"
                        + " as the HiGHS solver finds it. STEP is one step of the engine on a large site; FOLLOWING and"
                        + " REFILL play a simulated site; TRIP goes from a frequency sample to the last command"
                        + " byte over real sockets. Takes twenty minutes at the usual sizes.")
final class DispatchVerb implements Callable<Integer> {
    private static final int RUNS_MOST = 100;
    private static final int EXIT_MISSED = 3;

    /** The parts it has, each with what measures it. */
    @SuppressWarnings(
            "ImmutableEnumChecker") // each is a reference to a method, which holds nothing
    enum Part {
        PLAN(PlanBench::measure),
        OPTIMUM(OptimumBench::measure),
        STEP(EngineStepBench::measure),
        FOLLOWING(FollowingBench::measure),
        REFILL(RefillBench::measure),
        TRIP(TripBench::measure);

        private final Bench bench;

        Part(Bench bench) {
            this.bench = bench;
        }
    }

    /** Measures one part. */
    interface Bench {
        void measure(Sizes sizes, Figures figures, List<String> notes, Consumer<String> say)
                throws Exception;
    }

    /**
     * How much is measured.
     *
     * @param runs of everything that is timed
     * @param devices of the large fleet
     * @param cases compared with the optimum
     * @param seed of the first case; the next ones count up
     */
    record Sizes(int runs, int devices, int cases, long seed) {}

    @Option(
            names = "--runs",
            paramLabel = "N",
            defaultValue = "5",
            description = "Runs counted, after one that warms up (default: ${DEFAULT-VALUE}).")
    int runs;

    @Option(
            names = "--devices",
            paramLabel = "N",
            defaultValue = "100000",
            description =
                    "Devices of the large fleet (default: ${DEFAULT-VALUE}; the targets are for that).")
    int devices;

    @Option(
            names = "--cases",
            paramLabel = "N",
            defaultValue = "2000",
            description = "Cases compared with the optimum (default: ${DEFAULT-VALUE}).")
    int cases;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "Seed of the first case (default: ${DEFAULT-VALUE}).")
    long seed;

    @Option(
            names = "--only",
            paramLabel = "PART",
            split = ",",
            description = "Measure only some of: ${COMPLETION-CANDIDATES}.")
    @Nullable Set<Part> only;

    @Option(names = "--strict", description = "End with exit code 3 when a target is missed.")
    boolean strict;

    @Option(names = "--json", description = "Print one JSON object.")
    boolean json;

    @Spec @Nullable CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        check("--runs", runs, 1, RUNS_MOST);
        check("--devices", devices, PlanBench.DEVICES_LEAST, PlanBench.DEVICES_MOST);
        check("--cases", cases, 1, OptimumBench.CASES_MOST);
        Set<Part> parts = only == null || only.isEmpty() ? EnumSet.allOf(Part.class) : only;
        Machine machine = Machine.here();
        Sizes sizes = new Sizes(runs, devices, cases, seed);
        Figures figures = new Figures();
        List<String> notes = new ArrayList<>();
        for (Part part : Part.values()) {
            if (parts.contains(part)) {
                part.bench.measure(sizes, figures, notes, this::say);
            }
        }
        Report report = new Report(machine, null, null, figures.all(), notes, Machine.load());
        report.print(out(), json);
        return strict && report.isAnyMissed() ? EXIT_MISSED : 0;
    }

    private void check(String option, int value, int least, int most) {
        if (value < least || value > most) {
            String text = option + " " + value + ": give a number from " + least + " to " + most;
            if (spec == null) {
                throw new IllegalArgumentException(text);
            }
            throw new ParameterException(spec.commandLine(), text);
        }
    }

    /** Progress goes to standard error, so that standard output holds the result only. */
    private void say(String text) {
        if (spec != null) {
            spec.commandLine().getErr().println("bench: " + text);
            spec.commandLine().getErr().flush();
        }
    }

    private PrintWriter out() {
        if (spec == null) {
            throw new IllegalStateException("not started as a verb");
        }
        return spec.commandLine().getOut();
    }
}
