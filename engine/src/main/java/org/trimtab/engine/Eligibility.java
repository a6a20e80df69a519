package org.trimtab.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;
import org.trimtab.dispatch.Failure;
import org.trimtab.dispatch.LeftOut;
import org.trimtab.program.Hold;
import org.trimtab.quantity.Temperature;
import org.trimtab.resource.Capability;
import org.trimtab.resource.Device;
import org.trimtab.resource.Envelope;
import org.trimtab.telemetry.Activity;

/**
 * Which way each device may move now, and why not. The allocator is told as things change; what time alone changes is
 * looked at again when its time comes, and once more before a command is issued.
 */
final class Eligibility {
    /** Longer than the minute after which a forgotten LuxOS session expires. */
    private static final Duration ASK_AGAIN_AFTER = Duration.ofSeconds(65);

    /** Hysteresis: a device too hot to be woken must cool this far below its limit, m°C. */
    private static final long COOLED_MILLICELSIUS = 3_000;

    private record Unlock(long at, int place) {}

    private final Fleet fleet;
    private final Holds holds;
    private final Trust trust;
    private final DispatchPolicy policy;
    private final PriorityQueue<Unlock> unlocks =
            new PriorityQueue<>(
                    Comparator.comparingLong(Unlock::at).thenComparingInt(Unlock::place));
    private final long[] remembered;
    private final int[] reducible;
    private long reducibleSum;

    Eligibility(Fleet fleet, Holds holds, Trust trust, DispatchPolicy policy) {
        this.fleet = fleet;
        this.holds = holds;
        this.trust = trust;
        this.policy = policy;
        reducible = new int[fleet.size()];
        remembered = new long[fleet.size()];
    }

    /** What every device that may fall now could give together, watts. */
    long reducible() {
        return reducibleSum;
    }

    /** Looks again at devices whose waiting time is over. */
    void unlock(Instant now) {
        long nowNanos = Nanos.of(now);
        while (!unlocks.isEmpty() && unlocks.peek().at() <= nowNanos) {
            Unlock due = unlocks.poll();
            if (remembered[due.place()] == due.at()) {
                remembered[due.place()] = 0;
            }
            // Judged at its own time, so that it does not matter which step came by to look.
            refresh(due.place(), Nanos.instant(due.at()));
        }
    }

    /** Looks again at every device. */
    void refreshAll(Instant now) {
        for (int place = 0; place < fleet.size(); place++) {
            refresh(place, now);
        }
    }

    /** Looks again at those that have just been given up: what they were asked no longer binds them. */
    void refreshFailed(Instant now) {
        for (int place : fleet.in(Standing.Phase.CURTAIL_FAILED)) {
            if (fleet.standing(place).since().equals(now)) {
                refresh(place, now);
            }
        }
    }

    /** Looks again at one device: tells the allocator between which points it may move. */
    void refresh(int place, Instant now) {
        int stands = fleet.point(place);
        int lowest = down(place, now) == null ? lowest(place, now) : stands;
        int highest = up(place, now) == null ? fleet.points(place).top() : stands;
        fleet.allocator().window(place, Math.min(lowest, stands), Math.max(highest, stands));
        long gives =
                lowest < stands
                        ? Math.max(
                                0,
                                fleet.level().settled(place) - fleet.points(place).watts()[lowest])
                        : 0;
        reducibleSum += gives - reducible[place];
        reducible[place] = (int) gives;
        long nowNanos = Nanos.of(now);
        long unlocks = fleet.unlocksAtNanos(place);
        if (unlocks > nowNanos) {
            remember(place, unlocks);
        }
        if (fleet.hasSpentItsSleeps(place, now)) {
            remember(place, Nanos.of(SleepCount.countsAnewAt(now)));
        }
        long stale = fleet.staleAtNanos(place);
        if (stale > nowNanos) {
            remember(place, stale);
        }
    }

    private void remember(int place, long nanos) {
        if (remembered[place] == 0 || nanos < remembered[place]) {
            remembered[place] = nanos;
            unlocks.add(new Unlock(nanos, place));
        }
    }

    /** How low it may be asked to go. */
    private int lowest(int place, Instant now) {
        boolean mayStop =
                !fleet.hasSpentItsSleeps(place, now)
                        && !isTooCold(place)
                        && fleet.maySleep(place, now);
        return mayStop ? 0 : 1;
    }

    /** True when it may be put to sleep, and not only be held lower. */
    boolean mayStop(int place, Instant now) {
        return lowest(place, now) == 0;
    }

    /** Why a device may not be asked to draw less; null when it may. */
    @Nullable LeftOut down(int place, Instant now) {
        Hold hold = holds.on(place);
        if (hold != null) {
            return LeftOut.HELD;
        }
        Standing standing = fleet.standing(place);
        return switch (standing.phase()) {
            case CURTAIL_SENT, CURTAIL_ACCEPTED -> LeftOut.ALREADY_ASLEEP;
            case CURTAILED ->
                    fleet.point(place) == 0 ? LeftOut.ALREADY_ASLEEP : downWhenFree(place, now);
            case RESTORE_SENT, RESTORE_ACCEPTED -> LeftOut.MIN_ON_TIME;
            case CURTAIL_FAILED ->
                    mayAskAgain(place, standing, now) ? downWhenFree(place, now) : LeftOut.FAILED;
            case RESTORE_FAILED -> LeftOut.FAILED;
            case FREE -> downWhenFree(place, now);
        };
    }

    /**
     * A device that surely never took the command may be asked again, later and not for ever: what kept it, such as a
     * control session that a dead process left behind, passes.
     */
    private boolean mayAskAgain(int place, Standing standing, Instant now) {
        Failure failure = standing.failure();
        boolean neverTookIt =
                failure == Failure.SESSION_TAKEN
                        || failure == Failure.CONNECTION_REFUSED
                        || failure == Failure.CONNECT_TIMEOUT
                        || failure == Failure.EXPIRED;
        if (!neverTookIt || standing.attempts() >= policy.attemptsMax()) {
            return false;
        }
        Instant again = standing.since().plus(ASK_AGAIN_AFTER);
        if (again.isBefore(now)) {
            return true;
        }
        remember(place, Nanos.of(again) + 1);
        return false;
    }

    private @Nullable LeftOut downWhenFree(int place, Instant now) {
        Device device = fleet.device(place);
        if (device.envelope().exempt()) {
            return LeftOut.EXEMPT;
        }
        if (!device.can(Capability.CURTAIL)) {
            return LeftOut.UNSUPPORTED;
        }
        if (trust.isQuarantined(place)) {
            return LeftOut.QUARANTINED;
        }
        LastReadings readings = fleet.readings();
        if (!fleet.isKnown(place, now)) {
            return LeftOut.UNREADABLE;
        }
        boolean low = readings.watts(place) <= device.standby().watts();
        if (readings.is(place, Activity.ASLEEP) || low) {
            return LeftOut.ALREADY_ASLEEP;
        }
        if (lowest(place, now) == 0 || canBeHeldLower(place)) {
            return null;
        }
        if (isTooCold(place)) {
            return LeftOut.TOO_COLD;
        }
        return fleet.hasSpentItsSleeps(place, now) ? LeftOut.SLEEPS_SPENT : LeftOut.MIN_ON_TIME;
    }

    private boolean canBeHeldLower(int place) {
        return fleet.point(place) > 1;
    }

    /** Why a device of ours may not be asked to draw more; null when it may. */
    @Nullable LeftOut up(int place, Instant now) {
        Standing standing = fleet.standing(place);
        if (!isDown(standing.phase()) || holds.on(place) != null) {
            return holds.on(place) != null ? LeftOut.HELD : LeftOut.NOT_NEEDED;
        }
        if (fleet.point(place) > 0) {
            return null;
        }
        if (!fleet.mayWake(place, now)) {
            return LeftOut.MIN_OFF_TIME;
        }
        return isTooHot(place) ? LeftOut.TOO_HOT : null;
    }

    /** True when its envelope lets it be woken now. */
    boolean mayWake(int place, Instant now) {
        return fleet.mayWake(place, now) && !isTooHot(place);
    }

    /** True when it is down for us and nothing is on its way. */
    static boolean isDown(Standing.Phase phase) {
        return phase == Standing.Phase.CURTAILED || phase == Standing.Phase.CURTAIL_ACCEPTED;
    }

    private boolean isTooCold(int place) {
        Temperature coldest = fleet.device(place).envelope().coldest();
        LastReadings readings = fleet.readings();
        return coldest != null
                && readings.saysTemperature(place)
                && readings.millicelsius(place) < coldest.millicelsius();
    }

    private boolean isTooHot(int place) {
        Envelope envelope = fleet.device(place).envelope();
        LastReadings readings = fleet.readings();
        Temperature hottest = envelope.hottest();
        return hottest != null
                && readings.saysTemperature(place)
                && readings.millicelsius(place) > hottest.millicelsius() - COOLED_MILLICELSIUS;
    }

    /** The longest a device may take until its load is gone, by its family. */
    Duration fallTime(int place) {
        var timing = fleet.device(place).timing();
        return timing.answersWithin().plus(timing.fallsWithin());
    }
}
