package org.trimtab.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.trimtab.dispatch.Action;
import org.trimtab.dispatch.CommandOutcome;
import org.trimtab.dispatch.Confirmation;
import org.trimtab.dispatch.Failure;
import org.trimtab.engine.Standing.Phase;
import org.trimtab.program.Hold;
import org.trimtab.resource.Device;
import org.trimtab.telemetry.Activity;
import org.trimtab.telemetry.DeviceReading;
import org.trimtab.telemetry.PowerSource;
import org.trimtab.telemetry.Quality;

/**
 * Holds what we asked of each device against what was seen of it. An answer moves a device to accepted; only a
 * reading taken after the command moves it to curtailed or free.
 */
final class Reconciler {
    /** Wait before the second try at a wake that did not get through; it doubles twice. */
    static final Duration RETRY_AFTER = Duration.ofSeconds(5);

    /**
     * How often a wake that does not get through is tried. With the waits between they span more than the minute after
     * which a control session that a dead process left behind expires.
     */
    static final int UNHEARD_MAX = 6;

    /**
     * How long after a sleep that was given up a device that falls asleep all the same is taken to have obeyed late.
     * The time its command may wait to be sent comes on top.
     */
    static final Duration LATE = Duration.ofMinutes(15);

    /** What a device that obeyed too late stands for; nobody owes that, so it is brought back. */
    static final String LATE_SLEEP = "late-sleep";

    private final Fleet fleet;
    private final Holds holds;
    private final Trust trust;
    private final int attemptsMax;

    Reconciler(Fleet fleet, Holds holds, Trust trust, int attemptsMax) {
        this.fleet = fleet;
        this.holds = holds;
        this.trust = trust;
        this.attemptsMax = attemptsMax;
    }

    /** Takes the outcome of the last command to a place; outcomes of older commands say nothing any more. */
    void know(int place, CommandOutcome outcome, Instant now) {
        Standing standing = fleet.standing(place);
        if (!outcome.command().equals(standing.command()) || !isSent(standing.phase())) {
            return;
        }
        boolean down = standing.phase() == Phase.CURTAIL_SENT;
        switch (outcome) {
            case CommandOutcome.Accepted _ ->
                    fleet.move(
                            place,
                            down ? Phase.CURTAIL_ACCEPTED : Phase.RESTORE_ACCEPTED,
                            null,
                            now);
            case CommandOutcome.Confirmed _ -> {
                if (down) {
                    curtailed(place, standing, now);
                } else {
                    fleet.move(place, Phase.RESTORE_ACCEPTED, null, now);
                }
            }
            case CommandOutcome.Rejected no -> fail(place, no.failure(), now);
            case CommandOutcome.Unreachable no -> fail(place, no.failure(), now);
            case CommandOutcome.Uncertain no -> fail(place, no.failure(), now);
            case CommandOutcome.Unsupported _ -> fail(place, Failure.UNSUPPORTED, now);
        }
    }

    /** Takes what the device at a place says of itself. */
    void read(int place, DeviceReading reading, boolean meterIsFresh, Instant now) {
        if (!fleet.read(place, reading, meterIsFresh, now)) {
            return;
        }
        Standing standing = fleet.standing(place);
        Action wanted = standing.wanted();
        if (wanted == null) {
            if (reading.activity() == Activity.ASLEEP && fleet.isLateSleeper(place, LATE, now)) {
                fleet.takeBack(place, LATE_SLEEP, now);
            }
            return;
        }
        boolean proven =
                Confirmation.of(wanted, fleet.device(place), reading, standing.since()) != null;
        switch (standing.phase()) {
            case CURTAIL_SENT, CURTAIL_ACCEPTED, CURTAIL_FAILED -> {
                if (proven) {
                    curtailed(place, standing, now);
                }
            }
            case CURTAILED -> {
                if (isBackAtWork(wanted, reading, place, standing)) {
                    wokeByItself(place, standing, now);
                }
            }
            case RESTORE_SENT, RESTORE_ACCEPTED, RESTORE_FAILED -> {
                if (proven && wanted.isWake()) {
                    if (isSurelyBack(place, standing, reading)) {
                        trust.woke(place);
                        fleet.free(place, now);
                    }
                } else if (proven) {
                    fleet.move(place, Phase.CURTAILED, null, now);
                }
            }
            case FREE -> {}
        }
    }

    /**
     * A device held lower hashes too, and one whose cap is still on its way draws all it can: as long as nobody has
     * heard the wake, only a draw above every cap, once a cap would have worked, proves that it is back.
     */
    private boolean isSurelyBack(int place, Standing standing, DeviceReading reading) {
        OperatingPoints points = fleet.points(place);
        if (standing.phase() == Phase.RESTORE_ACCEPTED || points.hasNoCap()) {
            return true;
        }
        Instant settled = standing.since().plus(fleet.device(place).timing().fallsWithin());
        return reading.observedAt().isAfter(settled) && points.isAboveEveryCap(reading);
    }

    private void curtailed(int place, Standing standing, Instant now) {
        if (standing.phase() != Phase.CURTAIL_FAILED) {
            trust.obeyed(place, Duration.between(standing.since(), now));
        }
        fleet.move(place, Phase.CURTAILED, null, now);
    }

    /** A sleeper that hashes, or one under our cap that draws more than it. */
    private boolean isBackAtWork(
            Action wanted, DeviceReading reading, int place, Standing standing) {
        boolean fresh = reading.observedAt().isAfter(standing.since());
        if (wanted.isSleep()) {
            return Confirmation.of(Action.WAKE, fleet.device(place), reading, standing.since())
                    != null;
        }
        return fresh
                && wanted instanceof Action.CapAt cap
                && reading.quality() != Quality.SUSPECT
                && reading.source() != PowerSource.NAMEPLATE
                && !reading.power().isAtMost(Confirmation.capMost(cap));
    }

    /** Ends waits that have lasted too long; the returned places stand differently now. */
    List<Integer> watch(Instant now) {
        List<Integer> moved = new ArrayList<>();
        BitSet ours = fleet.ours();
        for (int place = ours.nextSetBit(0); place >= 0; place = ours.nextSetBit(place + 1)) {
            Standing standing = fleet.standing(place);
            switch (standing.phase()) {
                case CURTAIL_SENT -> {
                    if (isOver(standing, noAnswerAfter(place), now)) {
                        fail(place, Failure.NO_ANSWER, now);
                    }
                }
                case CURTAIL_ACCEPTED -> watchFall(place, standing, now);
                case RESTORE_SENT -> watchWakeSent(place, standing, now);
                case RESTORE_ACCEPTED -> watchWake(place, standing, now);
                default -> {}
            }
            if (!fleet.standing(place).equals(standing)) {
                moved.add(place);
            }
        }
        return moved;
    }

    /**
     * After a restart the fate of commands in flight is unknown: they are sent again, which changes nothing twice. A
     * sleep that nobody is owed any more is left in doubt instead, so that the device is woken to be sure. A device
     * that did not wake before gets another chance.
     */
    void resume(Predicate<String> isOwed, Instant now) {
        BitSet ours = fleet.ours();
        for (int place = ours.nextSetBit(0); place >= 0; place = ours.nextSetBit(place + 1)) {
            Standing standing = fleet.standing(place);
            String cause = standing.causedBy();
            if (cause == null || holds.on(place) != null) {
                continue;
            }
            switch (standing.phase()) {
                case CURTAIL_SENT -> {
                    if (isOwed.test(cause)) {
                        fleet.command(place, fleet.point(place), cause, standing.attempts(), now);
                    } else {
                        fail(place, Failure.NO_ANSWER, now);
                    }
                }
                case RESTORE_SENT, RESTORE_FAILED ->
                        fleet.command(place, fleet.point(place), cause, 1, now);
                default -> {}
            }
        }
    }

    private void watchFall(int place, Standing standing, Instant now) {
        Device device = fleet.device(place);
        if (!isOver(standing, device.timing().fallsWithin(), now)) {
            return;
        }
        DeviceReading reading = fleet.reading(place);
        boolean readSince =
                reading != null
                        && reading.observedAt()
                                .isAfter(standing.since().plus(device.timing().fallsWithin()));
        if (readSince) {
            fail(place, Failure.STAYED_AWAKE, now);
        } else if (isOver(
                standing, noAnswerAfter(place).plus(device.timing().fallsWithin()), now)) {
            fail(place, Failure.NO_ANSWER, now);
        }
    }

    private void watchWakeSent(int place, Standing standing, Instant now) {
        Failure failure = standing.failure();
        if (failure == null) {
            if (isOver(standing, noAnswerAfter(place), now)) {
                fail(place, Failure.NO_ANSWER, now);
            }
        } else if (isOver(standing, retryAfter(standing.attempts()), now)) {
            wakeAgain(place, standing, UNHEARD_MAX, failure, now);
        }
    }

    /** A device that says it is starting is given three times its time: asking again could start it anew. */
    private void watchWake(int place, Standing standing, Instant now) {
        Duration wakesWithin = fleet.device(place).timing().wakesWithin();
        DeviceReading reading = fleet.reading(place);
        boolean isStarting =
                reading != null
                        && reading.activity() == Activity.STARTING
                        && reading.observedAt().isAfter(standing.since());
        Duration patience =
                isStarting ? wakesWithin.plus(wakesWithin).plus(wakesWithin) : wakesWithin;
        if (isOver(standing, patience, now)) {
            wakeAgain(place, standing, attemptsMax, Failure.STAYED_ASLEEP, now);
        }
    }

    private static Duration retryAfter(int attempts) {
        return RETRY_AFTER.multipliedBy(1L << Math.clamp(attempts - 1L, 0, 2));
    }

    private void wokeByItself(int place, Standing standing, Instant now) {
        Hold hold = holds.on(place);
        if (hold != null && hold.kind() != Hold.Kind.ASLEEP) {
            fleet.free(place, now); // a person has it; it works, and that is all we know
        } else if (standing.causedBy() != null && standing.attempts() < attemptsMax) {
            fleet.command(
                    place, fleet.point(place), standing.causedBy(), standing.attempts() + 1, now);
        } else {
            fail(place, Failure.STAYED_AWAKE, now);
        }
    }

    private void wakeAgain(
            int place, Standing standing, int attemptsAllowed, Failure failure, Instant now) {
        if (holds.on(place) != null) {
            return; // a person has it; asked again once the hold is lifted
        }
        if (standing.causedBy() != null && standing.attempts() < attemptsAllowed) {
            fleet.command(
                    place, fleet.point(place), standing.causedBy(), standing.attempts() + 1, now);
        } else {
            trust.stayedAsleep(place);
            fleet.move(place, Phase.RESTORE_FAILED, failure, now);
        }
    }

    private void fail(int place, @Nullable Failure failure, Instant now) {
        Standing standing = fleet.standing(place);
        boolean down =
                switch (standing.phase()) {
                    case CURTAIL_SENT, CURTAIL_ACCEPTED, CURTAILED -> true;
                    default -> false;
                };
        if (!down) {
            fleet.move(place, Phase.RESTORE_SENT, failure, now);
            return;
        }
        fleet.move(place, Phase.CURTAIL_FAILED, failure, now);
        if (standing.wanted() instanceof Action.CapAt && isRefusal(failure)) {
            fleet.forgetCurve(place);
        }
        trust.failed(place, failure, now);
    }

    /** It will say no to every cap, whatever its curve promised. */
    private static boolean isRefusal(@Nullable Failure failure) {
        return failure == Failure.UNSUPPORTED || failure == Failure.DEVICE_ERROR;
    }

    private Duration noAnswerAfter(int place) {
        return twice(fleet.device(place).timing().answersWithin());
    }

    /** {@code Duration.multipliedBy} goes through decimals; this runs for every device in every step. */
    private static Duration twice(Duration duration) {
        return duration.plus(duration);
    }

    private static boolean isOver(Standing standing, Duration wait, Instant now) {
        return standing.since().plus(wait).isBefore(now);
    }

    private static boolean isSent(Phase phase) {
        return phase == Phase.CURTAIL_SENT || phase == Phase.RESTORE_SENT;
    }
}
