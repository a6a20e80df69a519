package org.trimtab.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.trimtab.dispatch.Action;
import org.trimtab.dispatch.Allocator;
import org.trimtab.dispatch.Command;
import org.trimtab.dispatch.CommandId;
import org.trimtab.dispatch.Failure;
import org.trimtab.engine.Standing.Phase;
import org.trimtab.market.MiningTerms;
import org.trimtab.market.ValueOfWork;
import org.trimtab.quantity.EnergyPrice;
import org.trimtab.resource.Device;
import org.trimtab.resource.DeviceId;
import org.trimtab.resource.PowerCurve;
import org.trimtab.telemetry.DeviceReading;
import org.trimtab.telemetry.Quality;

/** Every device with what was last read of it and where it stands with us. Devices go by their place in the site. */
final class Fleet {
    /** Said of what was never so: before everything. */
    static final long NEVER = Long.MIN_VALUE;

    private final List<Device> devices;
    private final Places places;
    private final LastReadings readings;
    private final Standing[] standings;
    private final OperatingPoints[] points;
    private final long[] sleptAt;
    private final long[] wokeAt;
    private final BitSet ours = new BitSet();

    /** Asked to sleep, and not seen asleep since: they may obey yet. */
    private final BitSet unseenSleep = new BitSet();

    private final SleepCount sleeps;
    private final MiningTerms mining;
    private final DispatchPolicy policy;
    private final long staleAfter;
    private final LevelModel level;
    private final Allocator allocator;
    private final Draws draws;
    private final Outbox outbox;
    private long commandsIssued;

    Fleet(SiteDefinition definition, Outbox outbox) {
        this.devices = definition.site().devices();
        this.policy = definition.policy();
        staleAfter = policy.deviceStaleAfter().toNanos();
        this.mining = definition.mining();
        this.outbox = outbox;
        int count = devices.size();
        standings = new Standing[count];
        points = new OperatingPoints[count];
        sleptAt = new long[count];
        wokeAt = new long[count];
        sleeps = new SleepCount(count);
        readings = new LastReadings(devices);
        places = new Places(devices);
        level = new LevelModel(devices, definition.site().feeders());
        allocator = new Allocator(count, level.behind());
        draws = new Draws(devices, policy, readings, level, allocator);
        Arrays.fill(standings, Standing.FREE);
        Arrays.fill(sleptAt, NEVER);
        Arrays.fill(wokeAt, NEVER);
        Map<List<Object>, OperatingPoints> alike = new HashMap<>();
        for (int place = 0; place < count; place++) {
            Device device = devices.get(place);
            List<Object> kind =
                    Arrays.asList(
                            device.running(),
                            device.standby(),
                            device.hashRate(),
                            device.curve(),
                            device.timing().wakesWithin(),
                            device.capabilities());
            describe(
                    place,
                    alike.computeIfAbsent(
                            kind,
                            _ ->
                                    OperatingPoints.of(
                                            device,
                                            device.curve(),
                                            mining,
                                            policy.wearPerSleepUsd())));
        }
    }

    private void describe(int place, OperatingPoints told) {
        points[place] = told;
        allocator.describe(
                place, level.group(place), told.watts(), told.lossPerHour(), told.stopLoss());
        allocator.stand(place, told.top());
        allocator.window(place, told.top(), told.top());
        allocator.draw(place, level.settled(place));
    }

    /** Levels a device can be held at became known; only a free device takes them, others keep the points they have. */
    boolean learn(int place, PowerCurve curve) {
        if (standings[place].phase() != Phase.FREE || devices.get(place).curve() != null) {
            return false;
        }
        describe(
                place,
                OperatingPoints.of(devices.get(place), curve, mining, policy.wearPerSleepUsd()));
        return true;
    }

    /** A device that cannot be held at a level after all only works or sleeps from now on. */
    void forgetCurve(int place) {
        OperatingPoints plain =
                OperatingPoints.of(devices.get(place), null, mining, policy.wearPerSleepUsd());
        int stood = allocator.point(place);
        boolean asleep = stood == 0;
        describe(place, plain);
        allocator.stand(place, asleep ? 0 : plain.top());
        allocator.window(place, allocator.point(place), allocator.point(place));
    }

    int size() {
        return devices.size();
    }

    Device device(int place) {
        return devices.get(place);
    }

    /** The place of a device, or -1 when the site has none of that name. */
    int place(DeviceId device) {
        return places.of(device);
    }

    LevelModel level() {
        return level;
    }

    Allocator allocator() {
        return allocator;
    }

    OperatingPoints points(int place) {
        return points[place];
    }

    /** The point it is at, or was last sent to. */
    int point(int place) {
        return allocator.point(place);
    }

    EnergyPrice valueOfWork(int place) {
        return ValueOfWork.perMwh(devices.get(place).efficiency(), mining);
    }

    Standing standing(int place) {
        return standings[place];
    }

    @Nullable DeviceReading reading(int place) {
        return readings.get(place);
    }

    /** What was last read of each, where a part of it is enough. */
    LastReadings readings() {
        return readings;
    }

    /** Places of devices that we have asked for something and not yet let go. */
    BitSet ours() {
        return ours;
    }

    /** Takes a reading; false when it is no newer than the one we have. */
    boolean read(int place, DeviceReading reading, boolean meterIsFresh, Instant now) {
        boolean isFirst = !readings.isThere(place);
        if (!isFirst && Nanos.of(reading.observedAt()) <= readings.observedAtNanos(place)) {
            return false;
        }
        readings.put(place, reading);
        if (isFirst && meterIsFresh) {
            level.claim(place, reading.power().watts());
        }
        if (standings[place].phase() == Phase.FREE) {
            draws.worksAt(place, reading, now);
        }
        recount(place, now);
        return true;
    }

    /** True when the device was read recently and well enough to count on. */
    boolean isKnown(int place, Instant now) {
        return readings.isThere(place)
                && !readings.is(place, Quality.SUSPECT)
                && readings.observedAtNanos(place) + staleAfter >= Nanos.of(now);
    }

    /** First instant at which its last reading is too old, as nanoseconds; {@link #NEVER} when it was never read. */
    long staleAtNanos(int place) {
        return readings.isThere(place) ? readings.observedAtNanos(place) + staleAfter + 1 : NEVER;
    }

    boolean mayWake(int place, Instant now) {
        return sleptAt[place] == NEVER
                || isOver(sleptAt[place], devices.get(place).envelope().minOff(), now);
    }

    boolean maySleep(int place, Instant now) {
        return wokeAt[place] == NEVER
                || isOver(wokeAt[place], devices.get(place).envelope().minOn(), now);
    }

    /** True when it has slept as often as it may within a day. */
    boolean hasSpentItsSleeps(int place, Instant now) {
        return sleeps.inADay(place, now) >= devices.get(place).envelope().sleepsPerDay();
    }

    private static boolean isOver(long since, Duration wait, Instant now) {
        return since == NEVER || since + wait.toNanos() <= Nanos.of(now);
    }

    /** Goes on from what an engine before this one knew of a device's rest. */
    void rested(int place, DevicePast past) {
        sleptAt[place] = past.sleptAt() == null ? NEVER : Nanos.of(past.sleptAt());
        wokeAt[place] = past.wokeAt() == null ? NEVER : Nanos.of(past.wokeAt());
        if (past.wokeAt() != null) {
            draws.cameBack(place, past.wokeAt());
        }
        past.sleeps().forEach(hour -> sleeps.add(place, hour));
        allocator.turns(place, past.sleeps().size());
    }

    SleepCount sleeps() {
        return sleeps;
    }

    /** When it was last put to sleep; null when it never was. */
    @Nullable Instant sleptAt(int place) {
        return sleptAt[place] == NEVER ? null : Nanos.instant(sleptAt[place]);
    }

    /** When it was last woken; null when it never was. */
    @Nullable Instant wokeAt(int place) {
        return wokeAt[place] == NEVER ? null : Nanos.instant(wokeAt[place]);
    }

    /** When the shortest time that holds it now is over, as nanoseconds; {@link #NEVER} when none does. */
    long unlocksAtNanos(int place) {
        boolean asleep = point(place) == 0;
        long since = asleep ? sleptAt[place] : wokeAt[place];
        if (since == NEVER) {
            return NEVER;
        }
        Duration wait =
                asleep
                        ? devices.get(place).envelope().minOff()
                        : devices.get(place).envelope().minOn();
        return since + wait.toNanos();
    }

    /** Asks a device for a point of its own. */
    void command(int place, int point, String causedBy, int attempt, Instant now) {
        commandsIssued++;
        Device device = devices.get(place);
        CommandId id = new CommandId("c" + commandsIssued);
        Action action = points[place].action(point);
        int before = allocator.point(place);
        Phase phaseBefore = standings[place].phase();
        boolean down =
                point == 0
                        || point < before
                        || (point == before
                                && point < points[place].top()
                                && !isComingBack(phaseBefore));
        if (phaseBefore == Phase.FREE || point != before) {
            draws.asked(place);
        }
        if (action.isSleep()) {
            if (before != 0) {
                sleeps.add(place, now);
                allocator.turns(place, sleeps.inADay(place, now));
            }
            sleptAt[place] = Nanos.of(now);
            draws.sleeps(place);
            unseenSleep.set(place);
        } else if (action.isWake() && mayBeAsleep(before, phaseBefore)) {
            wokeAt[place] = Nanos.of(now);
        }
        allocator.stand(place, point);
        outbox.add(
                new Output.CommandIssued(
                        new Command(
                                id,
                                device.id(),
                                action,
                                now,
                                now.plus(policy.commandLife()),
                                causedBy)));
        Phase phase = down ? Phase.CURTAIL_SENT : Phase.RESTORE_SENT;
        stand(place, new Standing(phase, now, causedBy, action, id, attempt, null), now);
    }

    private static boolean isComingBack(Phase phase) {
        return phase == Phase.RESTORE_SENT
                || phase == Phase.RESTORE_ACCEPTED
                || phase == Phase.RESTORE_FAILED;
    }

    /** A wake counts as one whenever it may find a sleeper: sent again, or to be sure after a doubt. */
    private static boolean mayBeAsleep(int before, Phase phase) {
        return before == 0 || phase != Phase.CURTAILED;
    }

    /** Moves a device to another phase. */
    void move(int place, Phase phase, @Nullable Failure failure, Instant now) {
        Standing old = standings[place];
        if (phase == Phase.CURTAIL_FAILED) {
            // It does what it did before, as far as anybody knows.
            allocator.stand(place, points[place].top());
        } else if (phase == Phase.CURTAILED && old.wanted() != null) {
            allocator.stand(place, points[place].pointOf(old.wanted()));
            unseenSleep.set(place, unseenSleep.get(place) && !old.wanted().isSleep());
        }
        stand(
                place,
                new Standing(
                        phase,
                        now,
                        old.causedBy(),
                        old.wanted(),
                        old.command(),
                        old.attempts(),
                        failure),
                now);
    }

    /** Puts another cause behind a device that stays as it is. */
    void hand(int place, String causedBy) {
        standings[place] = standings[place].because(causedBy);
        outbox.add(new Output.CauseChanged(devices.get(place).id(), causedBy));
    }

    /** Lets go of a device: nothing is asked of it any more. */
    void free(int place, Instant now) {
        allocator.stand(place, points[place].top());
        stand(place, new Standing(Phase.FREE, now, null, null, null, 0, null), now);
    }

    /** True when a device that we have let go was asked to sleep not longer ago than this, and never seen to. */
    boolean isLateSleeper(int place, Duration within, Instant now) {
        return standings[place].phase() == Phase.FREE
                && unseenSleep.get(place)
                && !isOver(sleptAt[place], policy.commandLife().plus(within), now);
    }

    /** A device that we had let go sleeps because of us after all. */
    void takeBack(int place, String cause, Instant now) {
        allocator.stand(place, 0);
        unseenSleep.clear(place);
        draws.asked(place);
        stand(place, new Standing(Phase.CURTAILED, now, cause, Action.SLEEP, null, 1, null), now);
    }

    private void stand(int place, Standing next, Instant now) {
        Standing old = standings[place];
        standings[place] = next;
        if (isComingBack(old.phase()) && !isComingBack(next.phase())) {
            draws.cameBack(place, now);
        }
        ours.set(place, next.phase().isOurs());
        recount(place, now);
        if (old.phase() != next.phase() || !Objects.equals(old.failure(), next.failure())) {
            outbox.add(
                    new Output.StandingChanged(
                            devices.get(place).id(), next.phase(), next.failure()));
        }
    }

    /** Ends ranges that time alone has closed, and tells whose. */
    List<Integer> closeRanges(Instant now) {
        List<Integer> closed = draws.over(now);
        closed.forEach(place -> recount(place, now));
        return closed;
    }

    private void recount(int place, Instant now) {
        draws.recount(place, standings[place], points[place], now);
    }

    /** True when a command may have taken effect although it failed. */
    static boolean isInDoubt(@Nullable Failure failure) {
        return failure == Failure.NO_ANSWER
                || failure == Failure.CUT_OFF
                || failure == Failure.GARBLED;
    }

    /** Every place that satisfies nothing but being ours and in {@code phase}. */
    List<Integer> in(Phase phase) {
        List<Integer> found = new ArrayList<>();
        for (int place = ours.nextSetBit(0); place >= 0; place = ours.nextSetBit(place + 1)) {
            if (standings[place].phase() == phase) {
                found.add(place);
            }
        }
        return found;
    }
}
