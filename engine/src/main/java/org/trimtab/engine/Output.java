package org.trimtab.engine;

import org.jspecify.annotations.Nullable;
import org.trimtab.dispatch.Command;
import org.trimtab.dispatch.Failure;
import org.trimtab.dispatch.Plan;
import org.trimtab.program.InstructionId;
import org.trimtab.program.Obligation;
import org.trimtab.resource.DeviceId;
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

    /** The meter read at or below the limit for the first time in this event. */
    record LimitReached(InstructionId instruction) implements Output {}

    /** An event was settled. */
    record StatementIssued(Statement statement) implements Output {}

    /** Something a person should know. */
    record Alarm(String code, String text) implements Output {}
}
