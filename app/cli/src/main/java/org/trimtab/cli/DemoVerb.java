package org.trimtab.cli;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.trimtab.quantity.Share;
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
    @Option(
            names = "--miners",
            paramLabel = "N",
            defaultValue = "1000",
            description = "Virtual miners (default: ${DEFAULT-VALUE}).")
    int miners;

    @Option(
            names = "--seed",
            paramLabel = "S",
            defaultValue = "7",
            description = "Seed of everything drawn by chance (default: ${DEFAULT-VALUE}).")
    long seed;

    @Option(
            names = "--hold",
            paramLabel = "SECONDS",
            description = "How long the instruction holds (default: 60, or 90 with faults).")
    @Nullable Integer holdSeconds;

    @Option(
            names = "--faults",
            paramLabel = "SHARE",
            defaultValue = "0",
            description =
                    "Share of miners that misbehave, such as 0.05 (default: ${DEFAULT-VALUE}).")
    BigDecimal faults = BigDecimal.ZERO;

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
        check();
        DemoPlan plan =
                new DemoPlan(
                        miners,
                        seed,
                        Share.ofFraction(faults),
                        holdSeconds == null ? (faults.signum() == 0 ? 60 : 90) : holdSeconds,
                        port,
                        out == null ? Path.of("demo-out") : out);
        DemoStory story = new DemoStory(json ? Terminal.err(spec) : Terminal.out(spec));
        try (DemoRun run = DemoRun.start(plan, story)) {
            DemoReport report = run.play();
            if (json) {
                Json.print(Terminal.out(spec), report);
            }
            if (!headless) {
                story.say("The dashboard stays at %s until you press Ctrl-C.", run.url());
                stayUntilInterrupted();
            }
            return report.succeeded() ? 0 : Fault.FAILED;
        }
    }

    private void check() {
        if (miners < 5 || miners > 20_000) {
            throw Fault.badInput("--miners " + miners + ": give 5 to 20000");
        }
        if (faults.signum() < 0 || faults.compareTo(new BigDecimal("0.5")) > 0) {
            throw Fault.badInput(
                    "--faults " + faults + ": give a share from 0 to 0.5, such as 0.05");
        }
        if (holdSeconds != null && (holdSeconds < 10 || holdSeconds > 3_600)) {
            throw Fault.badInput("--hold " + holdSeconds + ": give 10 to 3600 seconds");
        }
    }

    private static void stayUntilInterrupted() {
        try {
            new java.util.concurrent.CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
