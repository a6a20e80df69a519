package org.trimtab.virtual.braiins;

import java.time.Duration;
import java.time.Instant;
import org.trimtab.virtual.cgminer.Pools;
import org.trimtab.virtual.machine.Habits;
import org.trimtab.virtual.machine.Machine;
import org.trimtab.virtual.machine.WorkMode;

/**
 * What both interfaces of one machine command and show: pause, power target, and the scaling of power that, left on,
 * climbs back to full power by and by.
 */
final class Tuner {
    private static final double LEAST = 0.5;
    private static final double MOST = 1.1;
    private static final int ONE_IN = 4;
    private static final int RAMP_SECONDS_MOST = 600;

    private final Machine machine;
    private final Pools pools;
    private final long full;
    private long target;
    private Instant targetAt;
    private boolean scaling;
    private int upSeconds = 5;
    private int downSeconds = 2;

    Tuner(Machine machine) {
        this.machine = machine;
        this.pools = Pools.of(machine.nameplate().index());
        this.full = machine.physics().running().watts();
        this.target = full;
        this.targetAt = machine.now();
        this.scaling = machine.random().nextInt(ONE_IN) == 0;
    }

    Machine machine() {
        return machine;
    }

    Pools pools() {
        return pools;
    }

    /** What it says of itself. */
    boolean paused() {
        return machine.setting() == WorkMode.SLEEP;
    }

    /** Pauses; true when it was paused before. */
    boolean pause() {
        boolean before = paused();
        machine.turn(WorkMode.SLEEP);
        return before;
    }

    /** Works again; true when it did before. */
    boolean resume() {
        boolean before = !paused();
        machine.turn(WorkMode.NORMAL);
        return before;
    }

    long leastWatts() {
        return Math.round(full * LEAST);
    }

    long mostWatts() {
        return Math.round(full * MOST);
    }

    long fullWatts() {
        return full;
    }

    /** The target as it is now, W; scaling may have raised it. */
    long targetWatts() {
        Habits habits = machine.manners().habits();
        long since =
                Duration.between(targetAt.plus(habits.regainAfter()), machine.now()).toMillis();
        if (!scaling || target >= full || since <= 0) {
            return target;
        }
        long over = Math.max(1, habits.regain().toMillis());
        return target + Math.round((full - target) * Math.min(1, since / (double) over));
    }

    /** Sets the target, W; false when it lies outside the limits. The machine retunes for a while. */
    boolean target(long watts) {
        if (watts < leastWatts() || watts > mostWatts()) {
            return false;
        }
        target = watts;
        targetAt = machine.now();
        apply();
        return true;
    }

    private void apply() {
        Habits habits = machine.manners().habits();
        // It keeps the target by its own estimate, so a machine that draws more works less for it.
        machine.hold(target / machine.fullWatts(), habits.retune());
        if (scaling && target < full) {
            machine.drift(full / machine.fullWatts(), habits.regainAfter(), habits.regain());
        }
    }

    boolean scaling() {
        return scaling;
    }

    /** Lets power scale by itself, or not; the target stays as it has become. */
    void scale(boolean on) {
        if (on == scaling) {
            return;
        }
        target = targetWatts();
        targetAt = machine.now();
        scaling = on;
        apply();
    }

    int upSeconds() {
        return upSeconds;
    }

    int downSeconds() {
        return downSeconds;
    }

    /** How fast pause and resume move the power; false when out of range. */
    boolean ramp(int up, int down) {
        if (up < 0 || down < 0 || up > RAMP_SECONDS_MOST || down > RAMP_SECONDS_MOST) {
            return false;
        }
        upSeconds = up;
        downSeconds = down;
        machine.ramp(Duration.ofSeconds(down), Duration.ofSeconds(up));
        return true;
    }
}
