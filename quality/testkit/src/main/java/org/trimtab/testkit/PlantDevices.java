package org.trimtab.testkit;

import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.trimtab.dispatch.Action;
import org.trimtab.quantity.HashRate;
import org.trimtab.quantity.Power;
import org.trimtab.quantity.Temperature;
import org.trimtab.resource.Capability;
import org.trimtab.resource.Device;
import org.trimtab.resource.Feeder;
import org.trimtab.resource.FeederId;
import org.trimtab.resource.PowerCurve;
import org.trimtab.telemetry.Activity;
import org.trimtab.telemetry.DeviceReading;
import org.trimtab.telemetry.PowerSource;
import org.trimtab.telemetry.Quality;
import org.trimtab.testkit.PlantFaults.DeviceKind;

/** What the devices of a plant really do and draw, in columns by their place, and what they say of it. */
final class PlantDevices {
    /** Real power lies at most so many parts in a thousand beside the nameplate. */
    private static final int BIAS_PER_MILLE = 30;

    private static final long WORKING_MILLICELSIUS = 68_000;
    private static final long AMBIENT_MILLICELSIUS = 24_000;

    /** A machine is as cold as its room after so long. */
    private static final long COOLS_MILLIS = 600_000;

    private final List<Device> devices;
    private final PlantTimes times;
    private final SplittableRandom random;
    private final Activity[] activity;
    private final long[] watts;
    private final long[] fullWatts;
    private final int[] changes;
    private final long[] sleptAtMillis;
    private final long[] wokeAtMillis;
    private final long[] shortestOffMillis;
    private final long[] shortestOnMillis;
    private final int[] sleeps;
    private final @Nullable DeviceKind[] fault;
    private final int[] figure;
    private final int[] feederOf;
    private final int[] behind;
    private final long[] feederWatts;
    private long siteWatts;

    PlantDevices(List<Device> devices, List<Feeder> feeders, PlantTimes times, long seed) {
        this.devices = devices;
        this.times = times;
        random = new SplittableRandom(seed);
        int count = devices.size();
        activity = new Activity[count];
        watts = new long[count];
        fullWatts = new long[count];
        changes = new int[count];
        sleptAtMillis = new long[count];
        wokeAtMillis = new long[count];
        shortestOffMillis = new long[count];
        shortestOnMillis = new long[count];
        sleeps = new int[count];
        fault = new DeviceKind[count];
        figure = new int[count];
        feederOf = new int[count];
        behind = new int[feeders.size()];
        feederWatts = new long[feeders.size()];
        Arrays.fill(activity, Activity.HASHING);
        Arrays.fill(sleptAtMillis, -1);
        Arrays.fill(wokeAtMillis, -1);
        Arrays.fill(shortestOffMillis, Long.MAX_VALUE);
        Arrays.fill(shortestOnMillis, Long.MAX_VALUE);
        Map<FeederId, Integer> places = new HashMap<>();
        for (Feeder feeder : feeders) {
            places.put(feeder.id(), places.size());
        }
        for (int i = 0; i < behind.length; i++) {
            behind[i] = placeOf(feeders.get(i).behind(), places);
        }
        for (int place = 0; place < count; place++) {
            Device device = devices.get(place);
            feederOf[place] = placeOf(device.feeder(), places);
            long span = device.running().watts() * BIAS_PER_MILLE / 1_000;
            fullWatts[place] = device.running().watts() + random.nextLong(-span, span + 1);
            draw(place, fullWatts[place]);
        }
    }

    private static int placeOf(@Nullable FeederId feeder, Map<FeederId, Integer> places) {
        return feeder == null ? -1 : places.getOrDefault(feeder, -1);
    }

    long siteWatts() {
        return siteWatts;
    }

    long feederWatts(int feeder) {
        return feederWatts[feeder];
    }

    long watts(int place) {
        return watts[place];
    }

    Activity activity(int place) {
        return activity[place];
    }

    int sleeps(int place) {
        return sleeps[place];
    }

    /** The shortest time it was really asleep; {@link Long#MAX_VALUE} when it never slept and woke. */
    long shortestOffMillis(int place) {
        return shortestOffMillis[place];
    }

    /** The shortest time it really worked between two sleeps; {@link Long#MAX_VALUE} when there was none. */
    long shortestOnMillis(int place) {
        return shortestOnMillis[place];
    }

    @Nullable DeviceKind fault(int place) {
        return fault[place];
    }

    boolean has(int place, DeviceKind kind) {
        return fault[place] == kind;
    }

    int figure(int place) {
        return figure[place];
    }

    void breakDown(int place, DeviceKind kind, int with) {
        fault[place] = kind;
        figure[place] = with;
    }

    void repair(int place) {
        fault[place] = null;
    }

    /** True when it is already where the action wants it. */
    boolean isThere(int place, Action action) {
        return action.isSleep()
                ? activity[place] == Activity.ASLEEP
                : action.isWake()
                        && activity[place] == Activity.HASHING
                        && watts[place] == fullWatts[place];
    }

    /** True when its family can do it, and it has such a level. */
    boolean isAble(int place, Action action) {
        Device device = devices.get(place);
        return switch (action) {
            case Action.State _ ->
                    device.can(Capability.CURTAIL)
                            || (action.isWake() && device.can(Capability.CAP));
            case Action.CapAt cap ->
                    device.can(Capability.CAP)
                            && activity[place] == Activity.HASHING
                            && (device.running().isAtMost(cap.most())
                                    || level(device, cap) != null);
        };
    }

    /** Sets out to do what it is asked. What it was about to do before is forgotten. */
    void act(int place, Action action) {
        Device device = devices.get(place);
        int slower = has(place, DeviceKind.SLOW) ? figure[place] : 1;
        int change = ++changes[place];
        boolean rises = action.isWake();
        if (isThere(place, action)) {
            return;
        }
        boolean starts = rises && activity[place] != Activity.HASHING;
        if (starts) {
            activity[place] = Activity.STARTING;
        }
        long within =
                starts
                        ? device.timing().wakesWithin().toMillis()
                        : device.timing().fallsWithin().toMillis();
        long takes = within * random.nextLong(20, 90) / 100 * slower;
        times.in(takes, () -> arrive(place, change, action));
    }

    private void arrive(int place, int change, Action action) {
        if (change != changes[place]) {
            return;
        }
        Device device = devices.get(place);
        switch (action) {
            case Action.State state when state == Action.State.SLEEP -> fallAsleep(place);
            case Action.State _ -> work(place);
            case Action.CapAt cap -> {
                PowerCurve.Level level = level(device, cap);
                long full = fullWatts[place];
                long to = level == null ? full : Math.min(full, level.power().watts());
                if (has(place, DeviceKind.DRAWS_MORE_WHEN_CAPPED)) {
                    to = full + full * figure[place] / 100;
                }
                draw(place, to);
            }
        }
    }

    private void fallAsleep(int place) {
        long now = times.nowMillis();
        if (wokeAtMillis[place] >= 0) {
            shortestOnMillis[place] = Math.min(shortestOnMillis[place], now - wokeAtMillis[place]);
        }
        sleptAtMillis[place] = now;
        sleeps[place]++;
        activity[place] = Activity.ASLEEP;
        draw(place, devices.get(place).standby().watts());
        if (has(place, DeviceKind.WAKES_BY_ITSELF)) {
            int change = changes[place];
            times.in(
                    figure[place] * 1_000L,
                    () -> {
                        if (change == changes[place] && has(place, DeviceKind.WAKES_BY_ITSELF)) {
                            act(place, Action.WAKE);
                        }
                    });
        }
    }

    private void work(int place) {
        long now = times.nowMillis();
        if (activity[place] != Activity.HASHING) {
            if (sleptAtMillis[place] >= 0) {
                shortestOffMillis[place] =
                        Math.min(shortestOffMillis[place], now - sleptAtMillis[place]);
            }
            wokeAtMillis[place] = now;
        }
        activity[place] = Activity.HASHING;
        draw(place, fullWatts[place]);
    }

    private void draw(int place, long to) {
        long more = to - watts[place];
        watts[place] = to;
        siteWatts += more;
        for (int f = feederOf[place]; f >= 0; f = behind[f]) {
            feederWatts[f] += more;
        }
    }

    private static PowerCurve.@Nullable Level level(Device device, Action.CapAt cap) {
        PowerCurve curve = device.curve();
        return curve == null ? null : curve.atMost(cap.most());
    }

    /** What it says of itself when it is asked now. */
    DeviceReading reading(int place, Instant observedAt) {
        Device device = devices.get(place);
        boolean works = activity[place] == Activity.HASHING;
        boolean metered = device.can(Capability.METERED);
        long said =
                metered
                        ? watts[place]
                        : works ? device.running().watts() : device.standby().watts();
        if (has(place, DeviceKind.LIES)) {
            said = said * figure[place] / 100;
        }
        long work =
                works
                        ? device.hashRate().megahashesPerSecond()
                                / 1_000
                                * Math.min(1_000, watts[place] * 1_000 / fullWatts[place])
                        : 0;
        return new DeviceReading(
                device.id(),
                observedAt,
                activity[place],
                Power.ofWatts(said),
                !metered
                        ? PowerSource.NAMEPLATE
                        : place % 3 == 0 ? PowerSource.MEASURED : PowerSource.MODELLED,
                new HashRate(work),
                Quality.GOOD,
                temperature(place));
    }

    private Temperature temperature(int place) {
        long since = Math.max(sleptAtMillis[place], wokeAtMillis[place]);
        long past = since < 0 ? COOLS_MILLIS : Math.min(COOLS_MILLIS, times.nowMillis() - since);
        boolean cools = activity[place] == Activity.ASLEEP;
        long from = cools ? WORKING_MILLICELSIUS : AMBIENT_MILLICELSIUS;
        long to = cools ? AMBIENT_MILLICELSIUS : WORKING_MILLICELSIUS;
        return new Temperature(from + (to - from) * past / COOLS_MILLIS);
    }
}
