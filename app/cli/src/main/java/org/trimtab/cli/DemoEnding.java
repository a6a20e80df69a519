package org.trimtab.cli;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.trimtab.cli.DemoStackedReport.Check;
import org.trimtab.cli.DemoStackedReport.Explained;
import org.trimtab.live.Explanation;
import org.trimtab.live.LiveSite;
import org.trimtab.resource.DeviceId;
import org.trimtab.store.journal.Replay;
import org.trimtab.virtual.DeviceTruth;
import org.trimtab.virtual.VirtualFleet;

/** What the demonstration of stacked obligations says at its end: one device in words, the score, and the checks. */
final class DemoEnding {
    private static final Duration POOLS_WITHIN = Duration.ofSeconds(20);
    private static final long LOOK_NANOS = 50_000_000L;
    private static final int NAMES_SHOWN = 5;

    private final LiveSite site;
    private final VirtualFleet fleet;
    private final DemoTale tale;
    private final DemoFeeders feeders;
    private final DemoHour hour;

    DemoEnding(
            LiveSite site, VirtualFleet fleet, DemoTale tale, DemoFeeders feeders, DemoHour hour) {
        this.site = site;
        this.fleet = fleet;
        this.tale = tale;
        this.feeders = feeders;
        this.hour = hour;
    }

    DemoStackedReport report(
            @Nullable Long meteredAtEndW,
            List<String> falselyCurtailed,
            boolean gaps,
            DemoStory story)
            throws IOException {
        Explained explained = explained();
        story.title("Why " + explained.device() + " was asked what it was asked:");
        explained.words().forEach(line -> story.say("  %s", line));
        DemoFollowing following = new DemoFollowing(site.definition(), tale.begun());
        Replay.Report replay = Replay.run(site.journal(), (step, _) -> following.took(step));
        story.title(
                "How the set-point was followed, by ERCOT's formula over each stretch of 20 s:");
        following.lines().forEach(line -> story.say("  %s", line));
        story.say(
                "  (Machines need 10 to 20 s to wake: most of a stretch here, little of a real one of five minutes.)");
        story.title("Who yielded to whom:");
        tale.conflicts().forEach(conflict -> story.say("  %s.", sentence(conflict)));
        List<Check> checks = checks(meteredAtEndW, falselyCurtailed, gaps, replay);
        story.title("Checks:");
        checks.forEach(check ->
                story.say(
                        "  %-4s %s: %s.",
                        check.passed() ? "ok" : "NOT", check.what(), check.found()));
        return new DemoStackedReport(
                fleet.devices().size(),
                families(),
                (int)
                        fleet.truth().stream()
                                .filter(t -> t.fault() == org.trimtab.virtual.machine.Fault.DEAF)
                                .count(),
                feeders.report(),
                tale.lines(),
                byName(),
                named(tale.disobeyed()),
                tale.tookOver().keySet().stream().map(DeviceId::value).toList(),
                tale.conflicts(),
                following.scored(),
                explained,
                checks);
    }

    private List<Check> checks(
            @Nullable Long meteredAtEndW,
            List<String> falselyCurtailed,
            boolean gaps,
            Replay.Report replay) {
        List<Check> checks = new ArrayList<>();
        checks.add(
                new Check(
                        "the emergency's limit was kept to its end",
                        meteredAtEndW != null && meteredAtEndW <= hour.emergencyW(),
                        meteredAtEndW == null
                                ? "the meter gave no reading"
                                : "the meter read "
                                        + DemoStory.megawatts(meteredAtEndW)
                                        + " of "
                                        + DemoStory.megawatts(hour.emergencyW())));
        checks.add(
                new Check(
                        "nobody is called asleep or held back who is not",
                        falselyCurtailed.isEmpty(),
                        falselyCurtailed.isEmpty()
                                ? "none, by the fleet's own truth"
                                : some(falselyCurtailed)));
        feeders.report()
                .forEach(feeder ->
                        checks.add(
                                new Check(
                                        "feeder " + feeder.id() + " stayed within its limit",
                                        feeder.highestW() <= feeder.limitW(),
                                        "at most "
                                                + DemoStory.megawatts(feeder.highestW())
                                                + " of "
                                                + DemoStory.megawatts(feeder.limitW()))));
        checks.add(restored());
        checks.add(pools());
        checks.add(
                new Check(
                        "the journal replays to the same decisions",
                        replay.isIdentical(),
                        String.format(
                                Locale.ROOT,
                                "%,d steps decided again, %s",
                                replay.steps(),
                                replay.isIdentical() ? "every byte the same" : "not the same")));
        checks.add(new Check("the tale is whole", !gaps, gaps ? "it has gaps" : "no step missed"));
        return checks;
    }

    /** One that took over for a deaf one; where nobody did, one that was asked for the emergency. */
    private Explained explained() {
        List<DeviceId> candidates = new ArrayList<>();
        tale.tookOver()
                .forEach((device, cause) -> {
                    if (cause.equals(DemoStackedRun.EMERGENCY)) {
                        candidates.add(device);
                    }
                });
        candidates.addAll(tale.disobeyed().keySet());
        site.definition().site().devices().forEach(device -> candidates.add(device.id()));
        for (DeviceId device : candidates) {
            Explanation told = site.explanation(DemoStackedRun.EMERGENCY, device.value());
            Explanation.DevicePart part = told == null ? null : told.device();
            if (part != null && part.asked() > 0) {
                return new Explained(
                        device.value(), part.story().stream().map(Explanation.Line::text).toList());
            }
        }
        return new Explained("nobody", List.of("No device was asked anything for the emergency."));
    }

    /** A full feeder keeps some down for good, and who disobeyed is left alone; nobody else may be down. */
    private Check restored() {
        List<String> down =
                DemoTruth.down(site).stream()
                        .filter(device -> !feeders.isFull(device))
                        .map(device -> device.id().value())
                        .filter(name -> !named(tale.disobeyed()).containsKey(name))
                        .toList();
        long asleep = fleet.truth().stream().filter(DeviceTruth::asleep).count();
        return new Check(
                "everybody is back at work but for what the feeder cannot carry",
                down.isEmpty(),
                down.isEmpty()
                        ? tale.heldBack()
                                + " held back and "
                                + asleep
                                + " asleep behind a full feeder"
                        : "still down: " + some(down));
    }

    private Check pools() {
        site.readPoolsAgain();
        int readable = (int) site.devices().stream().filter(d -> d.observedAt() != null).count();
        long end = System.nanoTime() + POOLS_WITHIN.toNanos();
        while (site.poolsRead() < readable && System.nanoTime() - end < 0) {
            LockSupport.parkNanos(LOOK_NANOS);
        }
        List<String> changed = site.poolsChanged();
        return new Check(
                "no pool was changed",
                changed.isEmpty() && site.poolsRead() >= readable,
                site.poolsRead() + " devices compared, " + changed.size() + " changed");
    }

    private Map<String, Integer> families() {
        Map<String, Integer> families = new TreeMap<>();
        fleet.devices().forEach(device -> families.merge(device.family(), 1, Integer::sum));
        return families;
    }

    private Map<String, Integer> byName() {
        Map<String, Integer> byName = new TreeMap<>();
        tale.plans().forEach((kind, count) -> byName.put(kind.name(), count));
        return byName;
    }

    private static Map<String, String> named(Map<DeviceId, String> devices) {
        Map<String, String> named = new LinkedHashMap<>();
        devices.forEach((device, how) -> named.put(device.value(), how));
        return named;
    }

    private static String some(List<String> names) {
        return names.size() <= NAMES_SHOWN
                ? String.join(", ", names)
                : String.join(", ", names.subList(0, NAMES_SHOWN))
                        + " and "
                        + (names.size() - NAMES_SHOWN)
                        + " more";
    }

    private static String sentence(String text) {
        return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
    }
}
