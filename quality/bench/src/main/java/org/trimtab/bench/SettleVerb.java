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
        name = "settle",
        description =
                "Measures how fast baselines are found, readings kept and evidence checked. BASELINE finds the baseline"
                        + " of one event for 2,000 meters with a year of 15-minute readings each, and by every method"
                        + " for one of them. READINGS keeps readings as fast as the disk takes them, beside someone who"
                        + " asks. VERIFY reads a bundle of one hour of 10,000 devices from a file and works its"
                        + " statement out again.")
final class SettleVerb implements Callable<Integer> {
    private static final int RUNS_MOST = 100;
    private static final int EXIT_MISSED = 3;

    /** The parts it has, each with what measures it. */
    @SuppressWarnings(
            "ImmutableEnumChecker") // each is a reference to a method, which holds nothing
    enum Part {
        BASELINE(BaselineBench::measure),
        READINGS(ReadingsBench::measure),
        VERIFY(VerifyBench::measure);

        private final Bench bench;

        Part(Bench bench) {
            this.bench = bench;
        }
    }

    /** Measures one part. */
    interface Bench {
        void measure(int runs, Figures figures, List<String> notes, Consumer<String> say)
                throws Exception;
    }

    @Option(
            names = "--runs",
            paramLabel = "N",
            defaultValue = "5",
            description = "Runs counted, after one that warms up (default: ${DEFAULT-VALUE}).")
    int runs;

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
        Set<Part> parts = only == null || only.isEmpty() ? EnumSet.allOf(Part.class) : only;
        Machine machine = Machine.here();
        Figures figures = new Figures();
        List<String> notes = new ArrayList<>();
        for (Part part : Part.values()) {
            if (parts.contains(part)) {
                part.bench.measure(runs, figures, notes, this::say);
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
