package org.trimtab.storm;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.trimtab.dispatch.Action;
import org.trimtab.engine.Input;
import org.trimtab.engine.SiteDefinition;
import org.trimtab.interval.MarketInterval;
import org.trimtab.program.Hold;
import org.trimtab.quantity.EnergyPrice;
import org.trimtab.quantity.Power;
import org.trimtab.resource.Capability;
import org.trimtab.resource.Device;
import org.trimtab.resource.DeviceId;
import org.trimtab.testkit.PlantFaults;
import org.trimtab.testkit.Seeded;

/** What happens in one storm, drawn from its seed: all but the weather, which is {@link StormWeather}. */
final class StormScript {
    static final Instant START = Instant.parse("2026-07-01T18:00:00Z");

    /** Nothing but readings at first, so that there is a baseline now and then. */
    private static final Duration WARM_UP = Duration.ofSeconds(30);

    /** In so many of a hundred storms nothing is broken; only what is asked is wild. */
    private static final int FAIR_PERCENT = 20;

    private final Seeded any;
    private final SiteDefinition definition;
    private final long loadWatts;
    private final List<Moment> moments = new ArrayList<>();
    private final Instant calmAt;
    private final boolean isFair;
    private final Instant jumpAt;
    private final Duration jump;

    private StormScript(Seeded any, SiteDefinition definition) {
        this.any = any;
        this.definition = definition;
        loadWatts = definition.site().devices().stream().mapToLong(d -> d.running().watts()).sum();
        calmAt = START.plus(any.duration(Duration.ofMinutes(20), Duration.ofMinutes(75)));
        isFair = any.chance(FAIR_PERCENT);
        jumpAt = between(START, calmAt);
        jump =
                !isFair && any.chance(20)
                        ? any.duration(Duration.ofSeconds(1), Duration.ofMinutes(5))
                        : Duration.ZERO;
    }

    /**
     * A storm.
     *
     * @param moments in order of time
     * @param faults of the plant
     * @param calmAt from here on nothing is broken, owed or wished
     * @param isFair true when nothing is broken at all
     */
    record Drawn(List<Moment> moments, PlantFaults faults, Instant calmAt, boolean isFair) {}

    static Drawn of(Seeded any, SiteDefinition definition) {
        StormScript script = new StormScript(any, definition);
        if (!script.isFair) {
            script.clock();
            script.hands();
            script.restarts();
        }
        script.moments.addAll(
                new StormAsks(any, definition, script.loadWatts, script::site)
                        .between(START.plus(WARM_UP), script.calmAt));
        script.holds();
        script.prices();
        script.curves();
        if (definition.frequency() != null || any.chance(10)) {
            script.moments.addAll(
                    new StormFrequency(any, script::site).between(START, script.calmAt));
        }
        script.moments.sort(Comparator.comparing(Moment::at));
        PlantFaults faults =
                script.isFair
                        ? PlantFaults.NONE
                        : StormWeather.of(any, definition, START, script.calmAt);
        return new Drawn(List.copyOf(script.moments), faults, script.calmAt, script.isFair);
    }

    /** What the site's clock shows at a real time, short turns back left aside. */
    private Instant site(Instant real) {
        return real.isBefore(jumpAt) ? real : real.plus(jump);
    }

    private Instant between(Instant from, Instant until) {
        return any.instant(from, until);
    }

    private void tell(Instant at, Input input) {
        moments.add(new Moment.Tell(at, input));
    }

    /** One jump ahead that stays, and one turn back by an hour that is soon put right. */
    private void clock() {
        if (!jump.isZero()) {
            moments.add(new Moment.Clock(jumpAt, jump));
        }
        if (any.chance(20)) {
            Instant at = between(START, calmAt.minusSeconds(120));
            Instant right = at.plusSeconds(any.longFrom(1, 90));
            moments.add(
                    new Moment.Clock(
                            at, Duration.between(at, site(at)).minus(Duration.ofHours(1))));
            moments.add(new Moment.Clock(right, Duration.between(right, site(right))));
        }
    }

    private Set<DeviceId> someDevices() {
        List<Device> devices = definition.site().devices();
        Set<DeviceId> some = new HashSet<>();
        int count = any.intFrom(1, Math.max(1, devices.size() / 4));
        for (int i = 0; i < count; i++) {
            some.add(any.pick(devices).id());
        }
        return some;
    }

    private void holds() {
        int count = any.chance(50) ? 0 : any.intFrom(1, 4);
        for (int i = 0; i < count; i++) {
            String id = "hold-" + any.intFrom(1, 3);
            Instant at = between(START, calmAt);
            boolean ends = any.chance(50);
            Instant until = ends ? site(between(at, calmAt)).plusMillis(1) : null;
            tell(
                    at,
                    new Input.HoldPlaced(
                            new Hold(id, someDevices(), any.pick(Hold.Kind.class), until, "ann")));
            if (!ends || any.chance(30)) {
                tell(between(at, calmAt), new Input.HoldLifted(id, "bob"));
            }
        }
        for (int i = 1; i <= 3 && count > 0; i++) {
            tell(calmAt, new Input.HoldLifted("hold-" + i, "bob"));
        }
    }

    private void prices() {
        if (any.chance(50)) {
            return;
        }
        Duration length = Duration.ofMinutes(any.pick(List.of(5, 15)));
        for (Instant at = START; at.isBefore(calmAt); at = at.plus(length)) {
            long dollars = any.chance(15) ? any.longFrom(150, 5_000) : any.longFrom(-40, 110);
            if (any.chance(90)) {
                tell(at, price(at, length, dollars));
            }
        }
        tell(calmAt, price(calmAt.minusSeconds(1), Duration.ofDays(2), -30));
    }

    private Input price(Instant at, Duration length, long dollars) {
        return new Input.PriceKnown(
                MarketInterval.starting(site(at), length), new EnergyPrice(dollars * 1_000_000));
    }

    private void curves() {
        for (Device device : definition.site().devices()) {
            if (device.can(Capability.CAP) && any.chance(5)) {
                tell(
                        between(START, calmAt),
                        new Input.CurveKnown(
                                device.id(), StormFleet.curve(any, device.running().watts())));
            }
        }
    }

    private void hands() {
        int count = any.chance(60) ? 0 : any.intFrom(1, 4);
        for (int i = 0; i < count; i++) {
            moments.add(
                    new Moment.Hand(
                            between(START, calmAt),
                            any.intFrom(0, definition.site().devices().size() - 1),
                            any.chance(50) ? Action.SLEEP : Action.WAKE));
        }
    }

    private void restarts() {
        int count = any.chance(60) ? 0 : any.intFrom(1, 2);
        for (int i = 0; i < count; i++) {
            moments.add(new Moment.Restart(between(START, calmAt)));
        }
    }

    /** A level somebody may ask for: mostly within reach, now and then senseless. */
    static Power level(Seeded any, long loadWatts) {
        if (any.chance(8)) {
            return Power.ofWatts(any.pick(List.of(0L, -1L, -loadWatts, 3 * loadWatts, 1L << 40)));
        }
        return Power.ofWatts(any.longFrom(loadWatts / 5, loadWatts * 11 / 10));
    }
}
