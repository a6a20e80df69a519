package org.trimtab.bench;

import java.io.IOException;
import java.io.PrintWriter;
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
        name = "spine",
        description =
                "Measures the whole way over real sockets, with the miners in another process: from an"
                        + " instruction to the last command written, start-up, memory, help, and a year of prices."
                        + " Prints median and spread beside the target. Takes some minutes at the usual sizes.")
final class SpineVerb implements Callable<Integer> {
    private static final int RUNS_MOST = 100;
    private static final int EXIT_MISSED = 3;

    /** The parts it has. */
    enum Part {
        YEAR,
        HELP,
        SITE
    }

    @Option(
            names = "--runs",
            paramLabel = "N",
            defaultValue = "7",
            description =
                    "Events measured, after one that warms up and is shown by itself (default: ${DEFAULT-VALUE}).")
    int runs;

    @Option(
            names = "--miners",
            paramLabel = "N",
            defaultValue = "1000",
            description = "Virtual miners (default: ${DEFAULT-VALUE}).")
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
        check("--miners", miners, Mine.MINERS_LEAST, Mine.MINERS_MOST);
        Set<Part> parts = only == null || only.isEmpty() ? EnumSet.allOf(Part.class) : only;
        Machine machine = Machine.here();
        Trimtab trimtab = Trimtab.found();
        Figures figures = new Figures();
        // Prices first: their first run is cold only in a process that has done nothing yet.
        if (parts.contains(Part.YEAR)) {
            say("a year of prices …");
            YearBench.measure(figures);
        }
        try (Children children = Children.in(trimtab)) {
            if (parts.contains(Part.HELP)) {
                say("help …");
                HelpBench.measure(children, figures);
            }
            if (parts.contains(Part.SITE)) {
                new SiteBench(children, figures, this::say).measure(miners, runs);
            }
        }
        Report report =
                new Report(machine, trimtab, miners, figures.all(), List.of(), Machine.load());
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
