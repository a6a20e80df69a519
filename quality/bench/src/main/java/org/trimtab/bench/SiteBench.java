package org.trimtab.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.trimtab.bench.Figure.Unit;
import tools.jackson.databind.JsonNode;

/** A site process against a fleet in another process: how soon it is ready, how fast it acts, what memory it takes. */
final class SiteBench {
    private static final int STARTS = 5;
    private static final Duration UP_WITHIN = Duration.ofSeconds(60);
    private static final Duration READY_WITHIN = Duration.ofSeconds(120);
    private static final Duration COMPLETED_WITHIN = Duration.ofMinutes(3);

    /** Long enough for the slowest answer, 4 s, and the baseline before it. */
    private static final String HOLD = "8 s";

    private static final Duration BASELINE = Duration.ofSeconds(6);
    private static final Duration LOOK_FAST = Duration.ofMillis(10);
    private static final Duration LOOK_SLOW = Duration.ofMillis(250);

    /** So low that nearly every machine is commanded. */
    private static final double LIMIT_SHARE = 0.05;

    private static final double NANOS_PER_S = 1e9;

    private static final double READY_TARGET_S = 3;
    private static final double MEMORY_TARGET_MB = 512;
    private static final double DECIDED_TARGET_MS = 5;
    private static final double LUXOS_TARGET_MS = 250;

    /** A site process that has been started. */
    private record Site(Child child, SiteApi api) {}

    private final Children children;
    private final Figures figures;
    private final Consumer<String> progress;

    SiteBench(Children children, Figures figures, Consumer<String> progress) {
        this.children = children;
        this.figures = figures;
        this.progress = progress;
    }

    void measure(int miners, int runs) throws IOException {
        announce();
        Mine mine = Mine.onFreePorts(miners);
        Path fleetFile = mine.writeFleet(children.folder());
        Path siteFile = mine.writeSite(children.folder());
        progress.accept("a fleet of " + miners + " …");
        Child fleet =
                children.start(
                        "fleet",
                        List.of("virtual-fleet", "--spec", fleetFile.toString(), "--json"));
        fleet.announcement(UP_WITHIN);
        // The first start reads files from the disk and is not counted.
        for (int i = -1; i < STARTS - 1; i++) {
            Site site = start(siteFile, i);
            site.child.kill();
        }
        Site site = start(siteFile, STARTS - 1);
        for (int i = 0; i <= runs; i++) {
            progress.accept(
                    "event "
                            + i
                            + " of "
                            + runs
                            + (i == 0 ? ", the first of its process …" : " …"));
            event(site, i == 0 ? "first_event_" : "");
            if (i == 0) {
                figures.add("memory_after_event_mb", site.child.memoryMb("VmRSS"));
            }
        }
        figures.add("memory_peak_mb", site.child.memoryMb("VmHWM"));
        site.child.kill();
        fleet.kill();
    }

    private void announce() {
        figures.expect("ready_s", "ready after start", Unit.S, READY_TARGET_S);
        figures.expect("memory_ready_mb", "resident memory, ready", Unit.MB, MEMORY_TARGET_MB);
        figures.expect("memory_after_event_mb", "  after an event", Unit.MB, MEMORY_TARGET_MB);
        figures.expect("memory_peak_mb", "  most over all events", Unit.MB, MEMORY_TARGET_MB);
        announceEvents("first_event_", "first event of a process: ");
        announceEvents("", "");
    }

    private void announceEvents(String key, String name) {
        figures.expect(key + "decided_ms", name + "decided", Unit.MS, DECIDED_TARGET_MS);
        figures.expect(key + "first_command_ms", name + "first command", Unit.MS, null);
        figures.expect(
                key + "last_command_luxos_ms",
                name + "last LuxOS command",
                Unit.MS,
                LUXOS_TARGET_MS);
        figures.expect(key + "last_command_ms", name + "last command", Unit.MS, null);
        figures.expect(key + "last_answer_luxos_ms", name + "last LuxOS answer", Unit.MS, null);
        figures.expect(
                key + "last_answer_antminer_ms", name + "last Antminer answer", Unit.MS, null);
        figures.expect(key + "at_target_ms", name + "meter at target", Unit.MS, null);
    }

    /** Starts a site with an empty data folder and waits until it is ready. */
    private Site start(Path siteFile, int number) throws IOException {
        progress.accept("start " + (number + 1) + " of " + STARTS + " …");
        String name = "site-" + (number + 1);
        Child child =
                children.start(
                        name,
                        List.of(
                                "run",
                                siteFile.toString(),
                                "--port",
                                "0",
                                "--json",
                                "--data",
                                children.folder().resolve(name).toString()));
        SiteApi api = new SiteApi(child.announcement(UP_WITHIN).path("url").asString());
        Site site = new Site(child, api);
        waitFor(
                "/status",
                site,
                status -> status.path("state").asString("").equals("READY"),
                READY_WITHIN,
                LOOK_FAST);
        double seconds = (System.nanoTime() - child.startedNanos()) / NANOS_PER_S;
        if (number >= 0) {
            figures.add("ready_s", seconds);
            figures.add("memory_ready_mb", child.memoryMb("VmRSS"));
        }
        return site;
    }

    /** One event from its instruction until every machine is back at work. */
    private void event(Site site, String key) {
        LockSupport.parkNanos(BASELINE.toNanos());
        JsonNode ready =
                waitFor(
                        "/status",
                        site,
                        s -> s.path("metered_w").isNumber(),
                        READY_WITHIN,
                        LOOK_SLOW);
        long limitW = Math.round(ready.path("metered_w").asLong() * LIMIT_SHARE);
        String id =
                site.api
                        .post(
                                "/instructions",
                                Map.of("source", "bench", "limit", limitW + " W", "for", HOLD))
                        .path("id")
                        .asString();
        JsonNode done =
                waitFor(
                        "/events/" + id,
                        site,
                        e -> e.path("state").asString("").equals("COMPLETED"),
                        COMPLETED_WITHIN,
                        LOOK_SLOW);
        progress.accept(
                "  "
                        + done.path("chosen").asInt()
                        + " machines commanded, "
                        + done.path("confirmed").asInt()
                        + " seen asleep, "
                        + done.path("restored").asInt()
                        + " restored");
        figures.add(key + "decided_ms", SiteApi.stageMs(done, "decided", null));
        figures.add(key + "first_command_ms", SiteApi.stageMs(done, "first_command", null));
        figures.add(key + "last_command_ms", SiteApi.stageMs(done, "last_command", null));
        figures.add(key + "last_command_luxos_ms", SiteApi.stageMs(done, "last_command", "luxos"));
        figures.add(key + "last_answer_luxos_ms", SiteApi.stageMs(done, "last_answer", "luxos"));
        figures.add(
                key + "last_answer_antminer_ms", SiteApi.stageMs(done, "last_answer", "antminer"));
        figures.add(key + "at_target_ms", SiteApi.stageMs(done, "at_target", null));
    }

    private static JsonNode waitFor(
            String path, Site site, Predicate<JsonNode> so, Duration within, Duration every) {
        long end = System.nanoTime() + within.toNanos();
        while (true) {
            JsonNode answer = site.api.get(path);
            if (so.test(answer)) {
                return answer;
            }
            if (System.nanoTime() - end > 0) {
                throw site.child.failure(
                        "took longer than "
                                + within.toSeconds()
                                + " s; "
                                + path
                                + " says "
                                + answer);
            }
            LockSupport.parkNanos(every.toNanos());
        }
    }
}
