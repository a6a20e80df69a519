package org.trimtab.cli;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.trimtab.live.DeviceView;
import org.trimtab.live.EventView;
import org.trimtab.live.LiveSettings;
import org.trimtab.live.LiveSite;
import org.trimtab.live.SiteStatus;
import org.trimtab.quantity.Power;
import org.trimtab.server.ServerSettings;
import org.trimtab.server.SiteServer;
import org.trimtab.server.StatementJson;
import org.trimtab.settlement.Statement;
import org.trimtab.store.evidence.EvidenceBundle;
import org.trimtab.store.journal.Replay;
import org.trimtab.virtual.DeviceTruth;
import org.trimtab.virtual.FleetSpec;
import org.trimtab.virtual.VirtualDevice;
import org.trimtab.virtual.VirtualFleet;
import org.trimtab.virtual.VirtualSiteMeter;
import org.trimtab.virtual.machine.Family;

/** Plays the demonstration: a virtual mine, its live site with server and dashboard, and one emergency. */
final class DemoRun implements AutoCloseable {
    private static final Duration READY_WITHIN = Duration.ofSeconds(60);
    private static final Duration TAKEN_WITHIN = Duration.ofSeconds(20);
    private static final Duration BASELINE = Duration.ofSeconds(10);
    private static final Duration RESTORED_WITHIN = Duration.ofMinutes(5);
    private static final Duration POOLS_WITHIN = Duration.ofSeconds(30);
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);

    private final DemoPlan plan;
    private final DemoStory story;
    private final VirtualFleet fleet;
    private final VirtualSiteMeter meter;
    private final DemoVtn vtn;
    private final LiveSite site;
    private final SiteServer server;

    /** The virtual mine. */
    private record Mine(VirtualFleet fleet, VirtualSiteMeter meter) {}

    private DemoRun(
            DemoPlan plan,
            DemoStory story,
            Mine mine,
            DemoVtn vtn,
            LiveSite site,
            SiteServer server) {
        this.plan = plan;
        this.story = story;
        this.fleet = mine.fleet;
        this.meter = mine.meter;
        this.vtn = vtn;
        this.site = site;
        this.server = server;
    }

    static DemoRun start(DemoPlan plan, DemoStory story) throws IOException {
        Path folder = plan.out().resolve(STAMP.format(Instant.now()));
        Files.createDirectories(folder);
        FleetSpec spec = FleetSpec.demo(plan.miners(), plan.seed(), plan.faults(), freePort());
        if (!isFree(Family.LUXOS.port())) {
            spec = spec.withPort(Family.LUXOS, freePort());
        }
        VirtualFleet fleet = VirtualFleet.start(spec);
        VirtualSiteMeter meter = VirtualSiteMeter.start(fleet, "127.0.0.1", 0);
        DemoVtn vtn = DemoVtn.start(folder);
        Path file =
                DemoSite.write(
                        folder, fleet.devices(), meter.endpoint(), vtn.siteBlock(freePort()));
        LiveSite site = LiveSite.open(new LiveSettings(file, folder.resolve("data"), Main.BUILD));
        int port = plan.port() == 0 || isFree(plan.port()) ? plan.port() : 0;
        SiteServer server = SiteServer.start(site, ServerSettings.loopback(port));
        return new DemoRun(plan, story, new Mine(fleet, meter), vtn, site, server);
    }

    String url() {
        return server.url();
    }

    DemoReport play() throws IOException {
        Map<String, Integer> families = new TreeMap<>();
        for (VirtualDevice device : fleet.devices()) {
            families.merge(device.family(), 1, Integer::sum);
        }
        story.say(
                "Act one: an emergency. %d virtual miners %s answer on their own addresses over their own protocols.",
                fleet.devices().size(), families);
        story.say("Watch it at %s", url());
        Instant begun = Instant.now();
        waitFor(READY_WITHIN, () -> site.status().state().equals("READY"));
        SiteStatus ready = site.status();
        story.say(
                "  The site has read %d of %d devices %s after the start and draws %s at its Modbus meter.",
                ready.read(),
                ready.devices(),
                DemoStory.milliseconds((double) Duration.between(begun, Instant.now()).toMillis()),
                level(ready));
        waitFor(BASELINE.plusSeconds(2), () -> false);
        long before = required(site.status().meteredW(), "the site meter gives no reading");
        long target = DemoPlan.LIMIT.of(Power.ofWatts(before)).watts();
        story.say(
                "  The grid operator sends, by OpenADR: draw at most %s (30 %% of now) for %d s.",
                DemoStory.megawatts(target), plan.holdSeconds());
        String id = instruct(target);
        EventView held = hold(id);
        return settle(id, held, families, target);
    }

    /** The event travels from the VTN to the site's VEN; the id of the instruction it became. */
    private String instruct(long targetW) throws IOException {
        Instant sent = site.now();
        String event = vtn.limit(targetW, sent, Duration.ofSeconds(plan.holdSeconds()));
        waitFor(TAKEN_WITHIN, () -> fromVtn() != null);
        EventView taken = fromVtn();
        if (taken == null) {
            throw Fault.failed("the site's VEN did not take event " + event + " of " + vtn.url());
        }
        story.say(
                "  OpenADR 3.1.0: event %s at the VTN %s; the site's VEN had it %s after it was sent.",
                event,
                vtn.url(),
                DemoStory.milliseconds(
                        (double) Duration.between(sent, taken.receivedAt()).toMillis()));
        return taken.id();
    }

    private @Nullable EventView fromVtn() {
        return site.events().stream()
                .filter(event -> event.source().equals(DemoVtn.SOURCE))
                .findFirst()
                .orElse(null);
    }

    private @Nullable Long meteredAtEnd;
    private int confirmedNotFallen;

    private EventView hold(String id) {
        EventView event = event(id);
        story.say(
                "  Decided in %s: %d devices chosen, %s short; %s left out.",
                DemoStory.milliseconds(stageMs(event, "decided")),
                event.chosen(),
                DemoStory.megawatts(event.shortfallW() == null ? 0 : event.shortfallW()),
                event.leftOut());
        Instant last = event.until().minusMillis(700);
        waitFor(Duration.between(site.now(), last), () -> stage(event(id), "at_target") != null);
        EventView reached = event(id);
        if (stage(reached, "at_target") != null) {
            story.say(
                    "  At target after %s: the meter reads %s.",
                    DemoStory.milliseconds(stageMs(reached, "at_target")), level(site.status()));
        }
        waitFor(Duration.between(site.now(), last), () -> false);
        SiteStatus status = site.status();
        meteredAtEnd = "GOOD".equals(status.meterQuality()) ? status.meteredW() : null;
        confirmedNotFallen = falselyConfirmed();
        EventView held = event(id);
        story.say(
                "  Commands: first written after %s, last after %s; last answers %s.%s",
                DemoStory.milliseconds(stageMs(held, "first_command")),
                DemoStory.milliseconds(stageMs(held, "last_command")),
                lastAnswers(held),
                trimmed(held));
        story.say(
                "  Held to the end at %s: %d asleep and seen so, %d said yes and were never seen asleep, failed %s.",
                level(status), held.confirmed(), held.acceptedUnconfirmed(), held.failures());
        return held;
    }

    private static String trimmed(EventView event) {
        Double last = stageMs(event, "last_trim");
        return last == null
                ? ""
                : " The level was trimmed until " + DemoStory.milliseconds(last) + ".";
    }

    private DemoReport settle(String id, EventView held, Map<String, Integer> families, long target)
            throws IOException {
        story.say("  The instruction is over; waking %d devices …", held.confirmed());
        waitFor(
                RESTORED_WITHIN,
                () -> event(id).state().equals("COMPLETED") && event(id).evidenceReady());
        EventView done = event(id);
        site.readPoolsAgain();
        int readable = (int) site.devices().stream().filter(d -> d.observedAt() != null).count();
        waitFor(POOLS_WITHIN, () -> site.poolsRead() >= readable);
        List<String> poolsChanged = site.poolsChanged();
        int notRestored = held.confirmed() - done.restored();
        story.say(
                "  Restored: %d of %d back at work%s; pools compared on %d devices, %d changed.",
                done.restored(),
                done.confirmed(),
                " " + DemoStory.milliseconds(afterEnd(done)) + " after the end",
                site.poolsRead(),
                poolsChanged.size());
        Statement statement = site.statement(id);
        if (statement == null) {
            throw Fault.failed("the event was not settled within " + RESTORED_WITHIN);
        }
        story.say(
                "  Settled: %s not drawn; availability %s, energy %s, together %s.",
                statement.energyReduced(),
                statement.availability(),
                statement.energy(),
                statement.total());
        Path evidence = site.evidence(id);
        boolean valid = evidence != null && EvidenceBundle.verify(evidence, null).isValid();
        story.say(
                "  Evidence %s is %s.",
                evidence == null ? "is missing and" : evidence, valid ? "valid" : "NOT VALID");
        Replay.Report replay = Replay.run(site.journal(), (_, _) -> {});
        story.say(
                "  Replay of the journal: %d steps decided again, %s.",
                replay.steps(), replay.isIdentical() ? "every byte the same" : "NOT THE SAME");
        DemoPrices prices = DemoPrices.play(site.definition(), story);
        return new DemoReport(
                fleet.devices().size(),
                families,
                id,
                target,
                done.baselineW(),
                stageMs(done, "decided"),
                stageMs(done, "first_command"),
                stageMs(done, "last_command"),
                lastAnswerMs(done),
                stageMs(done, "at_target"),
                meteredAtEnd,
                held.confirmed(),
                held.confirmed(),
                confirmedNotFallen,
                held.acceptedUnconfirmed(),
                done.failures(),
                done.restored(),
                notRestored,
                poolsChanged.size(),
                site.poolsRead(),
                StatementJson.of(statement),
                evidence == null ? null : evidence.toString(),
                valid,
                replay.isIdentical(),
                replay.steps(),
                prices.day(),
                prices.year());
    }

    /** Devices we call asleep that the fleet itself knows to be awake. */
    private int falselyConfirmed() {
        Set<String> asleep = new HashSet<>();
        for (DeviceView device : site.devices()) {
            if (device.phase().equals("CURTAILED")) {
                asleep.add(device.address());
            }
        }
        int wrong = 0;
        for (DeviceTruth truth : fleet.truth()) {
            VirtualDevice device = truth.device();
            long halfway = (device.running().watts() + device.standby().watts()) / 2;
            if (truth.power().watts() > halfway && asleep.contains(device.endpoint().toString())) {
                wrong++;
            }
        }
        return wrong;
    }

    private EventView event(String id) {
        EventView event = site.event(id);
        if (event == null) {
            throw Fault.failed("the site does not know event " + id);
        }
        return event;
    }

    private static @Nullable Double afterEnd(EventView event) {
        Double restored = stageMs(event, "restored");
        Double ended = stageMs(event, "ended");
        return restored == null || ended == null ? null : Double.valueOf(restored - ended);
    }

    private static String lastAnswers(EventView event) {
        Map<String, String> texts = new TreeMap<>();
        lastAnswerMs(event).forEach((family, ms) -> texts.put(family, DemoStory.milliseconds(ms)));
        return texts.toString();
    }

    private static Map<String, Double> lastAnswerMs(EventView event) {
        Map<String, Double> answers = new HashMap<>();
        for (EventView.Stage stage : event.stages()) {
            if (stage.name().equals("last_answer") && stage.family() != null) {
                answers.put(stage.family(), stage.afterMs());
            }
        }
        return new TreeMap<>(answers);
    }

    private static EventView.@Nullable Stage stage(EventView event, String name) {
        return event.stages().stream()
                .filter(s -> s.name().equals(name) && s.family() == null)
                .findFirst()
                .orElse(null);
    }

    private static @Nullable Double stageMs(EventView event, String name) {
        EventView.Stage stage = stage(event, name);
        return stage == null ? null : Double.valueOf(stage.afterMs());
    }

    private static String level(SiteStatus status) {
        return status.meteredW() == null
                ? "an unknown level"
                : DemoStory.megawatts(status.meteredW());
    }

    private static long required(@Nullable Long value, String otherwise) {
        if (value == null) {
            throw Fault.unreachable(otherwise);
        }
        return value;
    }

    /** Waits until something is so, but no longer than {@code atMost}. */
    private static void waitFor(Duration atMost, BooleanSupplier so) {
        long end = System.nanoTime() + Math.max(0, atMost.toNanos());
        while (System.nanoTime() - end < 0 && !so.getAsBoolean()) {
            LockSupport.parkNanos(Math.min(50_000_000L, Math.max(1, end - System.nanoTime())));
        }
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
    public void close() throws IOException {
        server.close();
        site.close();
        vtn.close();
        meter.close();
        fleet.close();
    }
}
