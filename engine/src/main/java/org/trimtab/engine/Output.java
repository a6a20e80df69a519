package org.trimtab.engine;

import org.jspecify.annotations.Nullable;
import org.trimtab.dispatch.Band;
import org.trimtab.dispatch.Command;
import org.trimtab.dispatch.Failure;
import org.trimtab.dispatch.FrequencyState;
import org.trimtab.dispatch.Plan;
import org.trimtab.program.Hold;
import org.trimtab.program.InstructionId;
import org.trimtab.program.Obligation;
import org.trimtab.resource.DeviceId;
import org.trimtab.settlement.FollowingScore;
import org.trimtab.settlement.Statement;

/** Something a step decided. */
public sealed interface Output {
    /** An obligation came to a new state. */
    record ObligationChanged(Obligation obligation) implements Output {}

    /** A plan was made. */
    record PlanMade(Plan plan) implements Output {}

    /** A device is to be asked for a state. */
    record CommandIssued(Command command) implements Output {}

    /** A device came to stand differently. */
    record StandingChanged(DeviceId device, Standing.Phase phase, @Nullable Failure failure)
            implements Output {}

    /**
     * A device that we hold down stands for something else now; nothing is asked of it.
     *
     * @param causedBy the instruction, limit, feeder or hold that keeps it down, or {@code price}
     */
    record CauseChanged(DeviceId device, String causedBy) implements Output {}

    /** The meter read at or below the limit for the first time in this event. */
    record LimitReached(InstructionId instruction) implements Output {}

    /** What is owed together came to stand differently: another ceiling or floor, or another conflict. */
    record BandChanged(Band band) implements Output {}

    /**
     * A device disobeyed so often that it leaves the offered capacity, or has proven itself again.
     *
     * @param reason the last failure; null when it is back
     */
    record QuarantineChanged(DeviceId device, @Nullable Failure reason) implements Output {}

    /**
     * The under-frequency plan came to another state.
     *
     * @param because what brought it there, in words a person reads
     */
    record FrequencyStateChanged(FrequencyState state, String because) implements Output {}

    /** A hold was placed, lifted or ran out. */
    record HoldChanged(Hold hold, boolean inForce) implements Output {}

    /** An interval of a track was scored. */
    record FollowingScored(InstructionId track, FollowingScore score) implements Output {}

    /** An event was settled. */
    record StatementIssued(Statement statement) implements Output {}

    /** Something a person should know. */
    record Alarm(String code, String text) implements Output {}
}
