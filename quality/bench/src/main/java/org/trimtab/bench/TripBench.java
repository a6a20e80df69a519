package org.trimtab.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.trimtab.bench.Figure.Unit;
import org.trimtab.dispatch.Action;
import org.trimtab.dispatch.CommandId;
import org.trimtab.dispatch.CommandOutcome;
import org.trimtab.dispatch.FrequencyState;
import org.trimtab.drivers.api.Reply;
import org.trimtab.engine.Input;
import org.trimtab.engine.Output;
import org.trimtab.engine.Step;
import org.trimtab.live.Hands;
import org.trimtab.live.LiveSettings;
import org.trimtab.live.LiveSite;
import org.trimtab.live.SiteDesk;
import org.trimtab.program.Obligation;
import org.trimtab.quantity.Frequency;
import org.trimtab.quantity.Reduction;
import org.trimtab.store.journal.JournalReader;
import org.trimtab.telemetry.FrequencySample;
import org.trimtab.telemetry.Quality;

/**
 * From a sample of the frequency to the last command byte: a whole live site in this process, its armed machines in
 * another, real sockets between them, the journal on the disk. Beside it the bare client writes the same bytes.
 */
final class TripBench {
    static final int DEVICES = 5_000;

    private static final Duration UP_WITHIN = Duration.ofSeconds(120);
    private static final Duration READY_WITHIN = Duration.ofMinutes(2);
    private static final Duration SHED_WITHIN = Duration.ofSeconds(60);
    private static final Duration REARMED_WITHIN = Duration.ofMinutes(3);
    private static final Duration SAMPLE_EVERY = Duration.ofMillis(100);

    /** Sessions of all devices are opened in this time, few at once, as before any announced event. */
    private static final Duration SESSIONS_OPEN_IN = Duration.ofSeconds(30);

    private static final int WARM_UP_RUNS = 2;
    private static final long LOOK_NANOS = 50_000_000L;
    private static final long NOMINAL_MICROHERTZ = 60_000_000L;
    private static final long LOW_MICROHERTZ = 59_700_000L;

    /** A real frequency is never the same twice; one that is counts as a stuck instrument. */
    private static final int WANDER_MICROHERTZ = 5_000;

    private static final double NANOS_PER_MS = 1e6;

    private final Children children;
    private final Figures figures;
    private final List<String> notes;
    private final Consumer<String> progress;

    TripBench(Children children, Figures figures, List<String> notes, Consumer<String> progress) {
        this.children = children;
        this.figures = figures;
        this.notes = notes;
        this.progress = progress;
    }

    /** One part of {@code bench dispatch}. */
    static void measure(
            DispatchVerb.Sizes sizes,
            Figures figures,
            List<String> notes,
            Consumer<String> progress)
            throws IOException {
        try (Children children = Children.in(Trimtab.found())) {
            new TripBench(children, figures, notes, progress).measure(DEVICES, sizes.runs());
        }
    }

    /** {@code runs} trips and as many bursts of the bare client, half of them before and half after. */
    void measure(int devices, int runs) throws IOException {
        figures.expect("trip_first_byte_ms", "trip: sample to first command byte", Unit.MS, null)
                .expect("trip_p50_ms", "trip: half of the command bytes", Unit.MS, null)
                .expect("trip_p99_ms", "trip: 99 % of the command bytes", Unit.MS, null)
                .expect("trip_last_byte_ms", "trip: last command byte", Unit.MS, null)
                .expect("trip_commands", "  commands of a trip", Unit.COUNT, null)
                .expect("trip_bare_last_byte_ms", "bare client: last byte", Unit.MS, null)
                .expect("trip_ratio", "last byte by the bare client's", Unit.RATIO, null);
        TripFleet fleet = TripFleet.onFreePorts(devices);
        progress.accept("a fleet of " + devices + " luxos …");
        Child child =
                children.start(
                        "trip",
                        List.of(
                                "virtual-fleet",
                                "--spec",
                                fleet.writeFleet(children.folder().resolve("trip.yaml")).toString(),
                                "--json"));
        child.announcement(UP_WITHIN);
        try {
            List<Double> bare = new ArrayList<>(bare(fleet, Math.ceilDiv(runs, 2)));
            List<Trip> trips = trips(fleet, runs);
            bare.addAll(bare(fleet, runs / 2));
            for (int i = 0; i < trips.size(); i++) {
                double[] bytes = trips.get(i).bytesMs;
                figures.add("trip_first_byte_ms", Burst.percentile(bytes, 0));
                figures.add("trip_p50_ms", Burst.percentile(bytes, 0.5));
                figures.add("trip_p99_ms", Burst.percentile(bytes, 0.99));
                figures.add("trip_last_byte_ms", Burst.percentile(bytes, 1));
                figures.add("trip_commands", (double) bytes.length);
                figures.add("trip_bare_last_byte_ms", bare.get(i));
                figures.add("trip_ratio", Burst.percentile(bytes, 1) / bare.get(i));
            }
            double[] last =
                    trips.stream().mapToDouble(t -> Burst.percentile(t.bytesMs, 1)).toArray();
            notes.add(
                    String.format(
                            Locale.ROOT,
                            "trip: %,d armed LuxOS machines in a process of their own; p99 of the last byte over"
                                    + " %d trips %.1f ms; the journal is forced to the disk before the first byte",
                            devices,
                            last.length,
                            Burst.percentile(last, 0.99)));
        } finally {
            child.kill();
        }
    }

    private List<Double> bare(TripFleet fleet, int runs) throws IOException {
        List<Double> lastBytes = new ArrayList<>();
        try (Commander commander = new Commander(fleet.devices())) {
            BareClient client = new BareClient(commander.limits().inFlightMax());
            commander.makeReady();
            List<List<Reply>> sleeping = commander.rehearse(Action.SLEEP);
            commander.makeReady();
            List<List<Reply>> waking = commander.rehearse(Action.WAKE);
            for (int run = -WARM_UP_RUNS; run < runs; run++) {
                progress.accept("the bare client …");
                commander.makeReady();
                BareClient.Result asleep = client.run(commander.encode(Action.SLEEP, sleeping));
                client.run(commander.encode(Action.WAKE, waking));
                if (run >= 0) {
                    lastBytes.add(asleep.lastByteMs());
                }
            }
            commander.standDown();
        }
        return lastBytes;
    }

    /** When each command's last byte of one trip was written, ms after the sample was posted. */
    private record Trip(double[] bytesMs) {}

    private List<Trip> trips(TripFleet fleet, int runs) throws IOException {
        Path file = fleet.writeSite(children.folder().resolve("trip-site.yaml"));
        Path data = children.folder().resolve("trip-data");
        Path journal;
        try (LiveSite site = LiveSite.open(new LiveSettings(file, data, "bench"))) {
            Grid grid = new Grid(site);
            waitFor("ready", READY_WITHIN, grid, () -> site.status().state().equals("READY"));
            award(site, fleet);
            site.hands().arm(true, "bench");
            waitFor("armed", READY_WITHIN, grid, () -> grid.isIn(FrequencyState.ARMED));
            long open = System.nanoTime() + SESSIONS_OPEN_IN.toNanos();
            waitFor(
                    "sessions open",
                    SESSIONS_OPEN_IN.multipliedBy(2),
                    grid,
                    () -> System.nanoTime() - open > 0);
            for (int run = -WARM_UP_RUNS; run < runs; run++) {
                progress.accept(
                        run < 0
                                ? "a trip, warming up …"
                                : "trip " + (run + 1) + " of " + runs + " …");
                grid.fall();
                waitFor("shed", SHED_WITHIN, grid, () -> hasShed(site));
                grid.recover();
                waitFor(
                        "armed again",
                        REARMED_WITHIN,
                        grid,
                        () -> grid.isIn(FrequencyState.ARMED) && hasWoken(site));
            }
            journal = site.journal();
        }
        List<Trip> all = read(journal);
        if (all.size() < runs) {
            throw new BenchFailure("only " + all.size() + " trips are in the journal");
        }
        return all.subList(all.size() - runs, all.size());
    }

    private static void award(LiveSite site, TripFleet fleet) {
        long half = (long) fleet.count() * TripFleet.WATTS / 2;
        Obligation taken =
                site.instruct(
                        new SiteDesk.Ask(
                                "award",
                                "bench",
                                TripFleet.PROGRAM,
                                new SiteDesk.Wanted.Ready(Reduction.ofWatts(2 * half)),
                                null,
                                Duration.ofHours(1),
                                "award",
                                site.now()));
        if (taken.refusal() != null) {
            throw new BenchFailure("the site refused the award: " + taken.refusal());
        }
    }

    private static boolean hasShed(LiveSite site) {
        var phases = site.status().phases();
        return phases.getOrDefault("CURTAILED", 0) > 0
                && phases.getOrDefault("CURTAIL_SENT", 0) == 0
                && phases.getOrDefault("CURTAIL_ACCEPTED", 0) == 0;
    }

    private static boolean hasWoken(LiveSite site) {
        var phases = site.status().phases();
        return phases.getOrDefault("RESTORE_SENT", 0) == 0
                && phases.getOrDefault("RESTORE_ACCEPTED", 0) == 0
                && phases.getOrDefault("CURTAILED", 0) == 0;
    }

    /** Waits until something is so while samples go on coming. */
    private static void waitFor(String what, Duration within, Grid grid, BooleanSupplier so) {
        long end = System.nanoTime() + within.toNanos();
        while (!so.getAsBoolean()) {
            if (System.nanoTime() - end > 0) {
                throw new BenchFailure("the site was not " + what + " within " + within);
            }
            grid.sample();
            LockSupport.parkNanos(LOOK_NANOS);
        }
    }

    /** The grid's frequency as this benchmark makes it. */
    private static final class Grid {
        private final LiveSite site;
        private long microhertz = NOMINAL_MICROHERTZ;
        private long nextNanos;
        private int count;

        Grid(LiveSite site) {
            this.site = site;
        }

        boolean isIn(FrequencyState state) {
            Hands.FrequencyView view = site.hands().frequency();
            return view != null && view.state().equals(state.name());
        }

        void fall() {
            microhertz = LOW_MICROHERTZ;
            post();
        }

        void recover() {
            microhertz = NOMINAL_MICROHERTZ;
            post();
        }

        void sample() {
            if (System.nanoTime() - nextNanos >= 0) {
                post();
            }
        }

        private void post() {
            nextNanos = System.nanoTime() + SAMPLE_EVERY.toNanos();
            count++;
            Frequency now = new Frequency(microhertz + (count % 2 == 0 ? 1 : -1) * wander());
            site.hands().measured(List.of(new FrequencySample(site.now(), now, Quality.GOOD)));
        }

        private long wander() {
            return count * 7L % WANDER_MICROHERTZ;
        }
    }

    /** Reads the trips from the journal: the sample that tripped, and when the last bytes went out. */
    private static List<Trip> read(Path journal) throws IOException {
        List<Trip> trips = new ArrayList<>();
        Instant postedAt = Instant.MIN;
        Set<CommandId> waiting = new HashSet<>();
        List<Double> bytes = new ArrayList<>();
        try (JournalReader reader = JournalReader.open(journal)) {
            for (Step step = reader.next(); step != null; step = reader.next()) {
                for (Input input : step.inputs()) {
                    if (input instanceof Input.OutcomesKnown known) {
                        for (CommandOutcome outcome : known.outcomes()) {
                            if (waiting.remove(outcome.command()) && outcome.writtenAt() != null) {
                                bytes.add(ms(postedAt, outcome.writtenAt()));
                            }
                        }
                    }
                }
                if (isTrip(step)) {
                    if (!bytes.isEmpty()) {
                        trips.add(trip(bytes));
                    }
                    bytes.clear();
                    waiting.clear();
                    postedAt = sampledAt(step);
                    for (Output output : step.outputs()) {
                        if (output instanceof Output.CommandIssued issued) {
                            waiting.add(issued.command().id());
                        }
                    }
                }
            }
        }
        if (!bytes.isEmpty()) {
            trips.add(trip(bytes));
        }
        return trips;
    }

    private static Trip trip(List<Double> bytes) {
        return new Trip(bytes.stream().mapToDouble(Double::doubleValue).toArray());
    }

    private static boolean isTrip(Step step) {
        return step.outputs().stream()
                .anyMatch(output ->
                        output instanceof Output.FrequencyStateChanged changed
                                && changed.state() == FrequencyState.TRIPPED);
    }

    private static Instant sampledAt(Step step) {
        Instant last = step.now();
        for (Input input : step.inputs()) {
            if (input instanceof Input.FrequencyRead read && !read.samples().isEmpty()) {
                last = read.samples().getLast().observedAt();
            }
        }
        return last;
    }

    private static double ms(Instant from, Instant to) {
        return Duration.between(from, to).toNanos() / NANOS_PER_MS;
    }
}
