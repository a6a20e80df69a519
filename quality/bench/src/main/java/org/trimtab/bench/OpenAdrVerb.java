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
        name = "openadr",
        description =
                "Measures the OpenADR server in a process of its own. WEBHOOK goes from POST /events to the answer, and"
                        + " to the moment the last of many subscribers hears of it; POLL has many VENs ask for their"
                        + " events every ten seconds; ACT goes from an event heard of by the VEN of a whole"
                        + " site, by webhook and by MQTT, to the first command byte. Takes some minutes at the usual"
                        + " sizes.")
final class OpenAdrVerb implements Callable<Integer> {
    private static final int RUNS_MOST = 100;
    private static final int CLIENTS_MOST = 15_000;
    private static final int EXIT_MISSED = 3;

    /** The parts it has, each with what measures it. */
    @SuppressWarnings(
            "ImmutableEnumChecker") // each is a reference to a method, which holds nothing
    enum Part {
        WEBHOOK(WebhookBench::measure),
        POLL(VenPollBench::measure),
        ACT(ActBench::measure);

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
     * @param events posted and counted, after three that warm up
     * @param subscribers told of each event
     * @param vens that poll
     * @param windows of ten seconds counted, after one that warms up
     */
    record Sizes(int events, int subscribers, int vens, int windows) {}

    @Option(
            names = "--events",
            paramLabel = "N",
            defaultValue = "20",
            description = "Events counted, after three that warm up (default: ${DEFAULT-VALUE}).")
    int events;

    @Option(
            names = "--subscribers",
            paramLabel = "N",
            defaultValue = "1000",
            description =
                    "Webhook subscriptions (default: ${DEFAULT-VALUE}; the targets are for that).")
    int subscribers;

    @Option(
            names = "--vens",
            paramLabel = "N",
            defaultValue = "10000",
            description = "VENs that poll (default: ${DEFAULT-VALUE}; the targets are for that).")
    int vens;

    @Option(
            names = "--windows",
            paramLabel = "N",
            defaultValue = "5",
            description =
                    "Windows of ten seconds counted, after one that warms up (default: ${DEFAULT-VALUE}).")
    int windows;

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
        check("--events", events, 1, RUNS_MOST);
        check("--windows", windows, 1, RUNS_MOST);
        check("--subscribers", subscribers, 1, CLIENTS_MOST);
        check("--vens", vens, 1, CLIENTS_MOST);
        Set<Part> parts = only == null || only.isEmpty() ? EnumSet.allOf(Part.class) : only;
        Machine machine = Machine.here();
        Sizes sizes = new Sizes(events, subscribers, vens, windows);
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
