package org.trimtab.cli;

import java.io.IOException;
import java.math.BigDecimal;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.trimtab.cli.DemoStackedSite.Wiring;
import org.trimtab.engine.Step;
import org.trimtab.interval.MarketInterval;
import org.trimtab.live.LiveSettings;
import org.trimtab.live.LiveSite;
import org.trimtab.live.SiteDesk;
import org.trimtab.live.SiteStatus;
import org.trimtab.program.InstructionId;
import org.trimtab.program.Obligation;
import org.trimtab.program.Signal;
import org.trimtab.quantity.EnergyPrice;
import org.trimtab.quantity.Power;
import org.trimtab.quantity.Share;
import org.trimtab.resource.Endpoint;
import org.trimtab.server.ServerSettings;
import org.trimtab.server.SiteServer;
import org.trimtab.virtual.FleetSpec;
import org.trimtab.virtual.StackedFleet;
import org.trimtab.virtual.VirtualDevice;
import org.trimtab.virtual.VirtualFleet;
import org.trimtab.virtual.VirtualSiteMeter;
import org.trimtab.virtual.machine.Family;
import org.trimtab.virtual.meter.MeterSpec;

/**
 * Plays the demonstration of stacked obligations: an emergency on top of a followed base point on top of a dear hour,
 * on a site one of whose feeders cannot carry all its machines and some of whose machines are deaf.
 */
final class DemoStackedRun implements AutoCloseable {
    static final String TRACK = "base-point-hour";
    static final String EMERGENCY = "emergency";

    private static final Duration READY_WITHIN = Duration.ofSeconds(30);

    /** A feeder that carries too much must be relieved in this time. */
    private static final Duration FEEDER_SETTLES_WITHIN = Duration.ofSeconds(25);

    private static final Duration STATUS_EVERY = Duration.ofSeconds(5);
    private static final Duration METERED = Duration.ofSeconds(3);
    private static final Duration RESTORED_WITHIN = Duration.ofSeconds(40);
    private static final long LOOK_MS = 20;

    /** Steps that wait to be told; beyond this the tale has gaps, and says so. */
    private static final int STEPS_MAX = 100_000;

    /** What a feeder may carry, as a share of its machines' nameplates; the others may carry all and a tenth. */
    private static final Map<String, Share> TIGHT = Map.of("south", new Share(850_000));

    private static final int ROOMY_PERCENT = 110;
    private static final MeterSpec FEEDER_METER =
            new MeterSpec(1, Power.ZERO, Share.NONE, Duration.ZERO, new Share(1_000));
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);

    private final DemoPlan plan;
    private final DemoStory story;
    private final Mine mine;
    private final LiveSite site;
    private final SiteServer server;
    private final DemoFeeders feeders;
    private final Heard heard;
    private final DemoTale tale;
    private @Nullable Long meteredAtEndW;
    private List<String> falselyCurtailed = List.of();

    /** The virtual mine: its machines and its meters. */
    private record Mine(
            VirtualFleet fleet,
            VirtualSiteMeter meter,
            Map<String, VirtualSiteMeter> feederMeters,
            Map<String, Long> limitsW)
            implements AutoCloseable {
        static Mine start(DemoPlan plan) throws IOException {
            int luxos = isFree(Family.LUXOS.port()) ? Family.LUXOS.port() : freePort();
            FleetSpec spec =
                    StackedFleet.spec(plan.miners(), plan.seed(), plan.faults(), freePort(), luxos);
            VirtualFleet fleet = VirtualFleet.start(spec);
            VirtualSiteMeter meter = VirtualSiteMeter.start(fleet, "127.0.0.1", 0);
            Map<String, VirtualSiteMeter> feederMeters = new LinkedHashMap<>();
            Map<String, Long> limits = new LinkedHashMap<>();
            for (Map.Entry<String, Set<String>> feeder : StackedFleet.feeders().entrySet()) {
                feederMeters.put(
                        feeder.getKey(),
                        VirtualSiteMeter.ofFeeder(
                                fleet, feeder.getValue(), FEEDER_METER, "127.0.0.1", 0));
                limits.put(feeder.getKey(), limitW(feeder, fleet.devices()));
            }
            return new Mine(fleet, meter, feederMeters, limits);
        }

        private static long limitW(
                Map.Entry<String, Set<String>> feeder, List<VirtualDevice> devices) {
            long sum =
                    devices.stream()
                            .filter(device -> feeder.getValue().contains(device.group()))
                            .mapToLong(device -> device.running().watts())
                            .sum();
            Share share = TIGHT.get(feeder.getKey());
            return share == null ? sum * ROOMY_PERCENT / 100 : share.of(Power.ofWatts(sum)).watts();
        }

        Wiring wiring() {
            Map<String, Endpoint> endpoints = new LinkedHashMap<>();
            feederMeters.forEach((feeder, at) -> endpoints.put(feeder, at.endpoint()));
            return new Wiring(meter.endpoint(), endpoints, limitsW);
        }

        @Override
        public void close() {
            feederMeters.values().forEach(VirtualSiteMeter::close);
            meter.close();
            fleet.close();
        }
    }

    /**
     * The steps that were heard and not told yet.
     *
     * @param since when listening began
     * @param gaps true once a step found no room
     */
    private record Heard(Instant since, BlockingQueue<Step> steps, AtomicBoolean gaps) {
        void hear(Step step) {
            if (!steps.offer(step)) {
                gaps.set(true);
            }
        }
    }

    private DemoStackedRun(
            DemoPlan plan,
            DemoStory story,
            Mine mine,
            LiveSite site,
            SiteServer server,
            Heard heard) {
        this.plan = plan;
        this.story = story;
        this.mine = mine;
        this.site = site;
        this.server = server;
        feeders = new DemoFeeders(mine.fleet, StackedFleet.feeders(), mine.limitsW);
        tale =
                new DemoTale(
                        site.definition(),
                        heard.since,
                        STATUS_EVERY,
                        line -> story.say("%s", line));
        this.heard = heard;
    }

    static DemoStackedRun start(DemoPlan plan, DemoStory story) throws IOException {
        Path folder = plan.out().resolve(STAMP.format(Instant.now()));
        Files.createDirectories(folder);
        Mine mine = Mine.start(plan);
        Path file = DemoStackedSite.write(folder, mine.fleet.devices(), mine.wiring());
        Heard heard =
                new Heard(Instant.now(), new LinkedBlockingQueue<>(STEPS_MAX), new AtomicBoolean());
        LiveSite site =
                LiveSite.open(
                        new LiveSettings(file, folder.resolve("data"), Main.BUILD), heard::hear);
        int port = plan.port() == 0 || isFree(plan.port()) ? plan.port() : 0;
        SiteServer server = SiteServer.start(site, ServerSettings.loopback(port));
        return new DemoStackedRun(plan, story, mine, site, server, heard);
    }

    String url() {
        return server.url();
    }

    DemoStackedReport play() throws IOException {
        opening();
        waitFor(READY_WITHIN, () -> site.status().state().equals("READY"));
        waitFor(FEEDER_SETTLES_WITHIN, feeders::areWithinLimits);
        feeders.settled();
        waitFor(METERED, () -> false);
        SiteStatus ready = site.status();
        if (ready.meteredW() == null) {
            throw Fault.unreachable("the site meter gives no reading");
        }
        DemoHour hour = new DemoHour(ready.meteredW(), ready.meteredW(), plan.seed());
        playHour(hour);
        waitFor(RESTORED_WITHIN, this::isRestored);
        waitFor(METERED, () -> false);
        return new DemoEnding(site, mine.fleet, tale, feeders, hour)
                .report(meteredAtEndW, falselyCurtailed, heard.gaps.get(), story);
    }

    private void opening() {
        story.say(
                "%d virtual miners in %s answer on their own addresses over their own protocols; %d of them are"
                        + " deaf: they say yes and work on.",
                mine.fleet.devices().size(),
                families(),
                mine.fleet.truth().stream()
                        .filter(t -> t.fault() == org.trimtab.virtual.machine.Fault.DEAF)
                        .count());
        feeders.report()
                .forEach(feeder ->
                        story.say(
                                "Feeder %s may carry %s; its machines draw %s.",
                                feeder.id(),
                                DemoStory.megawatts(feeder.limitW()),
                                DemoStory.megawatts(feeder.beforeW())));
        story.say(
                "An hour is played in %d s: base points come every %d s instead of 5 minutes, and their ramps"
                        + " take %d s; set-points come every %d s as they do. Watch it at %s",
                DemoHour.PRICE_UNTIL_S,
                DemoHour.BASE_POINT_EVERY_S,
                DemoStackedSite.BASE_RAMP_S,
                DemoHour.SET_POINT_EVERY_S,
                url());
    }

    private Map<String, Integer> families() {
        Map<String, Integer> families = new TreeMap<>();
        mine.fleet.devices().forEach(device -> families.merge(device.family(), 1, Integer::sum));
        return families;
    }

    /** Plays operator and market: what each sends, when it sends it. */
    private void playHour(DemoHour planned) {
        DemoHour hour = planned;
        Instant start = site.now();
        double seconds = 0;
        int stretch = 0;
        double nextSetPoint = DemoHour.TRACK_FROM_S + 1.0;
        boolean followed = false;
        boolean called = false;
        boolean looked = false;
        price(start, DemoHour.PRICE_UNTIL_S, DemoHour.PRICE_USD);
        while (seconds < DemoHour.PRICE_UNTIL_S) {
            if (!followed && seconds >= DemoHour.TRACK_FROM_S) {
                followed = true;
                // An operator knows from telemetry where the site is, and begins there.
                SiteStatus present = site.status();
                hour = hour.from(present.meteredW() == null ? hour.levelW() : present.meteredW());
                follow(hour.basePointW(0));
            }
            boolean follows = followed && seconds < DemoHour.TRACK_UNTIL_S;
            int due = (int) ((seconds - DemoHour.TRACK_FROM_S) / DemoHour.BASE_POINT_EVERY_S);
            if (follows && due > stretch) {
                stretch = due;
                signal(new Signal.BasePoint(track(), site.now(), watts(hour.basePointW(due))));
            }
            if (follows && seconds >= nextSetPoint) {
                nextSetPoint += DemoHour.SET_POINT_EVERY_S;
                long level = hour.setPointW(seconds - DemoHour.TRACK_FROM_S);
                signal(new Signal.SetPoint(track(), site.now(), watts(level)));
            }
            if (!called && seconds >= DemoHour.EMERGENCY_FROM_S) {
                called = true;
                call(hour.emergencyW());
            }
            if (!looked && seconds >= DemoHour.EMERGENCY_UNTIL_S - 1) {
                looked = true;
                lookAtEmergency();
            }
            waitFor(Duration.ofMillis(LOOK_MS), () -> false);
            seconds = Duration.between(start, site.now()).toMillis() / 1e3;
        }
        price(start.plusSeconds(DemoHour.PRICE_UNTIL_S), DemoHour.CHEAP_FOR_S, DemoHour.CHEAP_USD);
    }

    private void price(Instant from, int seconds, int usd) {
        site.price(
                MarketInterval.starting(from, Duration.ofSeconds(seconds)),
                EnergyPrice.ofDollars(BigDecimal.valueOf(usd)));
    }

    private void follow(long basePointW) {
        instruct(
                TRACK,
                DemoStackedSite.TRACK_PROGRAM,
                new SiteDesk.Wanted.Follow(watts(basePointW)),
                DemoHour.TRACK_UNTIL_S - DemoHour.TRACK_FROM_S);
    }

    private void call(long limitW) {
        instruct(
                EMERGENCY,
                DemoStackedSite.EMERGENCY_PROGRAM,
                new SiteDesk.Wanted.AtMost(watts(limitW)),
                DemoHour.EMERGENCY_UNTIL_S - DemoHour.EMERGENCY_FROM_S);
    }

    private void instruct(String id, String program, SiteDesk.Wanted wanted, int seconds) {
        Instant now = site.now();
        Obligation taken =
                site.instruct(
                        new SiteDesk.Ask(
                                id,
                                "grid-operator",
                                program,
                                wanted,
                                null,
                                Duration.ofSeconds(seconds),
                                id,
                                now));
        if (taken.refusal() != null) {
            throw Fault.failed("the site refused " + id + ": " + taken.refusal());
        }
    }

    private void signal(Signal signal) {
        SiteDesk.SignalsTaken taken = site.signal(TRACK, List.of(signal));
        if (taken != SiteDesk.SignalsTaken.TAKEN) {
            throw Fault.failed("the site did not take a signal of " + TRACK + ": " + taken);
        }
    }

    private static InstructionId track() {
        return new InstructionId(TRACK);
    }

    private static Power watts(long watts) {
        return Power.ofWatts(watts);
    }

    /** Shortly before the emergency ends: is the meter where it is owed, and is asleep who is called asleep? */
    private void lookAtEmergency() {
        drain();
        SiteStatus status = site.status();
        meteredAtEndW = "GOOD".equals(status.meterQuality()) ? status.meteredW() : null;
        falselyCurtailed =
                DemoTruth.falselyCurtailed(site.definition(), mine.fleet, tale.curtailed());
    }

    private boolean isRestored() {
        return DemoTruth.down(site).stream()
                        .allMatch(device ->
                                feeders.isFull(device) || tale.disobeyed().containsKey(device.id()))
                && Stream.of(TRACK, EMERGENCY)
                        .map(site::event)
                        .allMatch(event -> event != null && event.state().equals("COMPLETED"));
    }

    private void drain() {
        List<Step> waiting = new ArrayList<>();
        heard.steps.drainTo(waiting);
        waiting.forEach(tale::took);
    }

    /** Waits until something is so, but no longer than {@code atMost}; tells and watches meanwhile. */
    private void waitFor(Duration atMost, BooleanSupplier so) {
        long end = System.nanoTime() + Math.max(0, atMost.toNanos());
        do {
            drain();
            feeders.look();
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(LOOK_MS));
        } while (System.nanoTime() - end < 0 && !so.getAsBoolean());
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public void close() {
        server.close();
        site.close();
        mine.close();
    }
}
