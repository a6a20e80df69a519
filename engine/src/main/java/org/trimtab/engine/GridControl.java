package org.trimtab.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.trimtab.dispatch.Action;
import org.trimtab.dispatch.Candidate;
import org.trimtab.dispatch.Failure;
import org.trimtab.dispatch.LeftOut;
import org.trimtab.dispatch.MeritOrder;
import org.trimtab.dispatch.Plan;
import org.trimtab.engine.Standing.Phase;
import org.trimtab.program.InstructionId;
import org.trimtab.program.Obligation;
import org.trimtab.quantity.Power;
import org.trimtab.quantity.Reduction;
import org.trimtab.resource.Capability;
import org.trimtab.telemetry.Activity;
import org.trimtab.telemetry.DeviceReading;
import org.trimtab.telemetry.MeterReading;
import org.trimtab.telemetry.Quality;

/**
 * Keeps the site at or below the ruling limit. It plans ahead from the level at the start less what the chosen
 * devices give, replaces a device the moment it fails, and once nothing is pending any more trims by the meter.
 */
final class GridControl {
    /** Longer than the minute after which a forgotten LuxOS session expires. */
    private static final Duration ASK_AGAIN_AFTER = Duration.ofSeconds(65);

    private final Fleet fleet;
    private final DispatchPolicy policy;
    private final Outbox outbox;

    /** Level the site would have now if none of our devices slept; null while nothing is owed. */
    private @Nullable Power reference;

    /** The ruling obligation that was last planned for. */
    private @Nullable InstructionId plannedFor;

    /** True while the last plan came out short, so that the shortfall is said once. */
    private Reduction lastShortfall = Reduction.NONE;

    GridControl(Fleet fleet, DispatchPolicy policy, Outbox outbox) {
        this.fleet = fleet;
        this.policy = policy;
        this.outbox = outbox;
    }

    /** Nothing is owed: the next obligation starts from a fresh level. */
    void rest() {
        reference = null;
        plannedFor = null;
        lastShortfall = Reduction.NONE;
    }

    /** Works for the ruling obligation; true when it is the first time for this one. */
    boolean hold(Obligation ruling, Power limit, @Nullable MeterReading meter, Instant now) {
        boolean first = !ruling.id().equals(plannedFor);
        Power aim = limit.minus(Power.ofWatts(policy.margin().of(limit).watts()));
        Power level = reference;
        if (level == null) {
            level = startLevel(meter);
            reference = level;
        }
        Power expected = level.minus(Reduction.ofWatts(givenNow()));
        if (first || expected.compareTo(aim) > 0) {
            plan(ruling, limit, expected, above(expected, aim), first, now);
            plannedFor = ruling.id();
            return first;
        }
        if (meter != null
                && meter.quality() == Quality.GOOD
                && isSettledBefore(meter.observedAt())) {
            trim(ruling, limit, aim, meter.power(), now);
        }
        return false;
    }

    /** Lets devices go that a looser limit no longer needs, dearest first; the returned places may wake. */
    List<Integer> spare(Power limit) {
        List<Integer> spare = new ArrayList<>();
        Power level = reference;
        if (level == null) {
            return spare;
        }
        Power aim = limit.minus(Power.ofWatts(policy.margin().of(limit).watts()));
        long room = aim.watts() - (level.watts() - givenNow());
        int[] order = fleet.cheapestFirst();
        for (int i = order.length - 1; i >= 0 && room > 0; i--) {
            int place = order[i];
            if (fleet.standing(place).phase() == Phase.CURTAILED
                    && fleet.given(place).watts() <= room) {
                spare.add(place);
                room -= fleet.given(place).watts();
            }
        }
        return spare;
    }

    private void trim(Obligation ruling, Power limit, Power aim, Power metered, Instant now) {
        if (metered.compareTo(limit) <= 0) {
            return;
        }
        // The meter knows better than the model: start again from what it shows.
        Power corrected = metered.plus(Power.ofWatts(givenNow()));
        if (plan(ruling, limit, metered, above(metered, aim), false, now)) {
            reference = corrected;
        }
    }

    /** Chooses and commands; false when it found nobody and had said so before. */
    private boolean plan(
            Obligation ruling,
            Power limit,
            Power level,
            Reduction required,
            boolean first,
            Instant now) {
        MeritOrder.Choice choice = MeritOrder.choose(candidates(now), required);
        boolean news =
                first
                        || !choice.chosen().isEmpty()
                        || choice.shortfall().watts() > lastShortfall.watts() * 11 / 10;
        if (!news) {
            return false;
        }
        lastShortfall = choice.shortfall();
        outbox.add(
                new Output.PlanMade(
                        new Plan(
                                ruling.id(),
                                Plan.Kind.BEGIN,
                                now,
                                limit,
                                level,
                                required,
                                choice.chosen(),
                                java.util.Map.of(),
                                choice.shortfall())));
        for (Plan.Chosen chosen : choice.chosen()) {
            int place = fleet.place(chosen.device());
            int attempt = fleet.standing(place).attempts() + 1;
            fleet.command(place, Action.SLEEP, ruling.id().value(), attempt, now);
        }
        return true;
    }

    private List<Candidate> candidates(Instant now) {
        List<Candidate> candidates = new ArrayList<>(fleet.size());
        for (int place : fleet.cheapestFirst()) {
            candidates.add(
                    new Candidate(
                            fleet.device(place).id(),
                            fleet.expectedReduction(place),
                            fleet.valueOfWork(place),
                            obstacle(place, now)));
        }
        return candidates;
    }

    private @Nullable LeftOut obstacle(int place, Instant now) {
        return switch (fleet.standing(place).phase()) {
            case CURTAIL_SENT, CURTAIL_ACCEPTED, CURTAILED -> LeftOut.ALREADY_ASLEEP;
            case RESTORE_SENT, RESTORE_ACCEPTED -> LeftOut.MIN_ON_TIME;
            case CURTAIL_FAILED ->
                    mayAskAgain(fleet.standing(place), now)
                            ? obstacleWhenFree(place, now)
                            : LeftOut.FAILED;
            case RESTORE_FAILED -> LeftOut.FAILED;
            case FREE -> obstacleWhenFree(place, now);
        };
    }

    /**
     * A device that surely never took the command may be asked again, later and not for ever: what kept it, such as a
     * control session that a dead process left behind, passes.
     */
    private boolean mayAskAgain(Standing standing, Instant now) {
        Failure failure = standing.failure();
        boolean neverTookIt =
                failure == Failure.SESSION_TAKEN
                        || failure == Failure.CONNECTION_REFUSED
                        || failure == Failure.CONNECT_TIMEOUT
                        || failure == Failure.EXPIRED;
        return neverTookIt
                && standing.attempts() < policy.attemptsMax()
                && standing.since().plus(ASK_AGAIN_AFTER).isBefore(now);
    }

    private @Nullable LeftOut obstacleWhenFree(int place, Instant now) {
        if (fleet.device(place).envelope().exempt()) {
            return LeftOut.EXEMPT;
        }
        if (!fleet.device(place).can(Capability.CURTAIL)) {
            return LeftOut.UNSUPPORTED;
        }
        DeviceReading reading = fleet.reading(place);
        if (reading == null || !fleet.isKnown(place, now, policy.deviceStaleAfter())) {
            return LeftOut.UNREADABLE;
        }
        if (reading.activity() == Activity.ASLEEP || fleet.expectedReduction(place).isNone()) {
            return LeftOut.ALREADY_ASLEEP;
        }
        return fleet.maySleep(place, now) ? null : LeftOut.MIN_ON_TIME;
    }

    /** Level at the first plan: the meter's, or, without one, what the devices say they draw. */
    private Power startLevel(@Nullable MeterReading meter) {
        if (meter != null && meter.quality() == Quality.GOOD) {
            return meter.power().plus(Power.ofWatts(givenNow()));
        }
        outbox.add(
                new Output.Alarm(
                        "METER_UNKNOWN",
                        "The site meter gives no usable reading; the plan is made from what the devices"
                                + " say they draw."));
        long watts = givenNow();
        for (int place = 0; place < fleet.size(); place++) {
            DeviceReading reading = fleet.reading(place);
            if (reading != null) {
                watts = Math.addExact(watts, reading.power().watts());
            }
        }
        return Power.ofWatts(watts);
    }

    /** What devices give that sleep for us or are about to. */
    private long givenNow() {
        long watts = 0;
        for (int place = 0; place < fleet.size(); place++) {
            switch (fleet.standing(place).phase()) {
                case CURTAIL_SENT, CURTAIL_ACCEPTED, CURTAILED -> watts += fleet.given(place).watts();
                default -> {}
            }
        }
        return watts;
    }

    /** True when no device was on its way, and none had just arrived, when the meter was read. */
    private boolean isSettledBefore(Instant observedAt) {
        for (int place = 0; place < fleet.size(); place++) {
            Standing standing = fleet.standing(place);
            boolean settled =
                    switch (standing.phase()) {
                        case CURTAIL_SENT, CURTAIL_ACCEPTED -> false;
                        case CURTAILED ->
                                standing.since().plus(policy.trimAfter()).isBefore(observedAt);
                        default -> true;
                    };
            if (!settled) {
                return false;
            }
        }
        return true;
    }

    private static Reduction above(Power level, Power aim) {
        return aim.below(level);
    }
}
