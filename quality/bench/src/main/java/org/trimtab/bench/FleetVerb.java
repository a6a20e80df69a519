package org.trimtab.bench;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "fleet",
        description =
                "Measures how fast a mixed fleet of every imitated family in another process is commanded and"
                        + " polled, beside a bare client that only writes the same bytes and reads the answers."
                        + " The machines think no time. Takes some minutes at the usual sizes.")
final class FleetVerb implements Callable<Integer> {
    private static final int RUNS_MOST = 100;
    private static final int EXIT_MISSED = 3;

    /** The parts it has. */
    enum Part {
        MANY,
        COMMANDS,
        FAULTS,
        POLLS
    }

    @Option(
            names = "--runs",
            paramLabel = "N",
            defaultValue = "5",
            description = "Runs counted, after one that warms up (default: ${DEFAULT-VALUE}).")
    int runs;

    @Option(
            names = "--miners",
            paramLabel = "N",
            defaultValue = "10000",
            description =
                    "Virtual miners, twice as many for MANY (default: ${DEFAULT-VALUE}; the targets are for"
                            + " that).")
    int miners;

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
    public Integer call() throws IOException {
        check("--runs", runs, 1, RUNS_MOST);
        check("--miners", miners, FleetBench.MINERS_LEAST, FleetBench.MINERS_MOST);
        Set<Part> parts = only == null || only.isEmpty() ? EnumSet.allOf(Part.class) : only;
        Machine machine = Machine.here();
        Trimtab trimtab = Trimtab.found();
        Figures figures = new Figures();
        List<String> notes = new ArrayList<>();
        try (Children children = Children.in(trimtab)) {
            FleetBench bench = new FleetBench(children, figures, notes, this::say);
            // First, so that its peak memory is its own.
            if (parts.contains(Part.MANY)) {
                bench.many(2 * miners, runs);
            }
            if (parts.contains(Part.COMMANDS)) {
                bench.commands(miners, runs);
            }
            if (parts.contains(Part.FAULTS)) {
                bench.faults(miners, runs);
            }
            if (parts.contains(Part.POLLS)) {
                new PollBench(children, figures, notes, this::say).measure(miners, runs);
            }
        }
        Report report = new Report(machine, trimtab, miners, figures.all(), notes, Machine.load());
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
