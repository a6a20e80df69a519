package org.trimtab.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.trimtab.bench.Figure.Unit;
import tools.jackson.databind.JsonNode;

/** What reading every device of a large site all the time costs the site's process. */
final class PollBench {
    private static final InstantSource CLOCK = InstantSource.system();
    private static final Duration UP_WITHIN = Duration.ofSeconds(120);
    private static final Duration SETTLES_WITHIN = Duration.ofSeconds(120);
    private static final Duration WINDOW = Duration.ofSeconds(30);
    private static final Duration LOOK = Duration.ofSeconds(1);

    /** A reading may be this old when each device is read every 10 s and the reading takes a moment. */
    private static final Duration AGE_MOST = Duration.ofMillis(11_000);

    private static final double CORES_TARGET = 0.5;
    private static final double NANOS_PER_S = 1e9;

    private final Children children;
    private final Figures figures;
    private final List<String> notes;
    private final Consumer<String> progress;

    PollBench(Children children, Figures figures, List<String> notes, Consumer<String> progress) {
        this.children = children;
        this.figures = figures;
        this.notes = notes;
        this.progress = progress;
    }

    void measure(int miners, int runs) throws IOException {
        figures.expect(
                        "poll_cores",
                        "every device read every 10 s: processors used",
                        Unit.CORES,
                        CORES_TARGET)
                .expect("poll_memory_mb", "  resident memory of the site", Unit.MB, null)
                .expect("poll_not_read", "  devices not read for 11 s", Unit.COUNT, null);
        MixedFleet fleet = MixedFleet.onFreePorts(miners);
        Path fleetFile =
                fleet.writeFleet(children.folder().resolve("polled-fleet.yaml"), List.of());
        Path siteFile = fleet.writeSite(children.folder().resolve("polled-site.yaml"));
        progress.accept("a site of " + fleet.inWords() + " …");
        Child machines =
                children.start(
                        "polled",
                        List.of("virtual-fleet", "--spec", fleetFile.toString(), "--json"));
        machines.announcement(UP_WITHIN);
        Child site =
                children.start(
                        "polling",
                        List.of(
                                "run",
                                siteFile.toString(),
                                "--port",
                                "0",
                                "--json",
                                "--data",
                                children.folder().resolve("polling").toString()));
        try {
            SiteApi api = new SiteApi(site.announcement(UP_WITHIN).path("url").asString());
            settle(api, fleet.count());
            // One window more, for the compiler to be done with the program.
            for (int run = -1; run < Math.min(runs, 3); run++) {
                progress.accept("polling, window " + (run + 2) + " …");
                Double cores = cores(site);
                if (run >= 0) {
                    figures.add("poll_cores", cores);
                    figures.add("poll_memory_mb", site.memoryMb("VmRSS"));
                    figures.add("poll_not_read", (double) notRead(api));
                }
            }
            notes.add(
                    String.format(
                            Locale.ROOT,
                            "polls: the whole site process with its engine, journal and meter, %d s a run",
                            WINDOW.toSeconds()));
        } finally {
            site.kill();
            machines.kill();
        }
    }

    /** Waits until every device has been read once. */
    private void settle(SiteApi api, int count) {
        long end = System.nanoTime() + SETTLES_WITHIN.toNanos();
        while (notRead(api) > count / 100 && System.nanoTime() - end < 0) {
            LockSupport.parkNanos(LOOK.toNanos());
        }
    }

    private static @Nullable Double cores(Child site) {
        Double before = site.processorS();
        long begun = System.nanoTime();
        LockSupport.parkNanos(WINDOW.toNanos());
        Double after = site.processorS();
        double wall = (System.nanoTime() - begun) / NANOS_PER_S;
        return before == null || after == null ? null : (after - before) / wall;
    }

    private static int notRead(SiteApi api) {
        int missing = 0;
        Instant now = CLOCK.instant();
        for (JsonNode device : api.get("/devices")) {
            String at = device.path("observed_at").asString("");
            if (at.isEmpty() || Instant.parse(at).isBefore(now.minus(AGE_MOST))) {
                missing++;
            }
        }
        return missing;
    }
}
