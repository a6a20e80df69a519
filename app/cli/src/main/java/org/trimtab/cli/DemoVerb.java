package org.trimtab.cli;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.trimtab.quantity.Share;
import org.trimtab.virtual.StackedFleet;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "demo",
        description =
                "Shows the whole way on this machine, over real sockets: an emergency instruction to a"
                        + " virtual mine, megawatts falling at a meter, the statement and its proof; then what"
                        + " following a year of real prices pays.")
final class DemoVerb implements Callable<Integer> {
    private static final int MINERS = 1_000;
    private static final int MINERS_STACKED = 400;
    private static final BigDecimal DEAF_STACKED = new BigDecimal("0.03");

    /** What can be shown. */
    enum Scenario {
        /** One emergency, and a year of prices. */
        EMERGENCY,
        /** Several obligations at once. */
        STACKED
    }

    @Option(
            names = "--scenario",
            paramLabel = "NAME",
            defaultValue = "emergency",
            description =
                    "emergency (the default), or stacked: an emergency on top of a followed base point on top of"
                            + " a dear hour, with a feeder that cannot carry all and some machines deaf. Takes about"
                            + " two minutes.")
    Scenario scenario = Scenario.EMERGENCY;

    @Option(
            names = "--miners",
            paramLabel = "N",
            description = "Virtual miners (default: 1000, or 400 in stacked).")
    @Nullable Integer miners;

    @Option(
            names = "--seed",
            paramLabel = "S",
            defaultValue = "7",
            description = "Seed of everything drawn by chance (default: ${DEFAULT-VALUE}).")
    long seed;

    @Option(
            names = "--hold",
            paramLabel = "SECONDS",
            description =
                    "How long the instruction holds (default: 60, or 90 with faults); not in stacked.")
    @Nullable Integer holdSeconds;

    @Option(
            names = "--faults",
            paramLabel = "SHARE",
            description =
                    "Share of miners that misbehave, such as 0.05 (default: 0; in stacked 0.03, all of them deaf).")
    @Nullable BigDecimal faults;

    @Option(
            names = "--headless",
            description = "End after the story instead of serving the dashboard.")
    boolean headless;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            defaultValue = "7070",
            description = "Port of the dashboard; 0 for any free one (default: ${DEFAULT-VALUE}).")
    int port;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Where the site file, journal and evidence go (default: demo-out).")
    @Nullable Path out;

    @Option(
            names = "--json",
            description = "Print one JSON object; progress goes to standard error.")
    boolean json;

    @Spec @Nullable CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        DemoStory story = new DemoStory(json ? Terminal.err(spec) : Terminal.out(spec));
        return scenario == Scenario.STACKED ? stacked(story) : emergency(story);
    }

    private int emergency(DemoStory story) throws IOException {
        DemoPlan plan = plan(MINERS, BigDecimal.ZERO);
        try (DemoRun run = DemoRun.start(plan, story)) {
            DemoReport report = run.play();
            return ended(story, report, report.succeeded(), run.url());
        }
    }

    private int stacked(DemoStory story) throws IOException {
        if (holdSeconds != null) {
            throw Fault.badInput(
                    "--hold belongs to the emergency alone; leave it out with stacked");
        }
        DemoPlan plan = plan(MINERS_STACKED, DEAF_STACKED);
        if (plan.miners() < StackedFleet.MACHINES_LEAST) {
            throw Fault.badInput(
                    "--miners "
                            + miners
                            + ": stacked needs at least "
                            + StackedFleet.MACHINES_LEAST
                            + ", two of each group");
        }
        try (DemoStackedRun run = DemoStackedRun.start(plan, story)) {
            DemoStackedReport report = run.play();
            return ended(story, report, report.succeeded(), run.url());
        }
    }

    private int ended(DemoStory story, Object report, boolean succeeded, String url) {
        if (json) {
            Json.print(Terminal.out(spec), report);
        }
        if (!headless) {
            story.say("The dashboard stays at %s until you press Ctrl-C.", url);
            stayUntilInterrupted();
        }
        return succeeded ? 0 : Fault.FAILED;
    }

    private DemoPlan plan(int minersUsual, BigDecimal faultsUsual) {
        int count = miners == null ? minersUsual : miners;
        BigDecimal share = faults == null ? faultsUsual : faults;
        if (count < 5 || count > 20_000) {
            throw Fault.badInput("--miners " + count + ": give 5 to 20000");
        }
        if (share.signum() < 0 || share.compareTo(new BigDecimal("0.5")) > 0) {
            throw Fault.badInput(
                    "--faults " + share + ": give a share from 0 to 0.5, such as 0.05");
        }
        if (holdSeconds != null && (holdSeconds < 10 || holdSeconds > 3_600)) {
            throw Fault.badInput("--hold " + holdSeconds + ": give 10 to 3600 seconds");
        }
        return new DemoPlan(
                count,
                seed,
                Share.ofFraction(share),
                holdSeconds == null ? (share.signum() == 0 ? 60 : 90) : holdSeconds,
                port,
                out == null ? Path.of("demo-out") : out);
    }

    private static void stayUntilInterrupted() {
        try {
            new java.util.concurrent.CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
