package org.trimtab.storm;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "storm",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        usageHelpAutoWidth = true,
        description = {
            "Puts the engine through random storms: fleets, obligations that contradict each other, faults, clock"
                    + " steps and restarts, each from one seed. Some sentences must hold all the time.",
            "The first that does not hold ends the run, and the command that brings it back is printed."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:every sentence held in every storm",
            "1:one was broken",
            "2:wrong usage"
        })
final class StormVerb implements Callable<Integer> {
    private static final int SEEDS_MOST = 10_000_000;
    private static final int PROGRESS_EVERY = 100;
    private static final int FAILURES_SHOWN_MOST = 25;
    private static final int EXIT_BROKEN = 1;

    @Option(
            names = "--seeds",
            paramLabel = "N",
            defaultValue = "100",
            description = "Storms, with the seeds from --from on (default: ${DEFAULT-VALUE}).")
    int seeds;

    @Option(
            names = "--from",
            paramLabel = "S",
            defaultValue = "1",
            description = "Seed of the first (default: ${DEFAULT-VALUE}).")
    long from;

    @Option(names = "--seed", paramLabel = "N", description = "One storm, with this seed.")
    @Nullable Long seed;

    @Option(
            names = "--trace",
            description = "With --seed: print all that happens but readings, to standard error.")
    boolean trace;

    @Option(
            names = "--bug",
            paramLabel = "BUG",
            description =
                    "Plant a bug to see it found: drop-expiry, forget-min-off or forget-holds.")
    @Nullable String bug;

    @Option(
            names = "--keep-going",
            description = "Go on after a broken sentence, and show the first ${DEFAULT-VALUE}.",
            hidden = true)
    boolean keepGoing;

    @Option(names = "--json", description = "Print one JSON object.")
    boolean json;

    @Spec @Nullable CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        check(seeds >= 1 && seeds <= SEEDS_MOST, "--seeds " + seeds + ": give 1 to " + SEEDS_MOST);
        check(!trace || seed != null, "--trace: give one --seed with it");
        Bug planted = planted();
        StormReport report = new StormReport(planted);
        Long one = seed;
        if (one != null) {
            report.add(new Storm(one, planted, trace ? err() : null).run());
        } else {
            many(planted, report);
        }
        report.print(out(), json);
        return report.isAnyBroken() ? EXIT_BROKEN : 0;
    }

    /** Storms run side by side and are counted in the order of their seeds, so that the first broken is the same. */
    private void many(Bug planted, StormReport report) throws InterruptedException {
        int threads = Runtime.getRuntime().availableProcessors();
        try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
            List<Future<Storm.Outcome>> running = new ArrayList<>();
            long next = from;
            long end = from + seeds;
            int done = 0;
            while (done < seeds) {
                while (next < end && running.size() < threads * 2) {
                    long number = next++;
                    running.add(pool.submit(() -> new Storm(number, planted, null).run()));
                }
                Storm.Outcome outcome = result(running.removeFirst());
                report.add(outcome);
                done++;
                if (done % PROGRESS_EVERY == 0) {
                    say(done + " of " + seeds + " storms");
                }
                boolean enough = !keepGoing || report.broken().size() >= FAILURES_SHOWN_MOST;
                if (outcome.broken() != null && enough) {
                    running.forEach(waiting -> waiting.cancel(true));
                    break;
                }
            }
        }
    }

    private static Storm.Outcome result(Future<Storm.Outcome> running) throws InterruptedException {
        try {
            return running.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("the storm itself failed", e);
        }
    }

    private Bug planted() {
        String wanted = bug;
        if (wanted == null) {
            return Bug.NONE;
        }
        return Arrays.stream(Bug.values())
                .filter(one -> one.option().equals(wanted))
                .findFirst()
                .orElseThrow(() ->
                        new ParameterException(
                                spec().commandLine(),
                                "--bug "
                                        + wanted
                                        + ": give drop-expiry, forget-min-off or forget-holds"));
    }

    private void check(boolean holds, String text) {
        if (!holds) {
            throw new ParameterException(spec().commandLine(), text);
        }
    }

    /** Progress goes to standard error, so that standard output holds the result only. */
    private void say(String text) {
        err().println("storm: " + text);
        err().flush();
    }

    private PrintWriter out() {
        return spec().commandLine().getOut();
    }

    private PrintWriter err() {
        return spec().commandLine().getErr();
    }

    private CommandSpec spec() {
        CommandSpec known = spec;
        if (known == null) {
            throw new IllegalStateException("not started as a verb");
        }
        return known;
    }
}
