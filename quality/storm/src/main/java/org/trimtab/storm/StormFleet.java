package org.trimtab.storm;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.trimtab.engine.DispatchPolicy;
import org.trimtab.engine.SiteDefinition;
import org.trimtab.program.FrequencyDuty;
import org.trimtab.program.ProgramBook;
import org.trimtab.program.ProgramRule;
import org.trimtab.program.Rank;
import org.trimtab.quantity.Frequency;
import org.trimtab.quantity.HashRate;
import org.trimtab.quantity.Power;
import org.trimtab.quantity.RampRate;
import org.trimtab.quantity.Share;
import org.trimtab.quantity.Temperature;
import org.trimtab.resource.Capability;
import org.trimtab.resource.Device;
import org.trimtab.resource.DeviceId;
import org.trimtab.resource.Endpoint;
import org.trimtab.resource.Envelope;
import org.trimtab.resource.Feeder;
import org.trimtab.resource.FeederId;
import org.trimtab.resource.Labels;
import org.trimtab.resource.Meter;
import org.trimtab.resource.MeterId;
import org.trimtab.resource.PowerCurve;
import org.trimtab.resource.Site;
import org.trimtab.resource.SiteId;
import org.trimtab.resource.SiteLimits;
import org.trimtab.resource.Timing;
import org.trimtab.testkit.Fleets;
import org.trimtab.testkit.Seeded;

/** A site drawn from a seed: any fleet somebody could have. */
final class StormFleet {
    static final String EMERGENCY = "ers";
    static final String LOAD = "clr";
    static final String EVENT = "dr";
    static final String PEAK = "peak";
    static final String RESERVE = "rrs";

    private static final int DEVICES_MOST = 400;
    private static final int SMALL_MOST = 40;

    /** A protocol family as far as the storm cares. */
    private record Family(String name, long standbyWatts, Timing timing, boolean capped) {}

    private static final List<Family> FAMILIES =
            List.of(
                    new Family("luxos", 25, timing(5, 10, 60), true),
                    new Family("antminer", 30, timing(40, 60, 300), false),
                    new Family("whatsminer", 40, timing(8, 30, 240), true),
                    new Family("vnish", 30, timing(5, 30, 120), true),
                    new Family("axeos", 5, timing(8, 15, 60), false));

    private final Seeded any;

    private StormFleet(Seeded any) {
        this.any = any;
    }

    static SiteDefinition of(Seeded any) {
        return new StormFleet(any).definition();
    }

    private static Timing timing(int answers, int falls, int wakes) {
        return new Timing(
                Duration.ofSeconds(answers), Duration.ofSeconds(falls), Duration.ofSeconds(wakes));
    }

    private SiteDefinition definition() {
        List<FeederId> names = new ArrayList<>();
        int feederCount = any.chance(50) ? 0 : any.intFrom(1, 4);
        for (int i = 1; i <= feederCount; i++) {
            names.add(new FeederId("f" + i));
        }
        List<Device> devices = devices(names);
        List<Feeder> feeders = feeders(names, devices);
        long load = load(devices, null);
        List<Meter> meters = meters(feeders);
        Duration every = meters.getFirst().every();
        Site site = new Site(new SiteId("storm"), meters, feeders, devices, limits(load));
        return new SiteDefinition(
                site,
                Fleets.mining(),
                Fleets.program(),
                policy(every),
                programs(),
                any.chance(50) ? duty(load) : null);
    }

    private List<Device> devices(List<FeederId> feeders) {
        int most = any.chance(85) ? SMALL_MOST : DEVICES_MOST;
        int count = any.intFrom(3, most);
        List<Family> families = any.list(1, 3, one -> one.pick(FAMILIES));
        Envelope usual = envelope();
        List<Device> devices = new ArrayList<>();
        for (int number = 1; number <= count; number++) {
            Family family = any.pick(families);
            long watts = any.longFrom(900, 5_600);
            boolean answersOnly = any.chance(3);
            Set<Capability> capabilities = new HashSet<>();
            if (!answersOnly) {
                capabilities.add(Capability.CURTAIL);
            }
            if (any.chance(85)) {
                capabilities.add(Capability.METERED);
            }
            PowerCurve curve = family.capped() && any.chance(70) ? curve(watts) : null;
            if (family.capped() && !answersOnly) {
                capabilities.add(Capability.CAP);
            }
            devices.add(
                    new Device(
                            new DeviceId(family.name() + "-" + number),
                            family.name(),
                            "any",
                            new Endpoint("127.1." + number / 250 + "." + (number % 250 + 1), 4028),
                            feeders.isEmpty() || any.chance(10) ? null : any.pick(feeders),
                            Power.ofWatts(watts),
                            Power.ofWatts(family.standbyWatts()),
                            HashRate.ofTerahashes(Math.max(1, watts / any.longFrom(13, 40))),
                            any.chance(80) ? usual : envelope(),
                            family.timing(),
                            capabilities,
                            Labels.NONE,
                            curve));
        }
        return devices;
    }

    private Envelope envelope() {
        return new Envelope(
                Duration.ofSeconds(any.pick(List.of(0, 10, 30, 120, 600))),
                Duration.ofSeconds(any.pick(List.of(0, 10, 60, 300, 900))),
                any.chance(8),
                any.chance(20) ? any.intFrom(1, 4) : Envelope.SLEEPS_PER_DAY,
                any.chance(10) ? Temperature.ofCelsius(any.longFrom(20, 40)) : null,
                any.chance(10) ? Temperature.ofCelsius(any.longFrom(40, 66)) : null);
    }

    /** Up to four levels below full work; not always concave. */
    PowerCurve curve(long watts) {
        List<PowerCurve.Level> levels = new ArrayList<>();
        long at = any.longFrom(watts * 4 / 10, watts * 6 / 10);
        int count = any.intFrom(1, 4);
        for (int i = 0; i < count && at < watts; i++) {
            levels.add(
                    new PowerCurve.Level(
                            "l" + i,
                            Power.ofWatts(at),
                            HashRate.ofTerahashes(Math.max(1, at / any.longFrom(13, 40)))));
            at += Math.max(1, any.longFrom(watts / 20, watts / 5));
        }
        return new PowerCurve(levels, any.pick(PowerCurve.Origin.class));
    }

    static PowerCurve curve(Seeded any, long watts) {
        return new StormFleet(any).curve(watts);
    }

    private List<Feeder> feeders(List<FeederId> names, List<Device> devices) {
        List<Feeder> feeders = new ArrayList<>();
        boolean hasTransformer = names.size() > 1 && any.chance(50);
        FeederId transformer = new FeederId("t1");
        long behindTransformer = 0;
        for (FeederId name : names) {
            boolean isBehind = hasTransformer && any.chance(60);
            long load = load(devices, name);
            behindTransformer += isBehind ? load : 0;
            feeders.add(
                    new Feeder(name, Power.ofWatts(limit(load)), isBehind ? transformer : null));
        }
        if (hasTransformer) {
            feeders.add(new Feeder(transformer, Power.ofWatts(limit(behindTransformer))));
        }
        return feeders;
    }

    /** Mostly roomy; one in five is too tight for all devices at once. */
    private long limit(long load) {
        return Math.max(
                1, load * (any.chance(80) ? any.longFrom(115, 160) : any.longFrom(60, 110)) / 100);
    }

    private static long load(List<Device> devices, @Nullable FeederId feeder) {
        return devices.stream()
                .filter(device -> feeder == null || feeder.equals(device.feeder()))
                .mapToLong(device -> device.running().watts())
                .sum();
    }

    private List<Meter> meters(List<Feeder> feeders) {
        Duration every =
                Duration.ofMillis(any.pick(List.of(100, 500, 1_000, 1_000, 2_000, 4_000, 10_000)));
        List<Meter> meters = new ArrayList<>();
        meters.add(meter("main", 1, every, null));
        for (Feeder feeder : feeders) {
            if (any.chance(60)) {
                meters.add(
                        meter(
                                "m-" + feeder.id(),
                                meters.size() + 1,
                                Duration.ofSeconds(1),
                                feeder.id()));
            }
        }
        return meters;
    }

    private static Meter meter(String id, int unit, Duration every, @Nullable FeederId feeder) {
        return new Meter(
                new MeterId(id), "sunspec", new Endpoint("127.0.0.1", 1502), unit, every, feeder);
    }

    private SiteLimits limits(long load) {
        if (any.chance(60)) {
            return SiteLimits.NONE;
        }
        return new SiteLimits(
                any.chance(50) ? Power.ofWatts(load * any.longFrom(70, 160) / 100) : null,
                any.chance(50) ? Power.ofWatts(load * any.longFrom(0, 20) / 100) : Power.ZERO,
                any.chance(40) ? new RampRate(load / any.longFrom(2, 10) + 1) : null,
                any.chance(40) ? new RampRate(load / any.longFrom(1, 5) + 1) : null);
    }

    private DispatchPolicy policy(Duration meterEvery) {
        DispatchPolicy usual = DispatchPolicy.DEFAULT;
        Duration stale = meterEvery.multipliedBy(5).dividedBy(2);
        return new DispatchPolicy(
                new Share(any.intFrom(0, 50_000)),
                stale.compareTo(usual.meterStaleAfter()) > 0 ? stale : usual.meterStaleAfter(),
                usual.deviceStaleAfter(),
                Duration.ofSeconds(any.intFrom(5, 60)),
                any.intFrom(1, 4),
                usual.trimAfter().plus(meterEvery),
                any.chance(50) ? usual.wakeWaveMax() : any.intFrom(1, 20),
                any.chance(50) ? usual.wakeWaveEvery() : Duration.ofSeconds(any.intFrom(1, 5)),
                usual.obligationLongest(),
                usual.obligationAhead(),
                usual.following(),
                new DispatchPolicy.Trust(
                        any.intFrom(1, 4),
                        Duration.ofMinutes(any.longFrom(1, 360)),
                        new Share(any.intFrom(0, 200_000))),
                new BigDecimal("0.01"));
    }

    private ProgramBook programs() {
        return new ProgramBook(
                List.of(
                        rule(EMERGENCY, Rank.GRID_EMERGENCY, Set.of(EVENT), 10),
                        rule(LOAD, Rank.SET_POINT, any.chance(30) ? Set.of(EVENT) : Set.of(), 5),
                        rule(EVENT, Rank.PROGRAM_EVENT, Set.of(), 10),
                        rule(PEAK, Rank.SITE_LIMIT, Set.of(), 30),
                        rule(
                                RESERVE,
                                Rank.GRID_EMERGENCY,
                                any.chance(50) ? Set.of(EMERGENCY, EVENT) : Set.of(),
                                1)));
    }

    private static ProgramRule rule(String name, Rank rank, Set<String> excludes, int minutes) {
        return new ProgramRule(name, rank, excludes, Duration.ofMinutes(minutes));
    }

    private FrequencyDuty duty(long load) {
        FrequencyDuty.UnderFrequency under =
                new FrequencyDuty.UnderFrequency(
                        RESERVE,
                        Frequency.ofMillihertz(any.longFrom(59_700, 59_850)),
                        Duration.ofMillis(any.longFrom(0, 500)),
                        Duration.ofMinutes(any.longFrom(1, 10)),
                        Frequency.ofMillihertz(any.longFrom(59_900, 59_980)),
                        Duration.ofSeconds(any.longFrom(10, 120)));
        FrequencyDuty.Droop droop =
                new FrequencyDuty.Droop(
                        LOAD,
                        new Share(50_000),
                        Frequency.ofMillihertz(any.longFrom(17, 36)),
                        Power.ofWatts(load / 2 + 1));
        return new FrequencyDuty(
                Frequency.ofMillihertz(60_000),
                any.chance(80) ? under : null,
                any.chance(40) ? droop : null,
                Duration.ofSeconds(2),
                Duration.ofSeconds(10));
    }
}
