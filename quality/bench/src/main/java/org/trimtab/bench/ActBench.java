package org.trimtab.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.trimtab.bench.Figure.Unit;
import org.trimtab.dispatch.CommandOutcome;
import org.trimtab.engine.Input;
import org.trimtab.engine.Output;
import org.trimtab.engine.Step;
import org.trimtab.live.LiveSettings;
import org.trimtab.live.LiveSite;

/**
 * From an event heard of by the VEN of a whole live site to the first command byte: the VTN and the machines in
 * processes of their own, real sockets between all of them, the journal on the disk. Heard is when the last byte of
 * the notification is about to be handed to the VEN's socket.
 */
final class ActBench {
    static final int DEVICES = 500;

    private static final double TARGET_MS = 50;
    private static final int WARM_UP = 3;
    private static final Duration UP_WITHIN = Duration.ofMinutes(2);
    private static final Duration ACTED_WITHIN = Duration.ofSeconds(30);
    private static final Duration RESTED_WITHIN = Duration.ofMinutes(2);
    private static final Duration BETWEEN = Duration.ofMillis(700);
    private static final long LOOK_NANOS = 20_000_000L;
    private static final double NANOS_PER_MS = 1e6;

    /** How the VEN is told. */
    private enum Way {
        WEBHOOK,
        MQTT;

        String key() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private final Children children;
    private final Figures figures;
    private final List<String> notes;
    private final Consumer<String> say;
    private volatile @Nullable LiveSite site;
    private volatile @Nullable Instant heardAt;

    private ActBench(Children children, Figures figures, List<String> notes, Consumer<String> say) {
        this.children = children;
        this.figures = figures;
        this.notes = notes;
        this.say = say;
    }

    /** One part of {@code bench openadr}. */
    static void measure(
            OpenAdrVerb.Sizes sizes, Figures figures, List<String> notes, Consumer<String> say)
            throws IOException {
        try (Children children = Children.in(Trimtab.found())) {
            new ActBench(children, figures, notes, say).measure(sizes.events());
        }
    }

    private void measure(int runs) throws IOException {
        for (Way way : Way.values()) {
            String key = way.key();
            figures.expect(key + "_command_ms", key + ": heard to first command", Unit.MS, null)
                    .expect(key + "_command_p99_ms", "  99 % of them", Unit.MS, TARGET_MS)
                    .expect(key + "_asked_ms", "  heard to instruction", Unit.MS, null)
                    .expect(key + "_decided_ms", "  to its step", Unit.MS, null)
                    .expect(key + "_kept_ms", "  to the step on the disk", Unit.MS, null)
                    .expect(key + "_posted_ms", "  POST /events to command", Unit.MS, null);
        }
        TripFleet fleet = TripFleet.onFreePorts(DEVICES);
        say.accept("a fleet of " + DEVICES + " luxos …");
        Child machines =
                children.start(
                        "act",
                        List.of(
                                "virtual-fleet",
                                "--spec",
                                fleet.writeFleet(children.folder().resolve("act.yaml")).toString(),
                                "--json"));
        machines.announcement(UP_WITHIN);
        int door = freePort();
        try (HintBroker broker = new HintBroker(this::heard);
                HintRelay relay = new HintRelay(door, this::heard);
                OpenAdrServer vtn = OpenAdrServer.startOwn(children, broker.url())) {
            String program = vtn.create("programs", "{\"programName\":\"act\"}");
            for (Way way : Way.values()) {
                String follows = follows(way, vtn, door, relay.port());
                follow(way, fleet, follows, runs, () -> post(vtn, program));
            }
        }
        notes.add(
                String.format(
                        Locale.ROOT,
                        "act: %,d LuxOS machines that think no time; the VTN, the machines and the site share the"
                                + " machine; heard is when the VEN's socket is about to be written to; the journal is"
                                + " forced to the disk before the first byte",
                        DEVICES));
    }

    private static String follows(Way way, OpenAdrServer vtn, int door, int relay) {
        String webhooks =
                way == Way.WEBHOOK
                        ? "  webhooks:\n    listen: 127.0.0.1:%d\n    url: http://127.0.0.1:%d\n"
                                .formatted(door, relay)
                        : "";
        return """
        openadr:
        %s  vtns:
            - name: %s
              url: %s
              id: %s
              secret-file: secret.txt
              poll: 60 s
              mqtt: %s
              reports: false
        """
                .formatted(webhooks, way.key(), vtn.base(), OpenAdrServer.VEN, way == Way.MQTT);
    }

    private static int freePort() throws IOException {
        try (ServerSocket any = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return any.getLocalPort();
        }
    }

    /** Posts an event that binds at once and for three seconds. */
    private static void post(OpenAdrServer vtn, String program) {
        try {
            vtn.create(
                    "events",
                    "{\"programID\":\""
                            + program
                            + "\",\"intervalPeriod\":{\"start\":\"0001-01-01\",\"duration\":\"PT3S\"},"
                            + "\"intervals\":[{\"id\":0,\"payloads\":[{\"type\":"
                            + "\"IMPORT_CAPACITY_LIMIT\",\"values\":[0]}]}]}");
        } catch (IOException e) {
            throw new BenchFailure("the VTN took no event: " + e.getMessage());
        }
    }

    private void heard() {
        LiveSite now = site;
        if (now != null && heardAt == null) {
            heardAt = now.now();
        }
    }

    /** What is seen of one event; times by the site's clock. */
    private static final class Seen {
        private @Nullable Instant askedAt;
        private @Nullable Instant decidedAt;
        private @Nullable Instant keptAt;
        private @Nullable Instant firstAt;
        private boolean waits;

        synchronized void step(Step step, Instant now) {
            for (Input input : step.inputs()) {
                if (input instanceof Input.InstructionArrived came) {
                    askedAt = came.instruction().notice().receivedAt();
                    decidedAt = step.now();
                }
                if (input instanceof Input.OutcomesKnown known && waits) {
                    known.outcomes().forEach(this::written);
                }
            }
            boolean commands =
                    step.outputs().stream().anyMatch(o -> o instanceof Output.CommandIssued);
            if (commands && keptAt == null && decidedAt != null) {
                keptAt = now;
                waits = true;
            }
        }

        private void written(CommandOutcome outcome) {
            Instant at = outcome.writtenAt();
            Instant first = firstAt;
            if (at != null && (first == null || at.isBefore(first))) {
                firstAt = at;
            }
        }

        synchronized boolean hasActed() {
            return firstAt != null;
        }
    }

    private void follow(Way way, TripFleet fleet, String openadr, int runs, Runnable post)
            throws IOException {
        Path folder = Files.createDirectories(children.folder().resolve("act-" + way.key()));
        Files.writeString(folder.resolve("secret.txt"), OpenAdrServer.SECRET);
        Path file =
                Files.writeString(
                        folder.resolve("site.yaml"),
                        Mine.siteHead(fleet.meterPort())
                                + fleet.deviceGroup()
                                + Mine.TERMS
                                + openadr
                                + "policy:\n  wake-wave-max: "
                                + DEVICES
                                + "\n");
        List<Double> commands = new ArrayList<>();
        Seen[] seen = {new Seen()};
        LiveSite[] opened = new LiveSite[1];
        LiveSettings settings = new LiveSettings(file, folder.resolve("data"), "bench");
        try (LiveSite live =
                LiveSite.open(
                        settings,
                        step -> {
                            LiveSite now = opened[0];
                            if (now != null) {
                                seen[0].step(step, now.now());
                            }
                        })) {
            opened[0] = live;
            site = live;
            waitFor("ready", UP_WITHIN, live, () -> live.status().state().equals("READY"));
            String listens = way == Way.WEBHOOK ? "calls back at" : "listens on the broker";
            waitFor(
                    "told by " + way.key(),
                    UP_WITHIN,
                    live,
                    () -> live.status().alarms().stream().anyMatch(a -> a.contains(listens)));
            for (int run = -WARM_UP; run < runs; run++) {
                say.accept(way.key() + (run < 0 ? ", warming up …" : " " + (run + 1) + " …"));
                LockSupport.parkNanos(BETWEEN.toNanos());
                Seen now = new Seen();
                seen[0] = now;
                heardAt = null;
                Instant posted = live.now();
                post.run();
                waitFor("acting", ACTED_WITHIN, live, now::hasActed);
                Instant heard = heardAt;
                if (heard == null) {
                    throw new BenchFailure("the site acted on a poll, not on a " + way.key());
                }
                if (run >= 0) {
                    commands.add(ms(heard, now.firstAt));
                    add(way, now, heard, posted);
                }
                waitFor("at rest", RESTED_WITHIN, live, () -> isAtRest(live));
            }
        } finally {
            site = null;
        }
        figures.add(
                way.key() + "_command_p99_ms",
                Burst.percentile(
                        commands.stream().mapToDouble(Double::doubleValue).toArray(), 0.99));
    }

    private void add(Way way, Seen seen, Instant heard, Instant posted) {
        String key = way.key();
        figures.add(key + "_command_ms", ms(heard, seen.firstAt));
        figures.add(key + "_asked_ms", ms(heard, seen.askedAt));
        figures.add(key + "_decided_ms", ms(heard, seen.decidedAt));
        figures.add(key + "_kept_ms", ms(heard, seen.keptAt));
        figures.add(key + "_posted_ms", ms(posted, seen.firstAt));
    }

    private static boolean isAtRest(LiveSite site) {
        var status = site.status();
        return status.state().equals("READY")
                && status.phases().keySet().stream()
                        .noneMatch(p -> p.startsWith("CURTAIL") || p.startsWith("RESTORE_"));
    }

    private static void waitFor(String what, Duration within, LiveSite site, BooleanSupplier so) {
        long end = System.nanoTime() + within.toNanos();
        while (!so.getAsBoolean()) {
            if (System.nanoTime() - end > 0) {
                throw new BenchFailure(
                        "the site was not "
                                + what
                                + " within "
                                + within
                                + "; "
                                + site.status().state()
                                + " "
                                + site.status().phases()
                                + " "
                                + site.status().alarms());
            }
            LockSupport.parkNanos(LOOK_NANOS);
        }
    }

    private static double ms(Instant from, @Nullable Instant to) {
        return to == null ? Double.NaN : Duration.between(from, to).toNanos() / NANOS_PER_MS;
    }
}
