package org.trimtab.engine;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.trimtab.dispatch.Action;
import org.trimtab.dispatch.Failure;
import org.trimtab.engine.Standing.Phase;
import org.trimtab.program.InstructionId;
import org.trimtab.telemetry.Activity;
import org.trimtab.telemetry.DeviceReading;

/**
 * Brings back what nothing keeps asleep any more: dearest work first, in waves that spare the feeder the inrush, and
 * never before a device has slept its shortest time. A device that was asleep before we came is not ours to wake.
 */
final class Waker {
    private final Fleet fleet;
    private final PriceControl price;
    private final DispatchPolicy policy;
    private Instant waveAt = Instant.MIN;
    private int wokenInWave;

    Waker(Fleet fleet, PriceControl price, DispatchPolicy policy) {
        this.fleet = fleet;
        this.price = price;
        this.policy = policy;
    }

    /**
     * Wakes what may wake.
     *
     * @param ruling the obligation in force, which keeps every sleeper asleep; null when nothing is owed
     */
    void work(@Nullable InstructionId ruling, Instant now) {
        int[] order = fleet.cheapestFirst();
        for (int i = order.length - 1; i >= 0; i--) {
            int place = order[i];
            Standing standing = fleet.standing(place);
            if (!isAsleepForUs(standing.phase())) {
                continue;
            }
            boolean forPrice = PriceControl.CAUSE.equals(standing.causedBy());
            if (ruling != null) {
                if (!forPrice && !ruling.value().equals(standing.causedBy())) {
                    fleet.hand(place, ruling.value());
                }
            } else if (standing.phase() == Phase.CURTAIL_FAILED) {
                resolveFailed(place, standing, now);
            } else if (price.wantsSleep(place, now)) {
                if (!forPrice) {
                    fleet.hand(place, PriceControl.CAUSE);
                }
            } else {
                wake(place, standing, now);
            }
        }
    }

    /** Wakes devices that a looser limit spares. */
    void spare(List<Integer> places, Instant now) {
        for (int place : places) {
            wake(place, fleet.standing(place), now);
        }
    }

    private void wake(int place, Standing standing, Instant now) {
        String cause = standing.causedBy();
        if (cause != null && fleet.mayWake(place, now) && waveHasRoom(now)) {
            fleet.command(place, Action.WAKE, cause, 1, now);
        }
    }

    /** A device that failed to sleep is let go when it is surely awake; otherwise it is asked to wake, to be sure. */
    private void resolveFailed(int place, Standing standing, Instant now) {
        if (!isInDoubt(standing.failure()) || isSeenAwakeSince(place, standing.since())) {
            fleet.free(place, now);
        } else {
            wake(place, standing, now);
        }
    }

    private boolean isSeenAwakeSince(int place, Instant since) {
        DeviceReading reading = fleet.reading(place);
        Instant settled = since.plus(fleet.device(place).timing().fallsWithin());
        return reading != null
                && reading.activity() == Activity.HASHING
                && reading.observedAt().isAfter(settled);
    }

    private boolean waveHasRoom(Instant now) {
        boolean waveIsOver =
                waveAt.equals(Instant.MIN) || !waveAt.plus(policy.wakeWaveEvery()).isAfter(now);
        if (waveIsOver) {
            waveAt = now;
            wokenInWave = 0;
        }
        if (wokenInWave >= policy.wakeWaveMax()) {
            return false;
        }
        wokenInWave++;
        return true;
    }

    /** True when the command may have taken effect although it failed. */
    private static boolean isInDoubt(@Nullable Failure failure) {
        return failure == Failure.NO_ANSWER
                || failure == Failure.CUT_OFF
                || failure == Failure.GARBLED;
    }

    private static boolean isAsleepForUs(Phase phase) {
        return phase == Phase.CURTAIL_ACCEPTED
                || phase == Phase.CURTAILED
                || phase == Phase.CURTAIL_FAILED;
    }
}
